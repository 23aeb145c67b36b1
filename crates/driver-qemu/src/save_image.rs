//! The file of a saved guest: libvirt's format, so that either daemon reads what the other has written.
//!
//! A header of 92 bytes in the host's byte order; then the document, ended by a zero; then, where the header says so, the
//! cookie (what the document cannot say about the guest's run), ended by a zero; then zeros, so that another document can
//! take the first one's place; then QEMU's migration stream to the end of the file.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::fs::{FileExt, FileTypeExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use conf::domain::cpu::Cpu;
use conf::domain::{Domain, ParseFlags};
use rustix::fs::OFlags;
use virt::{Error, ErrorCode, Result};
use xml::{Document, Mode};

const MAGIC_LENGTH: usize = 16;
/// Of a file that holds a whole guest.
const COMPLETE: &[u8; MAGIC_LENGTH] = b"LibvirtQemudSave";
/// Of a file that is being written, or whose writer has died.
const INCOMPLETE: &[u8; MAGIC_LENGTH] = b"LibvirtQemudPart";
const VERSION: u32 = 2;
const HEADER_LENGTH: usize = 92;
const HEADER_BYTES: u64 = 92;
/// Room for a longer document.
const PADDING: usize = 64 << 10;
/// Longest part before the stream.
const MAX_DATA: u32 = 64 << 20;

/// How the stream may be packed, by number. Only the first can be read and written here.
const FORMATS: &[&str] = &["raw", "gzip", "bzip2", "xz", "lzop", "zstd", "sparse"];

/// How files are opened: a pipe or a terminal in the file's place must not hold us up.
const PATIENT: i32 = OFlags::NONBLOCK.union(OFlags::NOCTTY).bits().cast_signed();

fn failed(message: impl Into<String>) -> Error {
    Error::new(ErrorCode::OPERATION_FAILED, message)
}

/// What stands before the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    complete: bool,
    data_length: u32,
    /// Whether the guest's CPUs run once it is restored.
    pub(crate) running: bool,
    format: u32,
    cookie_offset: u32,
}

impl Header {
    fn encode(&self) -> [u8; HEADER_LENGTH] {
        let mut bytes = [0; HEADER_LENGTH];
        let fields = [VERSION, self.data_length, self.running.into(), self.format, self.cookie_offset];
        let magic = if self.complete { COMPLETE } else { INCOMPLETE };
        let all = magic.iter().copied().chain(fields.into_iter().flat_map(u32::to_ne_bytes));
        for (to, from) in bytes.iter_mut().zip(all) {
            *to = from;
        }
        bytes
    }

    fn decode(bytes: &[u8]) -> Result<Header> {
        let (magic, rest) = bytes.split_at_checked(MAGIC_LENGTH).ok_or_else(|| failed("failed to read qemu header"))?;
        let complete = match magic {
            magic if magic == COMPLETE => true,
            magic if magic == INCOMPLETE => false,
            _ => return Err(failed("image magic is incorrect")),
        };
        if bytes.len() < HEADER_LENGTH {
            return Err(failed("failed to read qemu header"));
        }
        let mut words = rest.chunks_exact(4).filter_map(|chunk| chunk.try_into().ok()).map(u32::from_ne_bytes);
        let mut fields = [0; 5];
        for field in &mut fields {
            *field = words.next().unwrap_or(0);
        }
        // Compat: an image from a host of the other byte order is read as well.
        if fields[0] > VERSION {
            fields = fields.map(u32::swap_bytes);
        }
        let [version, data_length, running, format, cookie_offset] = fields;
        if version > VERSION {
            return Err(failed(format!("image version is not supported ({version} > {VERSION})")));
        }
        if data_length == 0 || data_length > MAX_DATA {
            return Err(failed(format!("invalid header data length: {data_length}")));
        }
        if cookie_offset >= data_length {
            return Err(failed(format!("invalid cookie offset: {cookie_offset}")));
        }
        Ok(Header { complete, data_length, running: running != 0, format, cookie_offset })
    }

