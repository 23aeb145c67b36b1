//! Heads as programs write them, and as somebody would who means harm.

use super::*;

fn put(bytes: &mut Vec<u8>, at: usize, part: &[u8]) {
    if bytes.len() < at + part.len() {
        bytes.resize(at + part.len(), 0);
    }
    bytes[at..at + part.len()].copy_from_slice(part);
}

fn head(parts: &[(usize, &[u8])]) -> Vec<u8> {
    let mut bytes = vec![0; 2048];
    parts.iter().for_each(|(at, part)| put(&mut bytes, *at, part));
    bytes
}

fn qcow2(version: u32, extensions: &[(u32, &[u8])], name: &str) -> Vec<u8> {
    let start = if version == 2 { 72 } else { 104 };
    let mut bytes = head(&[(0, b"QFI\xfb"), (4, &version.to_be_bytes()), (20, &16u32.to_be_bytes())]);
    put(&mut bytes, 24, &(8u64 << 20).to_be_bytes());
    if version == 3 {
        put(&mut bytes, 100, &104u32.to_be_bytes());
        put(&mut bytes, 72, &(1u64 << 4 | 1 << 2).to_be_bytes());
        put(&mut bytes, 80, &1u64.to_be_bytes());
    }
    let mut at = start;
    for (kind, data) in extensions {
        put(&mut bytes, at, &kind.to_be_bytes());
        put(&mut bytes, at + 4, &(data.len() as u32).to_be_bytes());
        put(&mut bytes, at + 8, data);
        at += 8 + data.len().next_multiple_of(8);
    }
    put(&mut bytes, 8, &1000u64.to_be_bytes());
    put(&mut bytes, 16, &(name.len() as u32).to_be_bytes());
    put(&mut bytes, 1000, name.as_bytes());
    bytes
}

#[test]
fn qcow2_says_what_it_has() {
    let old = Image::of(&qcow2(2, &[(1, b"abc"), (0xe279_2aca, b"raw")], "base.img"));
    let backing = Some(Backing { name: "base.img".to_owned(), format: Some("raw".to_owned()) });
    assert_eq!((old.format, old.capacity, old.backing.clone()), ("qcow2", Some(8 << 20), backing.clone()));
    assert_eq!((old.compat, old.cluster_size, old.features), (None, Some(65536), None));
    let new = Image::of(&qcow2(3, &[(0xe279_2aca, b"raw")], "base.img"));
    let features = VolumeFeatures { lazy_refcounts: true, extended_l2: true, data_file: true };
    assert_eq!((new.compat, new.features, new.backing), (Some("1.1"), Some(features), backing));
    assert_eq!(Image::of(&qcow2(3, &[], "base")).backing.unwrap().format, None);
    assert_eq!(Image::of(&qcow2(3, &[], "")).backing, None);
}

#[test]
fn every_format_is_recognised_with_its_size() {
    let size = 5u64 << 20;
    let (big, little, sectors) = (size.to_be_bytes(), size.to_le_bytes(), (size / 512).to_le_bytes());
    let cases: &[(&str, Option<u64>, Vec<u8>)] = &[
        ("qcow", Some(size), head(&[(0, b"QFI\xfb\0\0\0\x01"), (24, &big)])),
        ("qed", Some(size), head(&[(0, b"QED\0"), (48, &little)])),
        ("vmdk", Some(size), head(&[(0, b"KDMV\x01\0\0\0"), (12, &sectors)])),
        ("vdi", Some(size), head(&[(0x40, b"\x7f\x10\xda\xbe\x01\0\x01\0"), (0x170, &little)])),
        ("vpc", Some(size), head(&[(0, b"conectix\0\0\0\0\0\x01\0\0"), (48, &big)])),
        ("cow", Some(size), head(&[(0, b"OOOM\0\0\0\x02"), (1036, &big)])),
        ("bochs", Some(size), head(&[(0, b"Bochs Virtual HD Image"), (64, b"\0\0\x02\0"), (96, &little)])),
        ("ploop", None, head(&[(0, b"WithoutFreeSpace")])),
        ("iso", None, head(&[(32768, b"\x01CD001")])),
        ("raw", None, head(&[(510, b"\x55\xaa")])),
        ("raw", None, vec![]),
    ];
    for (format, capacity, bytes) in cases {
        let image = Image::of(bytes);
        assert_eq!((image.format, image.capacity), (*format, *capacity));
    }
    let luks = Image::of(&head(&[(0, b"LUKS\xba\xbe\0\x01"), (104, &8u32.to_be_bytes())]));
    assert_eq!((luks.format, luks.encryption), ("raw", Some(EncryptionFormat::Luks)));
    assert_eq!((luks.capacity_in(10_000), luks.capacity_in(5)), (10_000 - 4096, 0));
}

#[test]
fn images_below_are_found_in_all_formats() {
    let qed = head(&[(0, b"QED\0"), (16, b"\x05\0\0\0\0\0\0\0"), (56, b"\x40\0\0\0\x04\0\0\0"), (0x40, b"base")]);
    let below = |bytes: &[u8]| Image::of(bytes).backing.map(|backing| (backing.name, backing.format));
    assert_eq!(below(&qed), Some(("base".to_owned(), Some("raw".to_owned()))));
    let text = b"parentCID=00000001\nparentFileNameHint=\"base.vmdk\"\n";
    let vmdk = head(&[(0, b"KDMV\x01\0\0\0"), (0x200, text)]);
    assert_eq!(below(&vmdk), Some(("base.vmdk".to_owned(), Some("vmdk".to_owned()))));
    let alone = head(&[(0, b"KDMV\x01\0\0\0"), (0x200, b"parentCID=ffffffff\nparentFileNameHint=\"x\"\n")]);
    assert_eq!(below(&alone), None);
    assert_eq!(below(&head(&[(0, b"OOOM\0\0\0\x02base")])), Some(("base".to_owned(), None)));
}

#[test]
fn heads_that_lie_are_believed_in_nothing_dangerous() {
    let good = qcow2(3, &[(0xe279_2aca, b"raw")], "base.img");
    for end in 0..good.len() {
        let _ = Image::of(&good[..end]);
    }
    let lie = |at: usize, part: &[u8]| {
        let mut bytes = good.clone();
        put(&mut bytes, at, part);
        Image::of(&bytes)
    };
    assert_eq!(lie(16, &u32::MAX.to_be_bytes()).backing, None);
    assert_eq!(lie(16, &1024u32.to_be_bytes()).backing, None);
    assert_eq!(lie(8, &u64::MAX.to_be_bytes()).backing, None);
    assert_eq!(lie(1000, b"\xff\xff").backing, None);
    assert_eq!(lie(100, &u32::MAX.to_be_bytes()).backing.unwrap().format, None);
    assert_eq!(lie(20, &u32::MAX.to_be_bytes()).cluster_size, None);
    assert_eq!(lie(4, &99u32.to_be_bytes()).format, "raw");
    assert_eq!(lie(24, &[0xff; 8]).capacity, Some(u64::MAX));
    // Every single byte at its extremes: nothing may panic or loop.
    for at in 0..200 {
        for byte in [0, 1, 0x7f, 0x80, 0xff] {
            let _ = lie(at, &[byte]);
        }
    }
}
