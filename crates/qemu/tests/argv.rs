//! From a document a person wrote to a definition and a command line: goldens of our own (`BLESS=1` rewrites them).

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use conf::domain::device::Device;
use conf::domain::{Domain, FormatFlags, ParseFlags};
use conf::encryption::SecretLookup;
use conf::secret::UsageKind;
use qemu::argv::{Certificates, First, NeedKind, Runtime, Sealed, Secrets, needs};
use qemu::{Capabilities, argv, defaults};
use virt::{SecretBytes, Uuid};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn capabilities() -> Capabilities {
    Capabilities::parse(&std::fs::read_to_string(data("caps.xml")).unwrap()).unwrap()
}

fn complete(text: &str) -> virt::Result<Domain> {
    let mut domain = Domain::parse(text, ParseFlags::INACTIVE)?;
    let caps = capabilities();
    let facts = defaults::Facts {
        caps: &caps,
        emulator: "/usr/bin/qemu-system-x86_64",
        host_arch: "x86_64",
        abi_update: false,
        spare_port: true,
        firmware: &[],
        security_model: None,
        nvram_dir: "/nvram",
        random: &mut |bytes: &mut [u8]| bytes.fill(1),
    };
    defaults::complete(&mut domain, facts)?;
    Ok(domain)
}

fn compare(name: &str, actual: &str) {
    let path = data(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, actual).unwrap();
    }
    assert_eq!(actual, std::fs::read_to_string(&path).unwrap(), "{name}");
}

fn check(name: &str) {
    let text = std::fs::read_to_string(data(&format!("{name}.xml"))).unwrap();
    let mut domain = complete(&text).unwrap();
    let definition = domain.format(FormatFlags::DEFINITION);
    compare(&format!("{name}.out.xml"), &definition);
    // A definition is complete: nothing moves when it is read again.
    let again = complete(&definition).unwrap();
    assert_eq!(again.format(FormatFlags::DEFINITION), definition, "{name}");

    let caps = capabilities();
    argv::prepare(&mut domain, &caps).unwrap();
    argv::name_channels(&mut domain, "/run/channel");
    let mut fds = HashMap::new();
    for (i, need) in needs(&domain).into_iter().enumerate() {
        let count = match need.kind {
            NeedKind::BridgeTap { queues, .. } | NeedKind::Vhost { queues, .. } => queues,
            _ => 1,
        };
        fds.insert(need.key, (0..count as i32).map(|n| 10 * (i as i32 + 1) + n).collect());
    }
    let runtime = Runtime {
        lib_dir: "/lib/guest".to_owned(),
        monitor_fd: 3,
        has_master_key: true,
        secrets: Some(Arc::new(Known)),
        nbd_certificates: Certificates { folder: "/pki/nbd".to_owned(), ..Certificates::default() },
        chardev_tls: name == "far",
        chardev_certificates: Certificates { folder: "/pki/lines".to_owned(), secret: Some(KEY), verify: true },
        vnc_certificates: (name == "far")
            .then(|| Certificates { folder: "/pki/vnc".to_owned(), ..Certificates::default() }),
        scsi_devices: HashMap::from([("hostdev1".to_owned(), "/dev/sg4".to_owned())]),
        fds,
        ports: HashMap::from([("vnc0".to_owned(), 5901)]),
        vnc_listen: "127.0.0.1".to_owned(),
        sandbox: true,
        ..Runtime::default()
    };
    let command = argv::command(&domain, &caps, &runtime).unwrap();
    compare(&format!("{name}.args"), &(command.argv.join("\n") + "\n"));
    check_plugged(&domain, &caps, &runtime, &command.argv);
}

/// A device that comes later is told to QEMU in the words of the command line.
fn check_plugged(domain: &Domain, caps: &Capabilities, runtime: &Runtime, argv: &[String]) {
    // Where to boot from and which images are there is another matter when the device comes alone.
    let plain = |value: &serde_json::Value| {
        let mut value = value.clone();
        for key in ["bootindex", "drive"] {
            value.as_object_mut().unwrap().remove(key);
        }
        value
    };
    let words = argv.windows(2).filter(|pair| pair[0] == "-device").map(|pair| &pair[1]);
    let told: Vec<_> = words.filter_map(|word| serde_json::from_str(word).ok()).map(|value| plain(&value)).collect();
    let devices = &domain.devices;
    let disks = devices.disks.iter().map(|d| Device::Disk(Box::new(d.clone())));
    let cards = devices.interfaces.iter().map(|d| Device::Interface(Box::new(d.clone())));
    let rngs = devices.rngs.iter().map(|d| Device::Rng(Box::new(d.clone())));
    let shmems = devices.shmems.iter().map(|d| Device::Shmem(Box::new(d.clone())));
    let channels = devices.channels.iter().map(|d| Device::Channel(Box::new(d.clone())));
    for device in disks.chain(cards).chain(rngs).chain(shmems).chain(channels) {
        let single = argv::alone(domain, device);
        let steps = argv::plug(&single, None, caps, runtime, First::default()).unwrap();
        for step in steps.iter().filter(|step| step.command == "device_add") {
            assert!(told.contains(&plain(&step.arguments)), "{}", step.arguments);
        }
        // What stands behind it goes by the names by which it came.
        let names: Vec<_> = steps.iter().rev().filter(|step| step.command != "device_add").collect();
        let undone = argv::unplugged(&single, caps, runtime).unwrap();
        let undo: Vec<_> = names.into_iter().filter_map(|step| step.undo.clone()).collect();
        assert_eq!(undone, undo);
    }
}