    fn check(&self) -> Result<()> {
        match usize::try_from(self.format).ok().and_then(|format| FORMATS.get(format)) {
            Some(&"raw") => Ok(()),
            Some(name) => Err(failed(format!("save image format '{name}' is not supported"))
                .remedy("save the guest again with save_image_format = \"raw\"")),
            None => Err(failed(format!("unsupported save image format: {}", self.format))),
        }
    }
}

/// What stands between the header and the stream.
fn encode_data(document: &str, cookie: Option<&str>) -> (Vec<u8>, usize) {
    let mut data = [document.as_bytes(), b"\0"].concat();
    let offset = match cookie {
        Some(cookie) => {
            let offset = data.len();
            data.extend_from_slice(cookie.as_bytes());
            data.push(0);
            offset
        }
        None => 0,
    };
    (data, offset)
}

/// The text up to the first zero.
fn text(bytes: &[u8], what: &str) -> Result<String> {
    let bytes = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    String::from_utf8(bytes.to_vec()).map_err(|_| failed(format!("the {what} of the save image is not UTF-8")))
}

/// A guest's file that is complete.
#[derive(Debug)]
pub(crate) struct Image {
    path: PathBuf,
    file: File,
    /// What the header says.
    pub(crate) header: Header,
    document: String,
    cookie: Option<String>,
}

/// What a file turns out to be.
#[derive(Debug)]
pub(crate) enum Found {
    /// A guest can be restored from it.
    Complete(Image),
    /// Its writer has not come to the end.
    Incomplete,
}

impl Image {
    /// Opens a file that must be complete.
    pub(crate) fn open(path: &Path, writable: bool) -> Result<Image> {
        match Image::find(path, writable)? {
            Found::Complete(image) => Ok(image),
            Found::Incomplete => Err(failed("save image is incomplete")
                .because(format!("whoever wrote '{}' was interrupted", path.display()))),
        }
    }

    /// Opens a file and tells what it is; an error if it is no image or one that cannot be used here.
    pub(crate) fn find(path: &Path, writable: bool) -> Result<Found> {
        let unreadable = |e| Error::system(format!("Failed to open file '{}'", path.display()), &e);
        let mut options = std::fs::OpenOptions::new();
        options.read(true).write(writable).custom_flags(PATIENT);
        let mut file = options.open(path).map_err(unreadable)?;
        let kind = file.metadata().map_err(unreadable)?.file_type();
        if !kind.is_file() && !kind.is_block_device() {
            return Err(failed(format!("'{}' is neither a file nor a block device", path.display())));
        }
        let mut bytes = Vec::new();
        (&mut file).take(HEADER_BYTES).read_to_end(&mut bytes).map_err(unreadable)?;
        if bytes.is_empty() || bytes.starts_with(INCOMPLETE) {
            return Ok(Found::Incomplete);
        }
        let header = Header::decode(&bytes)?;
        header.check()?;
        let mut data = Vec::new();
        (&mut file).take(header.data_length.into()).read_to_end(&mut data).map_err(unreadable)?;
        if u32::try_from(data.len()) != Ok(header.data_length) {
            return Err(failed("failed to read domain XML"));
        }
        let document = text(&data, "document")?;
        let cookie = match usize::try_from(header.cookie_offset) {
            Ok(offset) if offset > 0 => Some(text(data.get(offset..).unwrap_or_default(), "cookie")?),
            _ => None,
        };
        Ok(Found::Complete(Image { path: path.to_owned(), file, header, document, cookie }))
    }

    /// The guest's document.
    pub(crate) fn domain(&self) -> Result<Domain> {
        let parsed = Domain::parse(&self.document, ParseFlags::INACTIVE);
        parsed.map_err(|e| e.context(format!("save image '{}'", self.path.display())))
    }

    /// The CPU that the guest really had, where the image tells.
    pub(crate) fn actual_cpu(&self) -> Result<Option<Cpu>> {
        let Some(cookie) = &self.cookie else { return Ok(None) };
        let document = Document::parse(cookie).map_err(conf::error)?;
        let root = document.root_named("cookie", Mode::STATUS).map_err(conf::error)?;
        root.first("cpu").map(|node| node.element::<Cpu>().map_err(conf::error)).transpose()
    }

