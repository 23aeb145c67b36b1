//! Headers as libvirt writes them, and files that nobody should trust.

use super::*;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("fvq-image-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const DOCUMENT: &str = "<domain type='qemu'><name>a</name></domain>";

fn bytes(magic: &[u8], fields: [u32; 5]) -> Vec<u8> {
    let mut bytes = magic.to_vec();
    bytes.extend(fields.into_iter().flat_map(u32::to_ne_bytes));
    bytes.resize(HEADER_LENGTH, 0);
    bytes
}

#[test]
fn a_header_is_laid_out_as_libvirt_does() {
    let header = Header { complete: true, data_length: 66924, running: true, format: 0, cookie_offset: 1152 };
    let encoded = header.encode();
    assert_eq!(encoded.as_slice(), bytes(b"LibvirtQemudSave", [2, 66924, 1, 0, 1152]));
    assert_eq!(Header::decode(&encoded).unwrap(), header);
}

#[test]
fn an_image_of_the_other_byte_order_is_read() {
    let fields = [2, 100, 1, 0, 0].map(u32::swap_bytes);
    let header = Header::decode(&bytes(COMPLETE, fields)).unwrap();
    assert_eq!((header.data_length, header.running), (100, true));
}

#[test]
fn hostile_headers_are_refused() {
    let cases: &[(Vec<u8>, &str)] = &[
        (b"LibvirtQemud".to_vec(), "failed to read qemu header"),
        (bytes(COMPLETE, [2, 9, 1, 0, 0])[..91].to_vec(), "failed to read qemu header"),
        (bytes(b"QEVMQEVMQEVMQEVM", [2, 9, 1, 0, 0]), "image magic is incorrect"),
        (bytes(COMPLETE, [0x0103_0004, 9, 1, 0, 0]), "image version is not supported"),
        (bytes(COMPLETE, [2, 0, 1, 0, 0]), "invalid header data length: 0"),
        (bytes(COMPLETE, [2, u32::MAX, 1, 0, 0]), "invalid header data length: 4294967295"),
        (bytes(COMPLETE, [2, 9, 1, 0, 9]), "invalid cookie offset: 9"),
    ];
    for (bytes, wanted) in cases {
        let error = Header::decode(bytes).unwrap_err();
        assert_eq!(error.code(), ErrorCode::OPERATION_FAILED);
        assert!(error.message().starts_with(wanted), "{} instead of {wanted}", error.message());
    }
}

#[test]
fn formats_that_cannot_be_read_are_named() {
    let message = |format| {
        let header = Header::decode(&bytes(COMPLETE, [2, 9, 1, format, 0])).unwrap();
        header.check().map_err(|error| error.message().to_owned())
    };
    assert_eq!(message(0), Ok(()));
    assert_eq!(message(2).unwrap_err(), "save image format 'bzip2' is not supported");
    assert_eq!(message(6).unwrap_err(), "save image format 'sparse' is not supported");
    assert_eq!(message(77).unwrap_err(), "unsupported save image format: 77");
}

#[test]
fn a_file_is_incomplete_until_it_is_finished() {
    let folder = Folder::new("whole");
    let path = folder.0.join("a.save");
    let image = NewImage::create(&path, DOCUMENT, true).unwrap();
    assert!(matches!(Image::find(&path, false).unwrap(), Found::Incomplete));
    assert_eq!(Image::open(&path, false).unwrap_err().message(), "save image is incomplete");
    image.file().write_all_at(b"stream", HEADER_BYTES + u64::from(image.header.data_length)).unwrap();
    image.finish(false).unwrap();
    let image = Image::open(&path, false).unwrap();
    assert_eq!((image.document.as_str(), image.header.running), (DOCUMENT, true));
    let mut stream = String::new();
    image.into_stream().unwrap().read_to_string(&mut stream).unwrap();
    assert_eq!(stream, "stream");
}

#[test]
fn what_was_not_finished_is_removed() {
    let folder = Folder::new("dropped");
    let path = folder.0.join("a.save");
    drop(NewImage::create(&path, DOCUMENT, true).unwrap());
    assert!(!path.exists());
    // A file that was there before stays, and is marked.
    std::fs::write(&path, "something else").unwrap();
    drop(NewImage::create(&path, DOCUMENT, true).unwrap());
    assert!(matches!(Image::find(&path, false).unwrap(), Found::Incomplete));
}

#[test]
fn another_document_takes_the_place_and_the_cookie_stays() {
    let folder = Folder::new("replace");
    let path = folder.0.join("a.save");
    let cookie = "<cookie>\n  <cpu mode='custom' match='exact'>\n    <model>qemu64</model>\n  </cpu>\n</cookie>\n";
    let (mut data, offset) = encode_data(DOCUMENT, Some(cookie));
    data.resize(data.len() + 64, 0);
    let fields = [2, u32::try_from(data.len()).unwrap(), 0, 0, u32::try_from(offset).unwrap()];
    std::fs::write(&path, [bytes(COMPLETE, fields), data, b"stream".to_vec()].concat()).unwrap();
    let longer = DOCUMENT.replace("<name>", "<title>t</title><name>");
    let mut image = Image::open(&path, true).unwrap();
    image.replace(&longer, true).unwrap();
    let error = image.replace(&longer.repeat(9), true).unwrap_err();
    assert_eq!(error.message(), "new xml too large to fit in file");
    let image = Image::open(&path, false).unwrap();
    assert_eq!((image.document.as_str(), image.header.running), (longer.as_str(), true));
    assert!(image.actual_cpu().unwrap().is_some());
    let mut stream = String::new();
    image.into_stream().unwrap().read_to_string(&mut stream).unwrap();
    assert_eq!(stream, "stream");
}

#[test]
fn files_that_are_no_files_hold_nobody_up() {
    let folder = Folder::new("pipe");
    let path = folder.0.join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    assert!(Image::open(&path, false).is_err());
    assert!(NewImage::create(&path, DOCUMENT, true).is_err());
    assert!(Image::open(&folder.0, false).is_err());
    assert!(path.exists());
}

#[test]
fn a_truncated_document_is_refused() {
    let folder = Folder::new("short");
    let path = folder.0.join("a.save");
    std::fs::write(&path, bytes(COMPLETE, [2, 1 << 20, 1, 0, 0])).unwrap();
    assert_eq!(Image::open(&path, false).unwrap_err().message(), "failed to read domain XML");
    std::fs::write(&path, [bytes(COMPLETE, [2, 3, 1, 0, 0]), vec![0xff, 0xfe, 0]].concat()).unwrap();
    assert!(Image::open(&path, false).unwrap_err().message().contains("not UTF-8"));
}
