//! Volumes, interfaces and devices of a node.

use std::fs::File;
use std::io::{Read, Write};

use virt::constants::*;
use virt::{Connection, ErrorCode, Hypervisor, Stream};

use super::{open, uri};
use crate::TestDriver;

fn end(stream: Stream) -> (File, Option<u64>) {
    match stream {
        Stream::End(end) => (File::from(end.fd), end.length),
        Stream::Peer(_) => panic!("a stream to a peer"),
    }
}

const VOLUME: &str = "<volume><name>v</name><capacity>1000000</capacity><allocation>0</allocation></volume>";

#[test]
fn what_was_uploaded_is_copied_resized_and_wiped() {
    let node = open(&TestDriver::default());
    let pool = node.storage_pool.lookup_by_name("default-pool").unwrap();
    let volume = node.storage_vol.create_xml(&pool, VOLUME, 0).unwrap();
    let (mut file, length) = end(node.storage_vol.upload(&volume, 10, 5, 0).unwrap());
    assert_eq!(length, Some(5));
    file.write_all(b"hello").unwrap();
    let read = |volume, offset| {
        let mut bytes = [1; 5];
        end(node.storage_vol.download(volume, offset, 5, 0).unwrap()).0.read_exact(&mut bytes).unwrap();
        bytes
    };
    let copy = node.storage_vol.create_xml_from(&pool, &VOLUME.replace("<name>v", "<name>w"), &volume, 0).unwrap();
    assert_eq!((read(&volume, 10), read(&copy, 9)), (*b"hello", *b"\0hell"));
    node.storage_vol.wipe_pattern(&volume, 1, 0).unwrap();
    assert_eq!((read(&volume, 10), read(&copy, 10)), ([0; 5], *b"hello"));
    assert!(node.storage_vol.resize(&copy, 8192, 0).is_err());
    assert!(node.storage_vol.resize(&copy, 10, VIR_STORAGE_VOL_RESIZE_SHRINK).is_err(), "there are bytes");
    node.storage_vol.resize(&copy, 8192, VIR_STORAGE_VOL_RESIZE_SHRINK).unwrap();
    node.storage_vol.resize(&copy, 8, VIR_STORAGE_VOL_RESIZE_DELTA).unwrap();
    assert_eq!((node.storage_vol.info(&copy).unwrap().capacity, read(&copy, 10)), (8200, *b"hello"));
}

#[test]
fn pools_know_what_their_volumes_take() {
    let node = open(&TestDriver::default());
    let pool = node.storage_pool.lookup_by_name("default-pool").unwrap();
    let half = "<volume><name>half</name><capacity unit='GiB'>50</capacity></volume>";
    node.storage_vol.create_xml(&pool, half, 0).unwrap();
    let more = half.replace("half", "more").replace("50", "51");
    assert_eq!(node.storage_vol.create_xml(&pool, &more, 0).unwrap_err().code(), ErrorCode::INTERNAL_ERROR);
    let info = node.storage_pool.info(&pool).unwrap();
    assert_eq!((info.allocation, info.available), (50 << 30, 50 << 30));
    let other = "<pool type='dir'><name>p</name><target><path>/default-pool/</path></target></pool>";
    assert!(node.storage_pool.define_xml(other, 0).is_err(), "two pools in one folder");
}

#[test]
fn interface_changes_are_taken_back() {
    let node = open(&TestDriver::default());
    node.interface.change_begin(0).unwrap();
    assert!(node.interface.change_begin(0).is_err());
    let eth1 = node.interface.lookup_by_mac_string("AA:BB:CC:DD:EE:FF").unwrap();
    node.interface.undefine(&eth1).unwrap();
    node.interface.define_xml("<interface type='ethernet' name='new'/>", 0).unwrap();
    node.interface.change_rollback(0).unwrap();
    assert_eq!(node.interface.list_interfaces(9).unwrap(), ["eth1"]);
    assert_eq!(node.interface.num_of_defined_interfaces().unwrap(), 0);
    assert!(node.interface.change_commit(0).is_err());
}

/// A node whose one PCI device can be divided once.
fn divisible() -> Connection {
    let text = "<device><name>pci_0</name><capability type='pci'><domain>0</domain><bus>1</bus><slot>2</slot>\
                <function>0</function><product id='0x1'/><vendor id='0x2'/><capability type='mdev_types'><type id='t'>\
                <deviceAPI>vfio-pci</deviceAPI><availableInstances>1</availableInstances></type></capability>\
                </capability></device>";
    node_of("divisible", text).unwrap()
}

