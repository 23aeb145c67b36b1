//! Guests that need secrets: encrypted images, and what is seen of the passphrases.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use ferrovirt::ErrorCode;
use ferrovirt::constants::VIR_STORAGE_POOL_CREATE_WITH_BUILD;

use super::guests::{can_start_guests, guest, stage};

const QEMU_IMG: &str = "/usr/bin/qemu-img";
const PASSPHRASE: &str = "open sesame, ürgendwie";
const SECRET: &str = "6fd3f62d-9fe7-4a4e-a869-7acd6376d8ea";

/// An image of a format, encrypted with the passphrase in a file.
fn make(path: &Path, format: &str, options: &str, passphrase: &Path) {
    let object = format!("secret,id=key,file={}", passphrase.display());
    let made = Command::new(QEMU_IMG)
        .args(["create", "-q", "-f", format, "--object", &object, "-o", options])
        .arg(path)
        .arg("1M")
        .status();
    assert!(made.unwrap().success());
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o666)).unwrap();
}

fn disk(path: &Path, format: &str, target: &str, how: &str) -> String {
    format!(
        "<disk type='file' device='disk'><driver name='qemu' type='{format}'/><source file='{}'><encryption \
         format='luks'><secret type='passphrase' {how}/></encryption></source><target dev='{target}' bus='virtio'/></disk>",
        path.display()
    )
}

/// The command lines of all processes that have a word in theirs.
fn command_lines(word: &str) -> Vec<String> {
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    let lines = processes.filter_map(|process| std::fs::read(process.path().join("cmdline")).ok());
    lines.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).filter(|line| line.contains(word)).collect()
}

