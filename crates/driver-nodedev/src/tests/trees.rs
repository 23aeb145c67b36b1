//! What there is, what comes and goes, and what must not do any harm.

use virt::ErrorCode;
use virt::constants::*;

use super::*;

const CREATED: i32 = VIR_NODE_DEVICE_EVENT_CREATED;
const DELETED: i32 = VIR_NODE_DEVICE_EVENT_DELETED;

fn told(name: &str, event: i32) -> (String, i32) {
    (name.to_owned(), event)
}

#[test]
fn devices_hang_on_the_next_device_above_them() {
    let stage = Stage::new("tree");
    stage.write("pci.ids", "8086  Intel\n\t1237  440FX\n");
    stage.pci("0000:00:02.0");
    stage.net("pci0000:00/0000:00:02.0/virtio0/net/eth0", "52:54:00:00:00:01\n");
    stage.net("virtual/net/lo", "\n");
    let driver = stage.open();
    assert_eq!(names(&driver), ["computer", "net_eth0_52_54_00_00_00_01", "net_lo", "pci_0000_00_02_0"]);
    let parent = |name: &str| driver.parent(name).unwrap();
    assert_eq!(parent("net_eth0_52_54_00_00_00_01").as_deref(), Some("pci_0000_00_02_0"));
    assert_eq!((parent("pci_0000_00_02_0").as_deref(), parent("computer")), (Some("computer"), None));
    let xml = driver.xml_desc("pci_0000_00_02_0", 0).unwrap();
    assert!(xml.contains("<product id='0x1237'>440FX</product>\n    <vendor id='0x8086'>Intel</vendor>"), "{xml}");
    let xml = driver.xml_desc("net_eth0_52_54_00_00_00_01", 0).unwrap();
    assert!(xml.contains("<link speed='100' state='up'/>\n    <feature name='gso'/>"), "{xml}");
    assert_eq!(driver.node_list_devices(Some("net"), 1, 0).unwrap().len(), 1);
    assert_eq!(driver.list_caps("pci_0000_00_02_0", 9).unwrap(), ["pci"]);
}

#[test]
fn documents_say_what_is_now() {
    let stage = Stage::new("now");
    stage.net("virtual/net/v0", "52:54:00:00:00:01\n");
    let driver = stage.open();
    stage.attributes("virtual/net/v0", &[("operstate", "down\n")]);
    assert!(driver.xml_desc("net_v0_52_54_00_00_00_01", 0).unwrap().contains("<link state='down'/>"));
    std::fs::remove_dir_all(stage.root.join("sys")).unwrap();
    assert!(driver.xml_desc("net_v0_52_54_00_00_00_01", 0).unwrap().contains("state='up'"));
}

#[test]
fn what_comes_changes_and_goes_is_told_in_order() {
    let stage = Stage::new("news");
    stage.pci("0000:00:02.0");
    let driver = stage.open();
    stage.hear(1);
    let (card, one, two) = ("pci0000:00/0000:00:02.0", "net_v0_52_54_00_00_00_01", "net_w0_52_54_00_00_00_01");
    let (v0, w0) = (format!("{card}/net/v0"), format!("{card}/net/w0"));
    stage.net(&v0, "52:54:00:00:00:01\n");
    stage.tell("add", &v0, None);
    assert_eq!(stage.hear(1), [told(one, CREATED)]);
    assert_eq!(driver.parent(one).unwrap().as_deref(), Some("pci_0000_00_02_0"));
    stage.tell("change", &v0, None);
    assert_eq!(stage.hear(1), [told(one, UPDATED)]);
    // A name that changes is a device that goes and one that comes.
    std::fs::remove_dir_all(stage.root.join("sys/devices").join(&v0)).unwrap();
    stage.net(&w0, "52:54:00:00:00:01\n");
    stage.tell("move", &w0, Some(&v0));
    assert_eq!(stage.hear(2), [told(one, DELETED), told(two, CREATED)]);
    // What hangs on a device goes with it, even if nobody says so.
    std::fs::remove_dir_all(stage.root.join("sys/devices/pci0000:00")).unwrap();
    stage.tell("remove", card, None);
    assert_eq!(stage.hear(2), [told(two, DELETED), told("pci_0000_00_02_0", DELETED)]);
    assert_eq!(names(&driver), ["computer"]);
}

#[test]
fn after_missed_news_all_is_looked_at_again() {
    let stage = Stage::new("missed");
    stage.net("virtual/net/a", "52:54:00:00:00:01\n");
    stage.net("virtual/net/b", "52:54:00:00:00:02\n");
    let driver = stage.open();
    stage.hear(2);
    std::fs::remove_dir_all(stage.root.join("sys/devices/virtual/net/a")).unwrap();
    stage.net("virtual/net/c", "52:54:00:00:00:03\n");
    stage.news.send(News::Missed).unwrap();
    let expected = [told("net_a_52_54_00_00_00_01", DELETED), told("net_c_52_54_00_00_00_03", CREATED)];
    assert_eq!(stage.hear(2), expected);
    assert_eq!(names(&driver), ["computer", "net_b_52_54_00_00_00_02", "net_c_52_54_00_00_00_03"]);
}

