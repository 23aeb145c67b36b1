//! Devices of our own, and bad ones.

use super::*;

fn device(inside: &str) -> String {
    format!("<device><name>d</name>{inside}</device>")
}

fn check(inside: &str, expected: &str) {
    let parsed = NodeDevice::parse(&device(inside)).unwrap_or_else(|e| panic!("{inside}: {e}"));
    let printed = parsed.format();
    assert_eq!(printed, format!("<device>\n  <name>d</name>\n{expected}</device>\n"), "{inside}");
    assert_eq!(NodeDevice::parse(&printed).unwrap(), parsed);
}

#[test]
fn devices_come_out_in_libvirts_order() {
    check(
        "<capability type='drm'><type>render</type></capability><driver><name>i915</name></driver><parent>p</parent>\
         <devnode type='link'>/dev/l</devnode><devnode type='dev'>/dev/d</devnode><path>/sys/x</path>",
        "  <path>/sys/x</path>\n  <devnode type='dev'>/dev/d</devnode>\n  <devnode type='link'>/dev/l</devnode>\n  \
         <parent>p</parent>\n  <capability type='drm'>\n    \
         <type>render</type>\n  </capability>\n",
    );
    check(
        "<capability type='pci'><domain>0</domain><bus>1</bus><slot>2</slot><function>3</function>\
         <vendor id='0x8086'/><product id='0x1'>n</product><class>0x20000</class><capability type='pci-bridge'/>\
         <capability type='virt_functions' maxCount='7'/><pci-express><link validity='sta' width='1'/>\
         <link validity='cap' port='1' speed='2.5' width='1'/></pci-express></capability>",
        "  <capability type='pci'>\n    <class>0x020000</class>\n    <domain>0</domain>\n    <bus>1</bus>\n    \
         <slot>2</slot>\n    <function>3</function>\n    <product id='0x0001'>n</product>\n    \
         <vendor id='0x8086'/>\n    <capability type='virt_functions' maxCount='7'/>\n    \
         <capability type='pci-bridge'/>\n    <pci-express>\n      \
         <link validity='cap' port='1' speed='2.5' width='1'/>\n      <link validity='sta' width='1'/>\n    \
         </pci-express>\n  </capability>\n",
    );
    check(
        "<capability type='mdev'><attr name='a' value='b'/><type id='t'/></capability>",
        "  <capability type='mdev'>\n    <type id='t'/>\n    <iommuGroup number='0'/>\n    \
         <attr name='a' value='b'/>\n  </capability>\n",
    );
    check(
        "<capability type='ap_queue'><ap-domain>56</ap-domain><ap-adapter>7</ap-adapter></capability>\
         <capability type='css'><cssid>0xfe</cssid><ssid>1</ssid><devno>0x52</devno></capability>",
        "  <capability type='ap_queue'>\n    <ap-adapter>0x07</ap-adapter>\n    <ap-domain>0x0038</ap-domain>\n  \
         </capability>\n  <capability type='css'>\n    <cssid>0xfe</cssid>\n    <ssid>0x1</ssid>\n    \
         <devno>0x0052</devno>\n  </capability>\n",
    );
}

#[test]
fn bad_devices_are_refused_with_their_place() {
    for (inside, message) in [
        ("", "no device capabilities for 'd'"),
        ("<capability/>", "1:23: Missing required attribute 'type' in element 'capability'"),
        ("<capability type='x'/>", "1:35: Invalid value for attribute 'type' in element 'capability': 'x'."),
        ("<parent wwnn='1'/>", "1:23: when providing parent wwnn='1', the wwpn must also be provided"),
        ("<capability type='system'/>", "1:23: no system UUID supplied"),
        ("<capability type='drm'><type>x</type></capability>", "1:46: Invalid value for element 'type': 'x'."),
        ("<capability type='ccw'><cssid>255</cssid></capability>", "1:46: invalid cssid value '255'"),
        ("<capability type='ap_card'><ap-adapter>256</ap-adapter></capability>", "1:50: invalid ap-adapter value"),
        ("<capability type='mdev'><type id='t'/><uuid>x</uuid></capability>", "1:61: Invalid uuid 'x'"),
        ("<capability type='usb'><number>x</number></capability>", "1:46: Invalid value for element 'number': 'x'."),
        (
            "<capability type='storage'><block>/dev/x</block><capability type='y'/></capability>",
            "1:71: unknown storage capability type 'y'",
        ),
    ] {
        let error = NodeDevice::parse(&device(inside)).unwrap_err();
        assert!(error.to_string().contains(message), "{inside}: {error}");
    }
}
