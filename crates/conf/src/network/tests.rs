//! Documents in, documents out; what must be refused.

use super::status::NetworkStatus;
use super::*;
use virt::ErrorCode;

fn printed(inside: &str) -> String {
    let text = format!("<network><name>n</name><uuid>11111111-2222-3333-4444-555555555555</uuid>{inside}</network>");
    let network = Network::parse_definition(&text).unwrap_or_else(|e| panic!("{inside}: {e}"));
    let out = network.format(Mode::INACTIVE);
    let again = Network::parse_definition(&out).unwrap();
    assert_eq!(again.format(Mode::INACTIVE), out, "not stable: {inside}");
    let head = "<network>\n  <name>n</name>\n  <uuid>11111111-2222-3333-4444-555555555555</uuid>\n";
    out.strip_prefix(head).and_then(|rest| rest.strip_suffix("</network>\n")).unwrap_or(&out).to_owned()
}

#[test]
fn what_a_document_implies_is_printed() {
    let own = "  <bridge stp='on' delay='0'/>\n";
    for (inside, expected) in [
        ("", own),
        ("<bridge/>", own),
        ("<forward mode='none'/><dns/><mac/>", own),
        ("<bridge name='b' stp='off'/>", "  <bridge name='b' stp='off' delay='0'/>\n"),
        ("<bridge name='b' stp='maybe' delay='2'/>", "  <bridge name='b' stp='on' delay='2'/>\n"),
        ("<bridge name='b'/><forward mode='bridge'/>", "  <forward mode='bridge'/>\n  <bridge name='b'/>\n"),
        (
            "<forward mode='private'><interface dev='eth0'/></forward>",
            "  <forward dev='eth0' mode='private'>\n    <interface dev='eth0'/>\n  </forward>\n",
        ),
        (
            "<ip address='10.1.1.1' prefix='24'/><forward/>",
            "  <forward mode='nat'/>\n  <bridge stp='on' delay='0'/>\n  <ip address='10.1.1.1' prefix='24'>\n  </ip>\n",
        ),
        ("<unknown/>", own),
    ] {
        assert_eq!(printed(inside), expected, "{inside}");
    }
}

#[test]
fn parts_keep_their_places() {
    let inside = "<portgroup name='a' default='yes'/><route address='10.78.0.0' prefix='24' gateway='10.77.1.9'/>\
        <ip address='10.77.1.1' prefix='24'><dhcp><host ip='10.77.1.7' mac='52:54:00:11:22:33'/>\
        <range start='10.77.1.5' end='10.77.1.9'/></dhcp><tftp root='/a'/></ip><domain localOnly='yes' name='d'/>\
        <mtu size='1400'/><bridge zone='z' name='b'/><description>D</description><title>T</title>";
    let expected = "  <title>T</title>\n  <description>D</description>\n  <bridge name='b' zone='z' stp='on' delay='0'/>\n\
        \x20 <mtu size='1400'/>\n  <domain name='d' localOnly='yes'/>\n  <ip address='10.77.1.1' prefix='24'>\n\
        \x20   <tftp root='/a'/>\n    <dhcp>\n      <range start='10.77.1.5' end='10.77.1.9'/>\n\
        \x20     <host mac='52:54:00:11:22:33' ip='10.77.1.7'/>\n    </dhcp>\n  </ip>\n\
        \x20 <route address='10.78.0.0' prefix='24' gateway='10.77.1.9'/>\n  <portgroup name='a' default='yes'>\n  </portgroup>\n";
    assert_eq!(printed(inside), expected);
}

#[test]
fn nonsense_is_refused_with_its_code() {
    use ErrorCode as C;
    for (text, code, message) in [
        ("<network/>", C::NO_NAME, ""),
        ("<network><name></name></network>", C::NO_NAME, ""),
        ("<network><name>a/b</name></network>", C::XML_DETAIL, "invalid char in name: /"),
        ("<net/>", C::XML_ERROR, "expecting root element of 'network', not 'net'"),
        ("<network><name>n</name><forward mode='x'/></network>", C::CONFIG_UNSUPPORTED, "unknown forwarding type 'x'"),
        (
            "<network><name>n</name><forward mode='route'/></network>",
            C::XML_ERROR,
            "route forwarding requested, but no IP address provided for network 'n'",
        ),
        ("<network><name>n</name><bridge delay='x'/></network>", C::XML_ERROR, "Invalid delay value in network 'n'"),
        ("<network><name>n</name><mtu size='x'/></network>", C::XML_ERROR, "Invalid mtu size 'x' in network 'n'"),
        (
            "<network><name>n</name><mac address='01:00:00:00:00:01'/></network>",
            C::XML_ERROR,
            "Invalid multicast bridge mac address '01:00:00:00:00:01' in network 'n'",
        ),
        (
            "<network><name>n</name><forward mode='bridge'/><bridge name='b' stp='on'/></network>",
            C::XML_ERROR,
            "bridge delay/stp/zone options only allowed in open, route, nat, and isolated mode, not in bridge (network 'n')",
        ),
        (
            "<network><name>n</name><dns enable='no'><txt name='a' value='b'/></dns></network>",
            C::XML_ERROR,
            "Extra data in <dns enable='no'> of network 'n': nobody would answer it",
        ),
        (
            "<network><name>n</name><domain name='d' register='yes'/></network>",
            C::CONFIG_UNSUPPORTED,
            "attribute 'register=yes' in <domain> element requires 'localOnly=yes' in network n",
        ),
        (
            "<network><name>n</name><portgroup name='a'/><portgroup name='a'/></network>",
            C::CONFIG_UNSUPPORTED,
            "multiple <portgroup> elements with the same name (a) in network 'n'",
        ),
    ] {
        let error = Network::parse_definition(text).expect_err(text);
        assert_eq!((error.code(), error.message()), (code, message), "{text}");
    }
}

