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
        \x20 <route address='10.78.0.0' prefix='24' gateway='10.77.1.9'/>\n  <portgroup name='a' default='yes'/>\n";
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