#[test]
fn a_part_of_a_device_is_defined_started_and_ended() {
    let (node, uuid) = (divisible(), "49a8ef3e-0646-45a8-aef0-d1a914f07e91");
    let part = |uuid: &str| {
        format!(
            "<device><parent>pci_0</parent><capability type='mdev'><type id='t'/><uuid>{uuid}</uuid>\
             <attr name='a' value='1'/></capability></device>"
        )
    };
    let devices = &node.node_device;
    let name = devices.define_xml(&part(uuid), 0).unwrap().name;
    assert_eq!(name, "mdev_49a8ef3e_0646_45a8_aef0_d1a914f07e91_0000_01_02_0");
    assert_eq!((devices.is_active(&name).unwrap(), devices.is_persistent(&name).unwrap()), (0, 1));
    devices.create(&name, 0).unwrap();
    assert!(devices.xml_desc("pci_0", 0).unwrap().contains("<availableInstances>0</availableInstances>"));
    assert!(devices.create_xml(&part("49a8ef3e-0646-45a8-aef0-d1a914f07e92"), 0).is_err(), "none is left");
    devices.set_autostart(&name, 1).unwrap();
    devices.update(&name, &part(uuid).replace("value='1'", "value='2'"), VIR_NODE_DEVICE_UPDATE_AFFECT_LIVE).unwrap();
    assert!(devices.xml_desc(&name, 0).unwrap().contains("value='2'"));
    assert!(devices.xml_desc(&name, VIR_NODE_DEVICE_XML_INACTIVE).unwrap().contains("value='1'"));
    assert!(devices.update(&name, &part(uuid).replace("id='t'", "id='u'"), 0).is_err());
    devices.undefine(&name, 0).unwrap();
    devices.destroy(&name).unwrap();
    assert_eq!(devices.lookup_by_name(&name).unwrap_err().code(), ErrorCode::NO_NODE_DEVICE);
}

#[test]
fn only_pci_devices_are_given_to_guests() {
    let (node, default) = (divisible(), open(&TestDriver::default()));
    node.node_device.dettach("pci_0").unwrap();
    assert!(node.node_device.xml_desc("pci_0", 0).unwrap().contains("<name>vfio-pci</name>"));
    node.node_device.reset("pci_0").unwrap();
    node.node_device.re_attach("pci_0").unwrap();
    assert!(!node.node_device.xml_desc("pci_0", 0).unwrap().contains("<driver>"));
    assert_eq!(default.node_device.dettach("computer").unwrap_err().code(), ErrorCode::INVALID_ARG);
}

/// What opening a node's file gives.
fn node_of(name: &str, inside: &str) -> virt::Result<Connection> {
    let path = std::env::temp_dir().join(format!("driver-test-{name}-{}.xml", std::process::id()));
    std::fs::write(&path, format!("<node>{inside}</node>")).unwrap();
    let node = TestDriver::default().open(&uri(&format!("test://{}", path.display())), false);
    std::fs::remove_file(path).unwrap();
    node
}

#[test]
fn a_file_describes_pools_with_volumes_interfaces_and_devices() {
    let full = "<volume><name>full</name><key>k</key><capacity unit='TiB'>1</capacity><target><path>/x</path></target>\
                </volume>";
    let text = format!(
        "<pool type='dir'><name>p</name><target><path>/p</path></target>{VOLUME}{full}</pool>\
         <interface type='ethernet' name='e'/><device><name>d</name><parent>root</parent><capability type='net'>\
         <interface>e</interface></capability></device>"
    );
    let node = node_of("objects", &text).unwrap();
    let volume = node.storage_vol.lookup_by_key("k").unwrap();
    assert_eq!((node.storage_vol.path(&volume).unwrap().as_str(), volume.name.as_str()), ("/x", "full"));
    assert_eq!(node.storage_vol.lookup_by_path("/p/v").unwrap().key, "/p/v");
    assert_eq!(node.storage_pool.info(&node.storage_pool.lookup_by_name("p").unwrap()).unwrap().available, 0);
    assert_eq!(node.interface.list_interfaces(9).unwrap(), ["e"]);
    assert_eq!(node.node_device.parent("d").unwrap().as_deref(), Some("root"));
    let pool = |name: &str| format!("<pool type='dir'><name>{name}</name><target><path>/p</path></target></pool>");
    for bad in ["<interface/>", "<device/>", "<pool><volume/></pool>", &(pool("a") + &pool("b"))] {
        assert!(node_of("bad", bad).is_err(), "{bad}");
    }
}
