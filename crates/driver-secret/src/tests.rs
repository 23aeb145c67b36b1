//! Lives of secrets, on real files.

mod faults;

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use conf::encryption::SecretLookup;
use conf::secret::{Keeper, UsageKind};
use host::faults::FaultyFiles;
use host::files::SystemFiles;
use virt::constants::*;
use virt::generated::secret::SecretDriver;
use virt::{ErrorCode, Event, EventBus, SecretRef, Subscription, Uuid};

use crate::{Options, Paths, Secrets};

const UUID: &str = "49a8ef3e-0646-45a8-aef0-d1a914f07e91";

/// A machine of its own, on which drivers come and go.
struct Stage {
    root: PathBuf,
    files: Arc<FaultyFiles<SystemFiles>>,
    events: Arc<EventBus>,
    heard: Arc<Mutex<Vec<&'static str>>>,
    _subscription: Subscription,
}

impl Stage {
    fn new(name: &str) -> Stage {
        let root = std::env::temp_dir().join(format!("ferrovirt-secret-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&root);
        let events = EventBus::new();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&heard);
        let subscription = events.subscribe(move |event| {
            log.lock().unwrap().push(match &**event {
                Event::SecretEventLifecycle(event) if event.event == VIR_SECRET_EVENT_DEFINED => "defined",
                Event::SecretEventLifecycle(_) => "undefined",
                Event::SecretEventValueChanged(_) => "value",
                _ => "other",
            });
        });
        let files = Arc::new(FaultyFiles::new(SystemFiles));
        Stage { root, files, events, heard, _subscription: subscription }
    }

    fn open(&self) -> Secrets {
        let (files, events) = (Arc::clone(&self.files) as _, Arc::clone(&self.events));
        Secrets::open(Options { paths: Paths::system(&self.root), files, events }).unwrap()
    }

    fn driver(&self) -> Arc<dyn SecretDriver> {
        self.open().driver()
    }

    fn heard(&self) -> Vec<&'static str> {
        std::mem::take(&mut *self.heard.lock().unwrap())
    }

    fn folder(&self) -> PathBuf {
        self.root.join("etc/libvirt/secrets")
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder()).unwrap();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.root);
    }
}

fn both() -> [String; 2] {
    ["base64", "xml"].map(|kind| format!("{UUID}.{kind}"))
}

/// A document with these attributes.
fn document(attributes: &str) -> String {
    format!("<secret {attributes}><uuid>{UUID}</uuid><usage type='ceph'><name>c</name></usage></secret>")
}

fn found(driver: &Arc<dyn SecretDriver>) -> SecretRef {
    driver.lookup_by_uuid(&Uuid::parse(UUID).unwrap()).unwrap()
}

#[test]
fn secrets_outlive_the_daemon_with_their_values() {
    let stage = Stage::new("outlive");
    let driver = stage.driver();
    let secret = driver.define_xml(&document(""), 0).unwrap();
    driver.set_value(&secret, b"a\0b", 0).unwrap();
    assert_eq!(stage.names(), both());
    for (name, mode) in [("", 0o700), (&both()[0], 0o600), (&both()[1], 0o600)] {
        let found = std::fs::metadata(stage.folder().join(name)).unwrap().permissions().mode();
        assert_eq!(found & 0o777, mode, "{name}");
    }
    assert_eq!(std::fs::read(stage.folder().join(&both()[0])).unwrap(), b"YQBi");
    let driver = stage.driver();
    assert_eq!(driver.value(&secret, 0).unwrap(), b"a\0b");
    assert_eq!(driver.lookup_by_usage(VIR_SECRET_USAGE_TYPE_CEPH, "c").unwrap(), secret);
    driver.undefine(&secret).unwrap();
    assert_eq!(driver.num_of_secrets().unwrap(), 0);
    assert!(stage.names().is_empty());
    assert_eq!(stage.heard(), ["defined", "value", "undefined"]);
}