/// The secret of the key of the certificates that lines show.
const KEY: Uuid = Uuid([7; 16]);

/// Knows every secret: its value is what it was asked by, and so can be told apart.
#[derive(Debug)]
struct Known;

impl Secrets for Known {
    fn value(&self, secret: &SecretLookup, kind: UsageKind) -> virt::Result<SecretBytes> {
        let text = match secret {
            SecretLookup::Uuid(uuid) => uuid.to_string(),
            SecretLookup::Usage(usage) => usage.clone(),
        };
        Ok(SecretBytes::from(format!("{} {text}", kind.as_str())))
    }

    fn seal(&self, value: &SecretBytes) -> virt::Result<Sealed> {
        Ok(Sealed::new(&[1; 32], &[2; 16], value))
    }
}

#[test]
fn images_and_lines_that_others_serve() {
    check("far");
}

#[test]
fn a_q35_server() {
    check("q35");
}

#[test]
fn a_pc_with_its_own_kernel() {
    check("pc");
}

#[test]
fn capabilities_come_back_as_they_were() {
    let text = std::fs::read_to_string(data("caps.xml")).unwrap();
    assert_eq!(Capabilities::parse(&text).unwrap().format(), text);
}

#[test]
fn a_new_disk_moves_no_other_device() {
    let text = std::fs::read_to_string(data("q35.xml")).unwrap();
    let definition = complete(&text).unwrap().format(FormatFlags::DEFINITION);
    let disk = "<disk type='file'><source file='/img/c'/><target dev='vdc' bus='virtio'/></disk></devices>";
    let edited = complete(&definition.replace("</devices>", disk)).unwrap();
    let before = complete(&definition).unwrap();
    for (old, new) in before
        .devices
        .disks
        .iter()
        .filter_map(|old| Some((old, edited.devices.disks.iter().find(|new| new.target.dev == old.target.dev)?)))
    {
        assert_eq!(old.info.address, new.info.address, "{}", old.target.dev);
    }
    assert_eq!(before.devices.interfaces, edited.devices.interfaces);
    let added = edited.devices.disks.iter().find(|d| d.target.dev == "vdc").unwrap();
    assert!(added.info.pci().is_some());
}

#[test]
fn what_cannot_be_done_is_refused() {
    let base = std::fs::read_to_string(data("q35.xml")).unwrap();
    for (from, to, message) in [
        ("machine='q35'", "machine='zx81'", "does not support machine type 'zx81'"),
        ("type='qemu'", "type='xen'", "invalid domain type xen"),
        ("<name>web</name>", "<name>a/b</name>", "name a/b cannot contain '/'"),
        ("dev='vdb'", "dev='vda'", "target 'vda' duplicated"),
        ("dev='vdb'/>", "dev='vdb'/><boot order='1'/>", ""),
        (
            "<target dev='vdb'/>",
            "<target dev='vdb'/><address type='pci' bus='0' slot='0x1f' function='0x2'/>",
            "Attempted double use of PCI Address 0000:00:1f.2",
        ),
    ] {
        let text = base.replacen(from, to, 1);
        match complete(&text) {
            Err(error) => assert!(!message.is_empty() && error.to_string().contains(message), "{to}: {error}"),
            Ok(_) => assert!(message.is_empty(), "{to}"),
        }
    }
}

fn guest(devices: &str) -> String {
    format!(
        "<domain type='qemu'><name>a</name><memory>1</memory><os><type>hvm</type></os><devices>{devices}</devices></domain>"
    )
}

#[test]
fn channels_get_all_the_controllers_they_need_at_once() {
    let definition = complete(&guest(&"<channel><target type='virtio'/></channel>".repeat(70))).unwrap();
    let serial = definition.devices.controllers.iter().filter(|c| c.kind.as_str() == "virtio-serial").map(|c| c.index);
    assert_eq!(serial.collect::<Vec<_>>(), [0, 1, 2]);
    let again = complete(&definition.format(FormatFlags::DEFINITION)).unwrap();
    assert_eq!(again.format(FormatFlags::DEFINITION), definition.format(FormatFlags::DEFINITION));
}

#[test]
fn companions_of_a_usb_controller_do_not_take_each_others_function() {
    let with = |function: &str| {
        complete(&guest(&format!(
            "<controller type='usb' model='ich9-ehci1'/><controller type='usb' model='ich9-uhci1'/>\
             <controller type='usb' model='ich9-uhci3'><address type='pci' slot='0x02' function='{function}'/></controller>"
        )))
    };
    assert!(with("0x2").is_ok());
    let error = with("0x0").unwrap_err().to_string();
    assert!(error.contains("Attempted double use of PCI Address 0000:00:02.0"), "{error}");
}