#[test]
fn identities_are_made_once() {
    let mut next = 0u8;
    let mut random = |bytes: &mut [u8]| {
        for byte in bytes {
            *byte = next;
            next = next.wrapping_add(1);
        }
    };
    let mut network = Network::parse_definition("<network><name>n</name></network>").unwrap();
    identities(&mut network, &mut random);
    let before = network.clone();
    assert_ne!(network.uuid, Uuid::default());
    assert!(network.format(Mode::LIVE).contains("<mac address='52:54:00:"));
    identities(&mut network, &mut random);
    assert_eq!(network, before);
}

#[test]
fn a_status_file_is_read_back_as_it_was_written() {
    let text = "<network><name>n</name><uuid>11111111-2222-3333-4444-555555555555</uuid></network>";
    let mut status = NetworkStatus::new(Network::parse_definition(text).unwrap());
    status.network.connections = Some(2);
    let written = status.format();
    assert!(written.starts_with("<networkstatus>\n  <class_id bitmap='0-2'/>\n  <floor sum='0'/>\n  <network conn"));
    assert_eq!(NetworkStatus::parse(&written).unwrap(), status);
    assert!(NetworkStatus::parse("<networkstatus/>").is_err());
}

const NETWORK: &str = "<network><name>n</name><dns><txt name='t' value='v'/><srv service='s' protocol='tcp'/>\
    <srv service='s' protocol='udp'/><host ip='10.0.0.1'><hostname>a</hostname></host><host ip='10.0.0.2'>\
    <hostname>a</hostname><hostname>b</hostname></host></dns><forward mode='route' dev='e0'/>\
    <ip address='10.0.0.1' prefix='24'><dhcp><range start='10.0.0.2' end='10.0.0.9'/>\
    <host mac='52:54:00:00:00:01' name='x' ip='10.0.0.2'/></dhcp></ip>\
    <ip family='ipv6' address='fc00::1' prefix='64'/><portgroup name='p' default='yes'/></network>";

/// The lines that a change adds and takes away.
fn changed(command: update::Command, section: &str, index: i32, record: &str) -> Result<Vec<String>> {
    let mut network = Network::parse_definition(NETWORK)?;
    let before = network.format(Mode::INACTIVE);
    network.update(command, update::Section::from_name(section).unwrap(), index, record)?;
    let after = network.format(Mode::INACTIVE);
    assert_eq!(Network::parse_definition(&after)?.format(Mode::INACTIVE), after);
    let only = |sign: &str, one: &str, other: &str| -> Vec<String> {
        let lines = one.lines().filter(|line| !other.lines().any(|l| l == *line));
        lines.map(|line| format!("{sign}{}", line.trim())).collect()
    };
    Ok([only("-", &before, &after), only("+", &after, &before)].concat())
}