#[test]
fn news_of_nothing_and_devices_that_are_mad_do_no_harm() {
    let stage = Stage::new("mad");
    stage.net("virtual/net/a", "52:54:00:00:00:01\n");
    // Bytes that are no text, numbers that are none, links that lead out or nowhere, folders where files should be.
    stage.pci("0000:00:03.0");
    stage.write("sys/devices/pci0000:00/0000:00:03.0/config", [0xff; 300]);
    stage.write("sys/devices/pci0000:00/0000:00:03.0/numa_node", [0xff, 0xfe, b'\n']);
    stage.link("devices/pci0000:00/0000:00:03.0/driver", "nowhere");
    stage.write("sys/devices/pci0000:00/0000:00:03.0/sriov_totalvfs", "4294967295\n");
    stage.device("pci0000:00/zz:zz", "bus/pci", "PCI_CLASS=x\n");
    stage.device("pci0000:00/ffffffffffffffff:ff:ff.f", "bus/pci", "");
    stage.link("bus/pci/devices/out", "../../../../../../../../etc");
    stage.link("bus/pci/devices/gone", "devices/gone");
    stage.device("x/1:2:3:99999999999999999999", "bus/scsi", "DEVTYPE=scsi_device\n");
    stage.device("x/host4294967296", "bus/scsi", "DEVTYPE=scsi_host\n");
    stage.device("x/usb1", "bus/usb", "DEVTYPE=usb_device\nBUSNUM=-1\n");
    stage.device("x/no-uuid", "bus/mdev", "");
    stage.device("x/block/sda", "class/block", "DEVTYPE=disk\nDEVNAME=../../etc/passwd\nMAJOR=1/../..\nMINOR=2\n");
    stage.write("sys/devices/x/block/sda/size", "99999999999999999999\n");
    stage.write("sys/devices/virtual/net/a/address", "a\x1b[2J<\x07&\u{fffd}\n".repeat(10_000));
    std::fs::create_dir_all(stage.root.join("sys/devices/virtual/dmi/id/sys_vendor")).unwrap();
    let driver = stage.open();
    let listed = names(&driver);
    assert_eq!(listed, ["computer", "net_a", "pci_0000_00_03_0"], "an address of 64 KiB is none");
    for name in &listed {
        driver.xml_desc(name, 0).unwrap();
    }
    stage.heard();
    for path in ["x", "", "virtual/net/none", "pci0000:00"] {
        for action in ["add", "remove", "change", "\u{0}", "move"] {
            stage.tell(action, path, Some(path));
        }
    }
    stage.net("virtual/net/last", "\n");
    stage.tell("add", "virtual/net/last", None);
    let heard = stage.hear(2);
    assert_eq!(heard, [told("pci_0000_00_03_0", DELETED), told("net_last", CREATED)]);
}

#[test]
fn calls_that_need_something_else_say_so() {
    let stage = Stage::new("calls");
    stage.pci("0000:00:02.0");
    let driver = stage.open();
    let mdev = |parent: &str| {
        format!(
            "<device><parent>{parent}</parent><capability type='mdev'><type id='t'/>\
             <uuid>6f5a3d4e-1b2c-4d3e-8f90-a1b2c3d4e5f6</uuid></capability></device>"
        )
    };
    for (parent, code) in [
        ("nobody", ErrorCode::CONFIG_UNSUPPORTED),
        ("computer", ErrorCode::PARSE_FAILED),
        ("pci_0000_00_02_0", ErrorCode::OPERATION_UNSUPPORTED),
    ] {
        assert_eq!(driver.create_xml(&mdev(parent), 0).unwrap_err().code(), code, "{parent}");
        assert_eq!(driver.define_xml(&mdev(parent), 0).unwrap_err().code(), code, "{parent}");
    }
    assert_eq!(driver.lookup_by_name("x").unwrap_err().code(), ErrorCode::NO_NODE_DEVICE);
    assert_eq!(driver.destroy("computer").unwrap_err().code(), ErrorCode::CONFIG_UNSUPPORTED);
    assert_eq!(driver.reset("computer").unwrap_err().code(), ErrorCode::INVALID_ARG);
    let flags = VIR_CONNECT_LIST_NODE_DEVICES_CAP_PCI_DEV | VIR_CONNECT_LIST_NODE_DEVICES_TRANSIENT;
    assert_eq!(driver.list_all_node_devices(1, flags).unwrap().ret, 1);
}
