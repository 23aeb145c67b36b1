//! A disk that fails at any moment: what was there stays, and nothing is half done.

use super::*;

const ENOSPC: i32 = 28;

/// What a secret is, in memory and after the next start of the daemon.
#[derive(Debug, PartialEq)]
struct Seen {
    document: Option<String>,
    value: Option<Vec<u8>>,
}

fn seen(driver: &Arc<dyn SecretDriver>) -> Seen {
    let secret = driver.lookup_by_uuid(&Uuid::parse(UUID).unwrap()).ok();
    Seen {
        document: secret.as_ref().map(|secret| driver.xml_desc(secret, 0).unwrap()),
        value: secret.and_then(|secret| driver.value(&secret, 0).ok()),
    }
}

/// Has every operation of a change fail in turn: after a failure, all is as it was.
fn each_fault(name: &str, attributes: Option<&str>, change: &dyn Fn(&Arc<dyn SecretDriver>) -> virt::Result<()>) {
    for n in 0..100 {
        let stage = Stage::new(&format!("fault-{name}-{n}"));
        let driver = stage.driver();
        if let Some(attributes) = attributes {
            let secret = driver.define_xml(&document(attributes), 0).unwrap();
            driver.set_value(&secret, b"old", 0).unwrap();
        }
        let (before, kept, names) = (seen(&driver), seen(&stage.driver()), stage.names());
        stage.heard();
        stage.files.fail_after(n, ENOSPC);
        let done = change(&driver);
        if !stage.files.heal() {
            done.unwrap();
            assert!(n > 0, "nothing that could fail was done");
            return;
        }
        assert!(done.is_err(), "{name}: failure {n} is not told");
        assert_eq!(seen(&driver), before, "{name}: failure {n}");
        assert_eq!(stage.names(), names, "{name}: failure {n}");
        assert_eq!(seen(&stage.driver()), kept, "{name}: failure {n}");
        assert!(stage.heard().is_empty(), "{name}: failure {n}");
        // Nothing that the failure left stands in the way.
        change(&driver).unwrap();
    }
    panic!("it never ends");
}

#[test]
fn a_failing_disk_leaves_all_as_it_was() {
    let define = |attributes: &'static str| {
        move |driver: &Arc<dyn SecretDriver>| driver.define_xml(&document(attributes), 0).map(drop)
    };
    each_fault("new", None, &define(""));
    each_fault("again", Some(""), &define("private='yes'"));
    each_fault("forgotten", Some(""), &define("ephemeral='yes'"));
    each_fault("kept", Some("ephemeral='yes'"), &define(""));
    each_fault("value", Some(""), &|driver| driver.set_value(&found(driver), b"new", 0));
    each_fault("undefine", Some(""), &|driver| driver.undefine(&found(driver)));
}