#[test]
fn what_is_ephemeral_is_in_no_file() {
    let stage = Stage::new("ephemeral");
    let driver = stage.driver();
    let secret = driver.define_xml(&document("ephemeral='yes'"), 0).unwrap();
    driver.set_value(&secret, b"key", 0).unwrap();
    assert!(stage.names().is_empty());
    assert_eq!(stage.driver().num_of_secrets().unwrap(), 0);
    driver.define_xml(&document(""), 0).unwrap();
    assert_eq!(stage.names(), both());
    assert_eq!(stage.driver().value(&secret, 0).unwrap(), b"key");
    driver.define_xml(&document("ephemeral='yes'"), 0).unwrap();
    assert!(stage.names().is_empty());
    assert_eq!(driver.value(&secret, 0).unwrap(), b"key");
}

#[test]
fn a_file_that_cannot_be_read_costs_only_its_own_secret() {
    let stage = Stage::new("broken");
    let driver = stage.driver();
    driver.define_xml(&document(""), 0).unwrap();
    let orphan = "49a8ef3e-0646-45a8-aef0-d1a914f07e92";
    let folder = stage.folder();
    for (name, text) in [
        ("49a8ef3e-0646-45a8-aef0-d1a914f07e93.xml", "<secret"),
        ("49a8ef3e-0646-45a8-aef0-d1a914f07e93.base64", "YQ=="),
        ("other.xml", document("").as_str()),
        (&format!("{orphan}.base64"), "YQ=="),
        (&format!("{UUID}.base64.new"), "YQ"),
        (&format!("{UUID}.base64"), "no base64!"),
        ("notes.base64", "somebody's"),
    ] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let driver = stage.driver();
    assert_eq!(driver.list_secrets(9).unwrap(), [UUID]);
    let secret = found(&driver);
    assert_eq!(driver.value(&secret, 0).unwrap_err().code(), ErrorCode::NO_SECRET);
    driver.set_value(&secret, b"again", 0).unwrap();
    assert_eq!(stage.driver().value(&secret, 0).unwrap(), b"again");
    let left = stage.names();
    assert!(!left.iter().any(|name| name.starts_with(orphan) || name.ends_with(".new")), "{left:?}");
    assert_eq!(left.len(), 6, "{left:?}");
}

#[test]
fn files_that_were_changed_are_read_again() {
    let stage = Stage::new("reload");
    let secrets = stage.open();
    let driver = secrets.driver();
    let secret = driver.define_xml(&document(""), 0).unwrap();
    std::fs::write(stage.folder().join(&both()[0]), "YQ==\n").unwrap();
    secrets.reload();
    assert_eq!(driver.value(&secret, 0).unwrap(), b"a");
    std::fs::write(stage.folder().join(&both()[0]), "?").unwrap();
    secrets.reload();
    assert_eq!(driver.value(&secret, 0).unwrap(), b"a");
}

#[test]
fn guests_get_values_of_the_kind_that_they_ask_for() {
    let stage = Stage::new("value");
    let secrets = stage.open();
    let driver = secrets.driver();
    let secret = driver.define_xml(&document("private='yes'"), 0).unwrap();
    let by_uuid = SecretLookup::Uuid(secret.uuid);
    assert_eq!(secrets.value(&by_uuid, UsageKind::Ceph).unwrap_err().code(), ErrorCode::NO_SECRET);
    driver.set_value(&secret, b"key", 0).unwrap();
    assert_eq!(driver.value(&secret, 0).unwrap_err().code(), ErrorCode::INVALID_SECRET);
    for lookup in [by_uuid.clone(), SecretLookup::Usage("c".to_owned())] {
        assert_eq!(secrets.value(&lookup, UsageKind::Ceph).unwrap().expose(), b"key");
    }
    assert_eq!(secrets.value(&by_uuid, UsageKind::Volume).unwrap_err().code(), ErrorCode::INVALID_ARG);
    let other = SecretLookup::Usage("c".to_owned());
    assert_eq!(secrets.value(&other, UsageKind::Volume).unwrap_err().code(), ErrorCode::NO_SECRET);
}
