//! Pools that come and go.

use virt::ErrorCode;
use virt::constants::*;

use super::*;

const BUILD: u32 = VIR_STORAGE_POOL_CREATE_WITH_BUILD;

#[test]
fn a_pool_lives() {
    let stage = Stage::new("life");
    let driver = stage.driver().pools;
    let pool = driver.define_xml(&stage.pool("p"), 0).unwrap();
    assert_eq!((driver.is_active(&pool).unwrap(), driver.is_persistent(&pool).unwrap()), (0, 1));
    let missing = driver.create(&pool, 0).unwrap_err();
    assert_eq!(missing.code(), ErrorCode::SYSTEM_ERROR, "{missing}");
    assert!(!stage.exists("run/libvirt/storage/p.xml"));
    driver.build(&pool, 0).unwrap();
    driver.create(&pool, 0).unwrap();
    assert!(stage.exists("run/libvirt/storage/p.xml") && stage.exists("etc/libvirt/storage/p.xml"));
    assert_eq!(
        (driver.list_storage_pools(9).unwrap(), driver.num_of_defined_storage_pools().unwrap()),
        (vec!["p".to_owned()], 0)
    );
    let again = driver.create(&pool, 0).unwrap_err();
    assert_eq!(again.to_string(), "Requested operation is not valid: storage pool 'p' is already active");
    for refused in [driver.undefine(&pool), driver.delete(&pool, 0)] {
        assert_eq!(
            refused.unwrap_err().to_string(),
            "Requested operation is not valid: storage pool 'p' is still active"
        );
    }
    let target = stage.folder("p").display().to_string();
    assert_eq!(driver.lookup_by_target_path(&format!("{target}/")).unwrap().name, "p");
    assert!(driver.info(&pool).unwrap().capacity > 0);
    driver.refresh(&pool, 0).unwrap();
    driver.destroy(&pool).unwrap();
    assert!(!stage.exists("run/libvirt/storage/p.xml"));
    driver.delete(&pool, 0).unwrap();
    assert!(!stage.folder("p").exists());
    driver.undefine(&pool).unwrap();
    assert_eq!(driver.lookup_by_name("p").unwrap_err().code(), ErrorCode::NO_STORAGE_POOL);
    let events = [
        VIR_STORAGE_POOL_EVENT_DEFINED,
        VIR_STORAGE_POOL_EVENT_CREATED,
        VIR_STORAGE_POOL_EVENT_STARTED,
        REFRESH,
        VIR_STORAGE_POOL_EVENT_STOPPED,
        VIR_STORAGE_POOL_EVENT_DELETED,
        VIR_STORAGE_POOL_EVENT_UNDEFINED,
    ];
    assert_eq!(stage.heard(), events.map(|event| ("p".to_owned(), event)));
}

#[test]
fn a_driver_that_comes_later_finds_everything() {
    let stage = Stage::new("later");
    let (driver, pool) = stage.active();
    driver.pools.set_autostart(&pool, 1).unwrap();
    let transient = driver.pools.create_xml(&stage.pool("t"), BUILD).unwrap();
    driver.volumes.create_xml(&transient, &volume("v", "<capacity>4096</capacity>"), 0).unwrap();
    let documents = |driver: &Both| {
        let xml =
            |pool| driver.pools.xml_desc(pool, 0).unwrap().lines().filter(|l| !l.contains("unit=")).collect::<String>();
        (xml(&pool), xml(&transient))
    };
    let before = documents(&driver);
    let driver = stage.driver();
    assert_eq!(documents(&driver), before);
    assert_eq!(driver.pools.list_storage_pools(9).unwrap(), ["p", "t"]);
    assert_eq!((driver.pools.is_persistent(&transient).unwrap(), driver.pools.autostart(&pool).unwrap()), (0, 1));
    assert_eq!(driver.volumes.list_volumes(&transient, 9).unwrap(), ["v"]);
    // The host was restarted: its run-time folder is empty.
    std::fs::remove_dir_all(stage.root.join("run")).unwrap();
    let driver = stage.driver();
    assert_eq!(driver.pools.list_storage_pools(9).unwrap(), ["p"], "only the pool that starts with the host");
    // The folder is gone while nobody looks.
    std::fs::remove_dir_all(stage.folder("p")).unwrap();
    let driver = stage.driver();
    assert_eq!(driver.pools.list_defined_storage_pools(9).unwrap(), ["p"]);
    assert!(!stage.exists("run/libvirt/storage/p.xml"));
}

#[test]
fn storage_belongs_to_one_pool() {
    let stage = Stage::new("clash");
    let (driver, pool) = stage.active();
    let same_target = stage.pool("p").replace("<name>p<", "<name>q<");
    let same_name = stage.pool("x").replace("<name>x<", "<name>p<");
    let same_uuid = stage.pool("y").replace("<name>y</name>", &format!("<name>y</name><uuid>{}</uuid>", pool.uuid));
    for (text, words) in [
        (same_target, "operation failed: Storage source conflict with pool: 'p'".to_owned()),
        (same_name, format!("operation failed: pool 'p' already exists with uuid {}", pool.uuid)),
        (same_uuid, format!("operation failed: pool 'p' is already defined with uuid {}", pool.uuid)),
    ] {
        for refused in [driver.pools.define_xml(&text, 0), driver.pools.create_xml(&text, BUILD)] {
            assert_eq!(refused.unwrap_err().to_string(), words);
        }
    }
    assert_eq!(driver.pools.num_of_storage_pools().unwrap(), 1);
}

