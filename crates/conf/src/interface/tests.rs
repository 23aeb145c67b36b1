//! Host interfaces of our own, and bad ones.

use super::*;

#[test]
fn interfaces_come_out_in_libvirts_order() {
    for (text, expected) in [
        (
            "<interface type='ethernet' name='eth9'><mac address='AB:bb:cc:dd:ee:ff'/><mtu size='1400'/>\
             <start mode='hotplug'/><link speed='10' state='lowerlayerdown'/><protocol family='ipv6'>\
             <route gateway='::1'/><ip address='::2' prefix='64'/><dhcp peerdns='no'/><autoconf/></protocol></interface>",
            "<interface type='ethernet' name='eth9'>\n  <start mode='hotplug'/>\n  <mtu size='1400'/>\n  \
             <protocol family='ipv6'>\n    <autoconf/>\n    <dhcp peerdns='no'/>\n    \
             <ip address='::2' prefix='64'/>\n    <route gateway='::1'/>\n  </protocol>\n  \
             <link speed='10' state='lowerlayerdown'/>\n  <mac address='AB:bb:cc:dd:ee:ff'/>\n</interface>\n",
        ),
        (
            "<interface type='bridge' name='br9'><link state='up'/><bridge stp='x'><interface type='bond' name='b0'>\
             <bond mode='802.3ad'><miimon freq='100' downdelay='3'/><interface name='eth1' type='ethernet'>\
             <start mode='none'/></interface></bond></interface></bridge></interface>",
            "<interface type='bridge' name='br9'>\n  <bridge>\n    <interface type='bond' name='b0'>\n      \
             <bond mode='802.3ad'>\n        <miimon freq='100' downdelay='3'/>\n        \
             <interface type='ethernet' name='eth1'>\n        </interface>\n      </bond>\n    </interface>\n  \
             </bridge>\n</interface>\n",
        ),
        (
            "<interface type='vlan'><vlan tag='7'><interface name='eth0'/></vlan><protocol family='ipv4'><ip/>\
             <ip address='1.2.3.4' prefix='0'/></protocol></interface>",
            "<interface type='vlan'>\n  <protocol family='ipv4'>\n    <ip address='1.2.3.4'/>\n  </protocol>\n  \
             <vlan tag='7'>\n    <interface name='eth0'/>\n  </vlan>\n</interface>\n",
        ),
    ] {
        let printed = Interface::parse(text).unwrap().format();
        assert_eq!(printed, expected);
        assert_eq!(Interface::parse(&printed).unwrap().format(), expected);
    }
}

#[test]
fn bad_interfaces_are_refused_with_their_place() {
    let ethernet = |inside: &str| format!("<interface type='ethernet' name='a'>{inside}</interface>");
    let bond = |inside: &str| format!("<interface type='bond' name='a'>{inside}</interface>");
    for (text, message) in [
        ("<interface type='x' name='a'/>".to_owned(), "1:12: Invalid value for attribute 'type'"),
        ("<interface name='a'/>".to_owned(), "1:1: Missing required attribute 'type'"),
        ("<interface type='ethernet'/>".to_owned(), "1:1: interface has no name"),
        (ethernet("<start mode='x'/>"), "1:37: unknown interface startmode x"),
        (ethernet("<mtu size='x'/>"), "1:42: Invalid value for attribute 'size' in element 'mtu': 'x'."),
        (ethernet("<link speed='x'/>"), "1:43: Invalid value for attribute 'speed'"),
        (ethernet("<protocol/>"), "1:37: protocol misses the family attribute"),
        (ethernet("<protocol family='x'/>"), "1:37: unsupported protocol family 'x'"),
        ("<interface type='bridge' name='a'/>".to_owned(), "1:1: bridge interface misses the bridge element"),
        (
            "<interface type='bridge' name='a'><bridge><interface type='bridge' name='b'/></bridge></interface>"
                .to_owned(),
            "1:43: interface has unsupported type 'bridge'",
        ),
        ("<interface type='vlan'><vlan/></interface>".to_owned(), "1:24: vlan interface misses the tag attribute"),
        ("<interface type='vlan'><vlan tag='1'/></interface>".to_owned(), "1:24: vlan interface misses name"),
        (bond("<bond mode='x'/>"), "1:33: unknown bonding mode x"),
        (bond("<bond><miimon/></bond>"), "1:39: bond interface miimon freq missing or invalid"),
        (bond("<bond><arpmon interval='1'/></bond>"), "1:39: bond interface arpmon target missing"),
    ] {
        let error = Interface::parse(&text).unwrap_err();
        assert!(error.to_string().contains(message), "{text}: {error}");
    }
}