#[test]
fn one_record_changes_and_no_other() {
    use update::Command::{AddFirst, AddLast, Delete, Modify};
    for (command, section, index, record, expected) in [
        (AddLast, "ip-dhcp-host", -1, "<host mac='52:54:00:00:00:02' ip='10.0.0.03'/>", None),
        (AddLast, "ip-dhcp-host", -1, "<host name='y' ip='10.0.0.3'/>", Some(vec!["+<host name='y' ip='10.0.0.3'/>"])),
        (
            AddFirst,
            "ip-dhcp-range",
            1,
            "<range start='fc00::0:5' end='fc00::9'/>",
            Some(vec!["+<range start='fc00::5' end='fc00::9'/>"]),
        ),
        (
            Modify,
            "ip-dhcp-host",
            0,
            "<host mac='52:54:00:00:00:01' ip='10.0.0.7'/>",
            Some(vec![
                "-<host mac='52:54:00:00:00:01' name='x' ip='10.0.0.2'/>",
                "+<host mac='52:54:00:00:00:01' ip='10.0.0.7'/>",
            ]),
        ),
        (
            Delete,
            "ip-dhcp-host",
            -1,
            "<host name='x'/>",
            Some(vec!["-<host mac='52:54:00:00:00:01' name='x' ip='10.0.0.2'/>"]),
        ),
        (
            Delete,
            "dns-host",
            -1,
            "<host><hostname>b</hostname></host>",
            Some(vec!["-<host ip='10.0.0.2'>", "-<hostname>b</hostname>"]),
        ),
        (
            AddLast,
            "dns-host",
            -1,
            "<host ip='FC00::0'><hostname>b</hostname></host>",
            Some(vec!["+<host ip='fc00::'>"]),
        ),
        (
            Modify,
            "dns-txt",
            -1,
            "<txt name='t' value='w'/>",
            Some(vec!["-<txt name='t' value='v'/>", "+<txt name='t' value='w'/>"]),
        ),
        (Delete, "dns-srv", -1, "<srv protocol='udp'/>", Some(vec!["-<srv service='s' protocol='udp'/>"])),
        (
            AddFirst,
            "forward-interface",
            -1,
            "<interface dev='e1'/>",
            Some(vec![
                "-<forward dev='e0' mode='route'>",
                "+<forward dev='e1' mode='route'>",
                "+<interface dev='e1'/>",
            ]),
        ),
        (
            Modify,
            "portgroup",
            -1,
            "<portgroup name='p'/>",
            Some(vec!["-<portgroup name='p' default='yes'>", "+<portgroup name='p'>"]),
        ),
    ] {
        let got = changed(command, section, index, record);
        match expected {
            Some(expected) => assert_eq!(got.unwrap_or_else(|e| panic!("{record}: {e}")), expected, "{record}"),
            None => assert!(got.is_err(), "{record}"),
        }
    }
}

#[test]
fn changes_that_make_no_sense_are_refused() {
    use update::Command::{AddLast, Delete, Modify};
    for (command, section, record, message) in [
        (
            AddLast,
            "ip-dhcp-host",
            "<host mac='52:54:00:00:00:01' ip='10.0.0.4'/>",
            "there is an existing dhcp host entry",
        ),
        (AddLast, "ip-dhcp-host", "<host ip='10.0.0.4'/>", "1:1: Static host definition in IPv4 network 'n'"),
        (AddLast, "ip-dhcp-host", "<host mac='x' ip='10.0.0.4'/>", "1:1: Cannot parse MAC address 'x'"),
        (AddLast, "ip-dhcp-host", "<x/>", "unexpected element <x>, expecting <host>"),
        (AddLast, "ip-dhcp-range", "<range start='10.0.0.9' end='10.0.0.8'/>", "is reversed"),
        (
            AddLast,
            "ip-dhcp-range",
            "<range start='10.0.1.8' end='10.0.1.9'/>",
            "not entirely within network 10.0.0.1/24",
        ),
        (AddLast, "ip-dhcp-range", "<range start='10.0.0.0' end='10.0.0.9'/>", "is the network address"),
        (AddLast, "ip-dhcp-range", "<range start='10.0.0.8' end='10.0.0.255'/>", "is the broadcast address"),
        (
            AddLast,
            "ip-dhcp-range",
            "<range start='10.0.0.3' end='10.0.0.4'><lease expiry='1'/></range>",
            "1:40: The minimum lease time",
        ),
        (Modify, "ip-dhcp-range", "<range start='10.0.0.2' end='10.0.0.9'/>", "dhcp ranges cannot be modified"),
        (Delete, "dns-host", "<host><hostname>a</hostname></host>", "multiple matching DNS HOST records"),
        (Delete, "dns-host", "<host ip='10.0.0.9'/>", "couldn't locate a matching DNS HOST record"),
        (Delete, "dns-srv", "<srv service='s'/>", "multiple matching DNS SRV records"),
        (
            AddLast,
            "dns-srv",
            "<srv service='z' protocol='tcp' port='5'/>",
            "port attribute not permitted without target",
        ),
        (AddLast, "dns-txt", "<txt name='a b' value=''/>", "prohibited character"),
        (AddLast, "portgroup", "<portgroup name='q' default='yes'/>", "Only one default is allowed"),
        (AddLast, "forward-interface", "<interface dev='e0'/>", "there is an existing interface entry"),
        (AddLast, "bridge", "<bridge/>", "can't update 'bridge' section"),
    ] {
        let error = changed(command, section, -1, record).unwrap_err();
        assert!(error.to_string().contains(message), "{record}: {error}");
    }
}