#[test]
fn a_definition_that_changes_counts_from_the_next_start() {
    let stage = Stage::new("redefine");
    let (driver, pool) = stage.active();
    let uuid = format!("<name>p</name><uuid>{}</uuid>", pool.uuid);
    let text = stage
        .pool("p")
        .replace("<name>p</name>", &uuid)
        .replace("</target>", "<permissions><mode>0700</mode></permissions></target>");
    driver.pools.define_xml(&text, 0).unwrap();
    let document = |flags| driver.pools.xml_desc(&pool, flags).unwrap();
    assert!(document(0).contains("<mode>0711</mode>"), "{}", document(0));
    assert!(document(VIR_STORAGE_XML_INACTIVE).contains("<mode>0700</mode>"));
    driver.pools.destroy(&pool).unwrap();
    assert!(document(0).contains("<mode>0700</mode>"), "{}", document(0));
}

#[test]
fn what_is_not_there_yet_is_said_and_what_is_relative_is_refused() {
    let stage = Stage::new("others");
    let driver = stage.driver().pools;
    let text = "<pool type='logical'><name>v</name><source><device path='/dev/none'/></source></pool>";
    let pool = driver.define_xml(text, 0).unwrap();
    let refused = driver.create(&pool, 0).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::OPERATION_UNSUPPORTED, "{refused}");
    let text = "<pool type='dir'><name>r</name><target><path>r</path></target></pool>";
    let pool = driver.define_xml(text, 0).unwrap();
    assert_eq!(driver.create(&pool, BUILD).unwrap_err().code(), ErrorCode::CONFIG_UNSUPPORTED);
    let mounted = "<pool type='fs'><name>m</name><source><device path='/nonesuch'/></source><target><path>/nonesuch/m\
        </path></target></pool>";
    if has("mount") {
        let pool = driver.define_xml(mounted, 0).unwrap();
        assert!(driver.create(&pool, 0).is_err());
        assert_eq!(driver.is_active(&pool).unwrap(), 0);
    }
}

#[test]
fn no_file_system_is_made_over_something_without_being_told() {
    let stage = Stage::new("mkfs");
    let driver = stage.driver().pools;
    std::fs::create_dir_all(&stage.root).unwrap();
    let device = stage.root.join("device");
    std::fs::write(&device, [&[0; 5000][..], b"something", &[0; 5000][..]].concat()).unwrap();
    let before = std::fs::read(&device).unwrap();
    let text = |kind: &str, format: &str| {
        format!(
            "<pool type='{kind}'><name>{format}{kind}</name><source><host name='h'/><dir path='/d'/><device path='{}'/>\
             <format type='{format}'/></source><target><path>{}</path></target></pool>",
            device.display(),
            stage.folder("mnt").display()
        )
    };
    let (over, keep) = (VIR_STORAGE_POOL_BUILD_OVERWRITE, VIR_STORAGE_POOL_BUILD_NO_OVERWRITE);
    for (kind, format, flags, code) in [
        ("fs", "ext4", keep, ErrorCode::STORAGE_POOL_BUILT),
        ("fs", "auto", over, ErrorCode::CONFIG_UNSUPPORTED),
        ("fs", "ext4", over | keep, ErrorCode::INVALID_ARG),
        ("netfs", "nfs", over, ErrorCode::OPERATION_INVALID),
    ] {
        let pool = driver.define_xml(&text(kind, format), 0).unwrap();
        let refused = driver.build(&pool, flags).unwrap_err();
        assert_eq!(refused.code(), code, "{kind} {format}: {refused}");
        driver.undefine(&pool).unwrap();
    }
    assert_eq!(std::fs::read(&device).unwrap(), before);
    if has("mkfs.ext4") {
        std::fs::File::options().write(true).open(&device).unwrap().set_len(4 << 20).unwrap();
        let pool = driver.define_xml(&text("fs", "ext4"), 0).unwrap();
        driver.build(&pool, over).unwrap();
        assert_ne!(std::fs::read(&device).unwrap()[..before.len()], before);
        assert!(stage.folder("mnt").is_dir());
    }
}

#[test]
fn a_pool_whose_folder_vanishes_stops_at_the_next_look() {
    let stage = Stage::new("vanish");
    let (driver, pool) = stage.active();
    std::fs::remove_dir(stage.folder("p")).unwrap();
    assert!(driver.pools.refresh(&pool, 0).is_err());
    assert_eq!(driver.pools.is_active(&pool).unwrap(), 0);
    assert_eq!(stage.heard().last().unwrap().1, VIR_STORAGE_POOL_EVENT_STOPPED);
}
