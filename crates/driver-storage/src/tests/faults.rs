//! A disk that fails at any moment: what was there stays, and nothing is half done.

use virt::constants::*;

use super::*;

const ENOSPC: i32 = 28;

/// Has every operation fail in turn; after each failure `check` sees what is left. Ends when nothing failed.
fn each_fault(name: &str, attempt: &dyn Fn(&Both) -> virt::Result<()>, check: &dyn Fn(&Stage, &Both)) {
    for n in 0..100 {
        let stage = Stage::new(&format!("fault-{name}-{n}"));
        let (driver, _) = stage.active();
        stage.files.fail_after(n, ENOSPC);
        let done = attempt(&driver);
        if !stage.files.heal() {
            done.unwrap();
            assert!(n > 0, "nothing that could fail was done");
            return;
        }
        if done.is_err() {
            check(&stage, &driver);
            // Nothing that the failure left stands in the way.
            attempt(&driver).unwrap();
        }
    }
    panic!("it never ends");
}

fn pool(driver: &Both) -> StoragePoolRef {
    driver.pools.lookup_by_name("p").unwrap()
}

#[test]
fn a_volume_is_made_as_a_whole_or_not_at_all() {
    let inside =
        "<capacity>8192</capacity><target><permissions><mode>0640</mode><owner>{uid}</owner></permissions></target>";
    let inside = inside.replace("{uid}", &host::account::effective_uid().to_string());
    each_fault(
        "volume",
        &|driver| driver.volumes.create_xml(&pool(driver), &volume("v", &inside), 0).map(drop),
        &|stage, driver| {
            assert!(stage.names("p").is_empty(), "{:?}", stage.names("p"));
            assert_eq!(driver.volumes.num_of_volumes(&pool(driver)).unwrap(), 0);
        },
    );
}

#[test]
fn a_pool_starts_as_a_whole_or_not_at_all() {
    each_fault(
        "start",
        &|driver| {
            let pool = pool(driver);
            if driver.pools.is_active(&pool)? != 0 {
                driver.pools.destroy(&pool)?;
            }
            driver.pools.create(&pool, VIR_STORAGE_POOL_CREATE_WITH_BUILD)
        },
        &|stage, driver| {
            let is_active = driver.pools.is_active(&pool(driver)).unwrap() == 1;
            assert_eq!(stage.exists("run/libvirt/storage/p.xml"), is_active);
        },
    );
}

#[test]
fn a_definition_is_kept_until_the_next_is_safe() {
    each_fault(
        "define",
        &|driver| {
            let known = pool(driver);
            let text = driver.pools.xml_desc(&known, VIR_STORAGE_XML_INACTIVE)?.replace("0711", "0700");
            driver.pools.define_xml(&text, 0).map(drop)
        },
        &|stage, driver| {
            let document = driver.pools.xml_desc(&pool(driver), VIR_STORAGE_XML_INACTIVE).unwrap();
            assert!(!document.contains("0700"));
            assert!(stage.exists("etc/libvirt/storage/p.xml"));
        },
    );
}

#[test]
fn deleting_autostarting_and_wiping_leave_a_known_state() {
    each_fault("autostart", &|driver| driver.pools.set_autostart(&pool(driver), 1), &|_, driver| {
        assert_eq!(driver.pools.autostart(&pool(driver)).unwrap(), 0);
    });
    each_fault(
        "delete",
        &|driver| {
            let pool = pool(driver);
            let vol = match driver.volumes.lookup_by_name(&pool, "v") {
                Ok(vol) => vol,
                Err(_) => driver.volumes.create_xml(&pool, &volume("v", "<capacity>5</capacity>"), 0)?,
            };
            driver.volumes.wipe(&vol, 0)?;
            driver.volumes.resize(&vol, 10_000, 0)?;
            driver.volumes.delete(&vol, 0)
        },
        &|stage, driver| {
            let known = driver.volumes.list_volumes(&pool(driver), 9).unwrap();
            assert_eq!(stage.names("p"), known);
        },
    );
}