    /// Puts another document in the place of the first; what else the image holds stays.
    pub(crate) fn replace(&mut self, document: &str, running: bool) -> Result<()> {
        let (mut data, cookie_offset) = encode_data(document, self.cookie.as_deref());
        let room = usize::try_from(self.header.data_length).unwrap_or(0);
        if data.len() > room {
            return Err(failed("new xml too large to fit in file"));
        }
        data.resize(room, 0);
        let cookie_offset = u32::try_from(cookie_offset).map_err(|_| failed("new xml too large to fit in file"))?;
        let header = Header { running, cookie_offset, ..self.header };
        // One write: whoever kills us gets the old text or the new one.
        let written = self.file.write_all_at(&[header.encode().as_slice(), &data].concat(), 0);
        let unwritable = |e| Error::system(format!("failed to write to '{}'", self.path.display()), &e);
        written.and_then(|()| self.file.sync_all()).map_err(unwritable)?;
        self.header = header;
        document.clone_into(&mut self.document);
        Ok(())
    }

    /// The file, standing at the beginning of QEMU's stream.
    pub(crate) fn into_stream(mut self) -> Result<File> {
        let start = HEADER_BYTES.saturating_add(self.header.data_length.into());
        let found = self.file.seek(SeekFrom::Start(start));
        found.map_err(|e| Error::system(format!("cannot seek in '{}'", self.path.display()), &e))?;
        Ok(self.file)
    }
}

/// A file that is being written. What has not been finished is marked as incomplete, and removed if it was made for this.
#[derive(Debug)]
pub(crate) struct NewImage {
    path: PathBuf,
    file: File,
    header: Header,
    made: bool,
}

impl NewImage {
    /// Makes the file, or empties it, and writes everything that comes before the stream.
    pub(crate) fn create(path: &Path, document: &str, running: bool) -> Result<NewImage> {
        let (mut data, _) = encode_data(document, None);
        data.resize(data.len().saturating_add(PADDING), 0);
        let length = u32::try_from(data.len()).ok().filter(|length| *length <= MAX_DATA);
        let data_length = length.ok_or_else(|| failed("domain XML is too long for a save image"))?;
        let header = Header { complete: false, data_length, running, format: 0, cookie_offset: 0 };
        let uncreatable = |e| Error::system(format!("Failed to create file '{}'", path.display()), &e);
        let made = std::fs::symlink_metadata(path).is_err();
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(false).mode(0o600);
        let opened = options.custom_flags(PATIENT).open(path).map_err(uncreatable)?;
        let mut image = NewImage { path: path.to_owned(), file: opened, header, made };
        let kind = image.file.metadata().map_err(uncreatable)?.file_type();
        if !kind.is_file() && !kind.is_block_device() {
            return Err(failed(format!("'{}' is neither a file nor a block device", path.display())));
        }
        let prepared = (|| {
            if kind.is_file() {
                image.file.set_len(0)?;
            }
            image.file.write_all_at(&[header.encode().as_slice(), &data].concat(), 0)?;
            image.file.seek(SeekFrom::Start(HEADER_BYTES.saturating_add(data_length.into())))
        })();
        let unwritable =
            |e| Error::system(format!("failed to write header to domain save file '{}'", path.display()), &e);
        prepared.map_err(unwritable)?;
        Ok(image)
    }

    /// Where QEMU writes its stream.
    pub(crate) fn file(&self) -> &File {
        &self.file
    }

    /// Marks the file as complete, once everything in it is on the disk.
    pub(crate) fn finish(mut self, keep_cached: bool) -> Result<()> {
        let finished = self.file.sync_all().and_then(|()| {
            let header = Header { complete: true, ..self.header };
            self.file.write_all_at(&header.encode(), 0)?;
            self.file.sync_all()?;
            match self.path.parent().filter(|_| self.made) {
                Some(folder) => File::open(folder)?.sync_all(),
                None => Ok(()),
            }
        });
        let unwritable = |e| Error::system(format!("unable to save file '{}'", self.path.display()), &e);
        finished.map_err(unwritable)?;
        if !keep_cached {
            let _ = rustix::fs::fadvise(&self.file, 0, None, rustix::fs::Advice::DontNeed);
        }
        self.made = false;
        Ok(())
    }
}

impl Drop for NewImage {
    fn drop(&mut self) {
        if self.made {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests;
