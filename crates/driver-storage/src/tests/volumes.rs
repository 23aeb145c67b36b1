//! Volumes that are made, copied, measured, wiped and deleted.

use std::io::{Read, Write};

use virt::constants::*;
use virt::{ErrorCode, StorageVolRef, Stream};

use super::*;

const MIB: &str = "<capacity unit='MiB'>1</capacity>";

fn file(stream: Stream) -> (std::fs::File, Option<Box<dyn std::any::Any + Send>>) {
    match stream {
        Stream::End(end) => (end.fd.into(), end.held),
        Stream::Peer(_) => panic!("a driver gives its own end"),
    }
}

#[test]
fn a_volume_lives() {
    let stage = Stage::new("volume");
    let (driver, pool) = stage.active();
    let Both { volumes, pools } = &driver;
    let vol = volumes.create_xml(&pool, &volume("v", MIB), 0).unwrap();
    let path = stage.folder("p").join("v").display().to_string();
    assert_eq!((vol.pool.as_str(), vol.name.as_str(), vol.key.as_str()), ("p", "v", path.as_str()));
    assert_eq!(volumes.lookup_by_path(&path).unwrap(), vol);
    assert_eq!(volumes.lookup_by_key(&path).unwrap(), vol);
    assert_eq!(pools.lookup_by_volume(&vol).unwrap(), pool);
    let info = volumes.info(&vol).unwrap();
    assert_eq!((i32::from(info.type_), info.capacity, info.allocation), (VIR_STORAGE_VOL_FILE, 1 << 20, 1 << 20));
    let again = volumes.create_xml(&pool, &volume("v", MIB), 0).unwrap_err();
    assert_eq!(again.code(), ErrorCode::STORAGE_VOL_EXIST);
    volumes.delete(&vol, 0).unwrap();
    assert!(stage.names("p").is_empty());
    assert_eq!(volumes.info(&vol).unwrap_err().code(), ErrorCode::NO_STORAGE_VOL);
    pools.destroy(&pool).unwrap();
    assert_eq!(volumes.list_volumes(&pool, 9).unwrap_err().code(), ErrorCode::OPERATION_INVALID);
}

#[test]
fn names_never_lead_out_of_the_pool_or_onto_something() {
    let stage = Stage::new("names");
    let (driver, pool) = stage.active();
    std::fs::write(stage.folder("p").join("there"), "text").unwrap();
    std::os::unix::fs::symlink("nowhere", stage.folder("p").join("link")).unwrap();
    for name in ["..", ".", "a/b", "../x", "/etc/x", "there", "link", "\u{7f}"] {
        let refused = driver.volumes.create_xml(&pool, &volume(name, MIB), 0).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::OPERATION_INVALID, "{name}: {refused}");
    }
    assert_eq!(stage.names("p"), ["link", "there"]);
    assert_eq!(driver.volumes.num_of_volumes(&pool).unwrap(), 0);
}