#[test]
fn encrypted_images_are_opened_with_secrets_that_nobody_sees() {
    if !can_start_guests() || !Path::new(QEMU_IMG).exists() {
        return;
    }
    let (daemon, kernel) = stage();
    let (plain, layered) = (daemon.root.join("plain.luks"), daemon.root.join("layered.qcow2"));
    let passphrase = daemon.root.join("passphrase");
    std::fs::write(&passphrase, PASSPHRASE).unwrap();
    make(&plain, "luks", "iter-time=10,key-secret=key", &passphrase);
    make(&layered, "qcow2", "encrypt.format=luks,encrypt.iter-time=10,encrypt.key-secret=key", &passphrase);
    std::fs::remove_file(&passphrase).unwrap();
    let name = format!("sealed-{}", std::process::id());
    let disks = disk(&plain, "raw", "vda", &format!("usage='{}'", plain.display()))
        + &disk(&layered, "qcow2", "vdb", &format!("uuid='{SECRET}'"));
    let guest = guest(&name, &kernel, &disks);
    let connect = daemon.connect();
    let missing = connect.domain.create_xml(&guest, 0).unwrap_err();
    assert_eq!(missing.code(), ErrorCode::NO_SECRET, "{missing}");
    let usage = format!("<usage type='volume'><volume>{}</volume></usage>", plain.display());
    let secret = format!("<secret private='yes'><uuid>{SECRET}</uuid>{usage}</secret>");
    let secret = connect.secret.define_xml(&secret, 0).unwrap();
    let unset = connect.domain.create_xml(&guest, 0).unwrap_err();
    assert_eq!(unset.code(), ErrorCode::NO_SECRET, "{unset}");
    connect.secret.set_value(&secret, b"another one", 0).unwrap();
    let wrong = connect.domain.create_xml(&guest, 0).unwrap_err();
    assert!(wrong.to_string().contains("password"), "{wrong}");

    connect.secret.set_value(&secret, PASSPHRASE.as_bytes(), 0).unwrap();
    let dom = connect.domain.create_xml(&guest, 0).unwrap_or_else(|e| panic!("{e}: {}", daemon.log()));
    let [line] = &command_lines(&format!("guest={name},"))[..] else { panic!("one QEMU runs the guest") };
    let log = std::fs::read_to_string(daemon.root.join(format!("var/log/libvirt/qemu/{name}.log"))).unwrap();
    let xml = connect.domain.xml_desc(&dom, 1).unwrap();
    for seen in [line, &log, &xml, &daemon.log()] {
        assert!(!seen.contains(PASSPHRASE), "{seen}");
    }
    assert!(line.contains(r#""driver":"luks""#) && line.contains(r#""keyid":"masterKey0""#), "{line}");
    connect.domain.destroy(&dom).unwrap();
}

#[test]
fn displays_ask_for_the_password_of_the_host() {
    if !can_start_guests() {
        return;
    }
    let (mut daemon, kernel) = stage();
    daemon.kill();
    std::fs::write(daemon.root.join("etc/libvirt/qemu.conf"), "vnc_password = \"sesame\"\n").unwrap();
    daemon.launch();
    let connect = daemon.connect();
    let shown = |name: &str, more: &str| guest(name, &kernel, &format!("<graphics type='vnc' port='-1' {more}/>"));
    let dom = connect.domain.create_xml(&shown("asked", ""), 0).unwrap_or_else(|e| panic!("{e}: {}", daemon.log()));
    let answer = connect.qemu.domain_monitor_command(&dom, "{\"execute\":\"query-vnc\"}", 0).unwrap();
    assert!(answer.contains("\"auth\":\"vnc\""), "{answer}");
    connect.domain.destroy(&dom).unwrap();

    let wrong = connect.domain.create_xml(&shown("never", "passwd='x' passwdValidTo='tomorrow'"), 0).unwrap_err();
    assert!(wrong.to_string().contains("YYYY-MM-DDTHH:MM:SS"), "{wrong}");
    let passing = shown("passing", "passwd='x' passwdValidTo='2001-01-01T00:00:00'");
    connect.domain.destroy(&connect.domain.create_xml(&passing, 0).unwrap()).unwrap();
}

#[test]
fn encrypted_volumes_are_made_and_opened_with_the_same_secret() {
    if !can_start_guests() || !Path::new(QEMU_IMG).exists() {
        return;
    }
    let (daemon, kernel) = stage();
    let connect = daemon.connect();
    let usage = "<usage type='volume'><volume>any</volume></usage>";
    let secret = connect.secret.define_xml(&format!("<secret><uuid>{SECRET}</uuid>{usage}</secret>"), 0).unwrap();
    connect.secret.set_value(&secret, PASSPHRASE.as_bytes(), 0).unwrap();
    let folder = daemon.root.join("pools/sealed");
    let pool = format!("<pool type='dir'><name>sealed</name><target><path>{}</path></target></pool>", folder.display());
    let pool = connect.storage_pool.create_xml(&pool, VIR_STORAGE_POOL_CREATE_WITH_BUILD).unwrap();
    let encryption =
        |how: &str| format!("<encryption format='luks'><secret type='passphrase' {how}/></encryption></target>");
    let volume = |name: &str, how: &str| {
        format!(
            "<volume><name>{name}</name><capacity unit='MiB'>1</capacity><target><permissions><mode>0666</mode></permissions>{}</volume>",
            encryption(how)
        )
    };
    let unknown = connect.storage_vol.create_xml(&pool, &volume("v", "usage='something else'"), 0).unwrap_err();
    assert_eq!(unknown.code(), ErrorCode::NO_SECRET, "{unknown}");
    assert!(connect.storage_vol.lookup_by_name(&pool, "v").is_err(), "nothing is left of the attempt");
    let made = connect.storage_vol.create_xml(&pool, &volume("v", "usage='any'"), 0).unwrap();
    let bytes = std::fs::read(folder.join("v")).unwrap();
    assert!(bytes.starts_with(b"LUKS\xba\xbe"));
    assert_eq!(connect.storage_vol.info(&made).unwrap().capacity, 1 << 20);

    let disk = "<disk type='volume'><source pool='sealed' volume='v'><encryption format='luks'><secret type='passphrase' \
                usage='any'/></encryption></source><target dev='vda' bus='virtio'/></disk>";
    let dom = connect.domain.create_xml(&guest("on-sealed", &kernel, disk), 0).unwrap_or_else(|e| panic!("{e}"));
    connect.domain.destroy(&dom).unwrap();
}