#[test]
fn a_look_finds_what_others_have_put_there() {
    let stage = Stage::new("look");
    let (driver, pool) = stage.active();
    let folder = stage.folder("p");
    std::fs::write(folder.join("raw"), [1; 5000]).unwrap();
    std::fs::create_dir(folder.join("folder")).unwrap();
    std::fs::write(folder.join("lie"), [b"QFI\xfb\0\0\0\x03".as_slice(), &[0xff; 300]].concat()).unwrap();
    std::os::unix::fs::symlink("raw", folder.join("link")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.join("dangling")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(folder.join("socket")).unwrap();
    driver.pools.refresh(&pool, 0).unwrap();
    assert_eq!(driver.volumes.list_volumes(&pool, 99).unwrap(), ["folder", "lie", "link", "raw"]);
    let info = |name| {
        let vol = driver.volumes.lookup_by_name(&pool, name).unwrap();
        let info = driver.volumes.info_flags(&vol, VIR_STORAGE_VOL_GET_PHYSICAL).unwrap();
        (i32::from(info.type_), info.capacity, info.allocation)
    };
    assert_eq!(info("raw"), (VIR_STORAGE_VOL_FILE, 5000, 5000));
    assert_eq!(info("link"), (VIR_STORAGE_VOL_FILE, 5000, 5000));
    assert_eq!(info("folder"), (VIR_STORAGE_VOL_DIR, 0, 0));
    assert_eq!(info("lie"), (VIR_STORAGE_VOL_FILE, u64::MAX, 308));
}

#[test]
fn copies_hold_the_same_bytes_and_keep_their_source() {
    let stage = Stage::new("copies");
    let (driver, pool) = stage.active();
    let volumes = &driver.volumes;
    let source = volumes.create_xml(&pool, &volume("source", MIB), 0).unwrap();
    std::fs::write(stage.folder("p").join("source"), [7; 10_000]).unwrap();
    let copy = volumes.create_xml_from(&pool, &volume("copy", "<capacity>20000</capacity>"), &source, 0).unwrap();
    let bytes = std::fs::read(stage.folder("p").join("copy")).unwrap();
    assert_eq!(
        (bytes.len(), bytes[..10_000].iter().all(|b| *b == 7), bytes[10_000..].iter().all(|b| *b == 0)),
        (20_000, true, true)
    );
    assert_eq!(volumes.info(&copy).unwrap().capacity, 20_000);
    let taken = volumes.create_xml_from(&pool, &volume("source", ""), &source, 0).unwrap_err();
    assert_eq!(taken.to_string(), "internal error: storage volume name 'source' already in use.");
    if has("qemu-img") {
        let inside = "<capacity>0</capacity><target><format type='qcow2'/></target>";
        let image = volumes.create_xml_from(&pool, &volume("image", inside), &source, 0).unwrap();
        assert_eq!(volumes.info(&image).unwrap().capacity, 10_240);
        let plain = volumes.create_xml_from(&pool, &volume("plain", ""), &image, 0).unwrap();
        assert!(volumes.xml_desc(&plain, 0).unwrap().contains("<format type='raw'/>"));
        assert_eq!(std::fs::read(stage.folder("p").join("plain")).unwrap()[..10_000], [7; 10_000]);
    }
}

#[test]
fn images_are_made_by_qemu_img_and_its_complaints_leave_nothing() {
    let stage = Stage::new("images");
    let (driver, pool) = stage.active();
    if !has("qemu-img") {
        return;
    }
    let make = |name: &str, inside: &str| driver.volumes.create_xml(&pool, &volume(name, inside), 0);
    let qcow2 = |more: &str| format!("{MIB}<target><format type='qcow2'/>{more}</target>");
    let image = make("image", &qcow2("<permissions><mode>0604</mode></permissions>")).unwrap();
    driver.pools.refresh(&pool, 0).unwrap();
    let xml = driver.volumes.xml_desc(&image, 0).unwrap();
    for part in ["<format type='qcow2'/>", "<compat>1.1</compat>", "<mode>0604</mode>", "unit='bytes'>1048576<"] {
        assert!(xml.contains(part), "{part} in {xml}");
    }
    let below = format!(
        "<backingStore><path>{}/image</path><format type='qcow2'/></backingStore>",
        stage.folder("p").display()
    );
    make("above", &format!("<target><format type='qcow2'/></target>{below}")).unwrap();
    driver.pools.refresh(&pool, 0).unwrap();
    let above = driver.volumes.lookup_by_name(&pool, "above").unwrap();
    assert!(driver.volumes.xml_desc(&above, 0).unwrap().contains("/image</path>"));
    for (inside, code) in [
        (qcow2("<clusterSize>777</clusterSize>"), ErrorCode::INTERNAL_ERROR),
        (format!("{MIB}<target><format type='dmg'/></target>"), ErrorCode::INTERNAL_ERROR),
        (format!("{MIB}<target><format type='ploop'/></target>"), ErrorCode::INTERNAL_ERROR),
        (format!("{MIB}{below}"), ErrorCode::NO_SUPPORT),
        (qcow2("<encryption format='luks'><secret type='passphrase' usage='u'/></encryption>"), ErrorCode::NO_SECRET),
    ] {
        let refused = make("bad", &inside).unwrap_err();
        assert_eq!(refused.code(), code, "{inside}: {refused}");
    }
    assert_eq!(stage.names("p"), ["above", "image"]);
    assert_eq!(driver.volumes.num_of_volumes(&pool).unwrap(), 2);
}

#[test]
fn sizes_change_within_what_the_flags_allow() {
    let stage = Stage::new("sizes");
    let (driver, pool) = stage.active();
    let volumes = &driver.volumes;
    let sparse = format!("{MIB}<allocation>0</allocation>");
    let vol = volumes.create_xml(&pool, &volume("v", &sparse), 0).unwrap();
    let (delta, shrink, allocate) =
        (VIR_STORAGE_VOL_RESIZE_DELTA, VIR_STORAGE_VOL_RESIZE_SHRINK, VIR_STORAGE_VOL_RESIZE_ALLOCATE);
    let size = || volumes.info(&vol).unwrap();
    volumes.resize(&vol, 2 << 20, 0).unwrap();
    volumes.resize(&vol, 1 << 20, delta).unwrap();
    assert_eq!(size().capacity, 3 << 20);
    assert_eq!(volumes.resize(&vol, 5, 0).unwrap_err().code(), ErrorCode::INVALID_ARG);
    volumes.resize(&vol, 1 << 20, shrink).unwrap();
    volumes.resize(&vol, 2 << 20, allocate).unwrap();
    assert_eq!((size().capacity, size().allocation), (2 << 20, 2 << 20));
    assert_eq!(volumes.resize(&vol, 1 << 20, shrink).unwrap_err().code(), ErrorCode::INVALID_ARG, "it is allocated");
    assert_eq!(volumes.resize(&vol, u64::MAX, delta).unwrap_err().code(), ErrorCode::OVERFLOW);
    assert_eq!(volumes.resize(&vol, 1 << 62, allocate).unwrap_err().code(), ErrorCode::OPERATION_FAILED);
    assert_eq!(size().capacity, 2 << 20);
}

#[test]
fn wiping_leaves_nothing_of_what_was_there() {
    let stage = Stage::new("wipe");
    let (driver, pool) = stage.active();
    let volumes = &driver.volumes;
    let path = stage.folder("p").join("v");
    let vol = volumes.create_xml(&pool, &volume("v", MIB), 0).unwrap();
    for algorithm in [VIR_STORAGE_VOL_WIPE_ALG_ZERO, VIR_STORAGE_VOL_WIPE_ALG_RANDOM] {
        std::fs::write(&path, b"secret".repeat(10_000)).unwrap();
        volumes.wipe_pattern(&vol, algorithm as u32, 0).unwrap();
        let left = std::fs::read(&path).unwrap();
        assert_eq!(left.len(), 60_000);
        assert!(!left.windows(6).any(|part| part == b"secret"));
    }
    assert_eq!(volumes.wipe_pattern(&vol, 9, 0).unwrap_err().code(), ErrorCode::ARGUMENT_UNSUPPORTED);
    assert_eq!(volumes.wipe_pattern(&vol, u32::MAX, 0).unwrap_err().code(), ErrorCode::INVALID_ARG);
}

#[test]
fn bytes_travel_both_ways_and_the_pool_is_looked_at_afterwards() {
    let stage = Stage::new("streams");
    let (driver, pool) = stage.active();
    let volumes = &driver.volumes;
    let vol = volumes.create_xml(&pool, &volume("v", MIB), 0).unwrap();
    stage.heard();
    let (mut writer, held) = file(volumes.upload(&vol, 100, 0, 0).unwrap());
    writer.write_all(b"hello").unwrap();
    drop(held);
    let (mut reader, held) = file(volumes.download(&vol, 98, 9, 0).unwrap());
    assert!(held.is_none());
    let mut got = [0; 9];
    reader.read_exact(&mut got).unwrap();
    assert_eq!(&got, b"\0\0hello\0\0");
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(5);
    while stage.heard() != [("p".to_owned(), REFRESH)] {
        assert!(std::time::Instant::now() < deadline, "the pool is looked at again");
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    assert!(volumes.upload(&vol, u64::MAX, 0, 0).is_err());
}

#[test]
fn a_guest_finds_volumes_of_active_pools_only() {
    let stage = Stage::new("place");
    let storages = stage.open();
    let (pools, volumes) = storages.drivers();
    assert_eq!(storages.volume_place("p", "v").unwrap_err().code(), ErrorCode::NO_STORAGE_POOL);
    let pool = pools.define_xml(&stage.pool("p"), 0).unwrap();
    assert_eq!(storages.volume_place("p", "v").unwrap_err().code(), ErrorCode::CONFIG_UNSUPPORTED);
    pools.create(&pool, VIR_STORAGE_POOL_CREATE_WITH_BUILD).unwrap();
    assert_eq!(storages.volume_place("p", "v").unwrap_err().code(), ErrorCode::NO_STORAGE_VOL);
    volumes.create_xml(&pool, &volume("v", MIB), 0).unwrap();
    let place = storages.volume_place("p", "v").unwrap();
    assert_eq!(
        (place.path, place.format.as_str(), place.is_block),
        (stage.folder("p").join("v").display().to_string(), "raw", false)
    );
    let folder = format!("{MIB}<target><format type='dir'/></target>");
    volumes.create_xml(&pool, &volume("folder", &folder), 0).unwrap();
    assert_eq!(storages.volume_place("p", "folder").unwrap_err().code(), ErrorCode::CONFIG_UNSUPPORTED);
}

#[test]
fn who_works_with_a_volume_is_not_disturbed() {
    let stage = Stage::new("busy");
    let storages = stage.open();
    let (pools, volumes) = storages.drivers();
    let pool = pools.define_xml(&stage.pool("p"), 0).unwrap();
    pools.create(&pool, VIR_STORAGE_POOL_CREATE_WITH_BUILD).unwrap();
    let vol: StorageVolRef = volumes.create_xml(&pool, &volume("v", MIB), 0).unwrap();
    let user = storages.core().volume(&vol).unwrap().2.take().unwrap();
    for refused in [volumes.delete(&vol, 0), volumes.wipe(&vol, 0), volumes.resize(&vol, 1 << 21, 0)] {
        assert_eq!(refused.unwrap_err().to_string(), "Requested operation is not valid: volume 'v' is still in use.");
    }
    assert!(volumes.upload(&vol, 0, 0, 0).is_err());
    assert!(volumes.info(&vol).is_ok() && volumes.download(&vol, 0, 0, 0).is_ok());
    // Looking again forgets nobody.
    pools.refresh(&pool, 0).unwrap();
    assert!(volumes.delete(&vol, 0).is_err());
    drop(user);
    volumes.delete(&vol, 0).unwrap();
}
