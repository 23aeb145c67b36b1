//! Filters of our own, and bad ones.

use super::*;

fn filter(rules: &str) -> String {
    format!("<filter name='f' chain='root'><uuid>5c6d49af-b071-6127-b4ec-6f8ed4b55335</uuid>{rules}</filter>")
}

fn matched(inside: &str) -> Result<String> {
    let text = filter(&format!("<rule action='drop' direction='in'>{inside}</rule>"));
    let filter = Nwfilter::parse(&text)?;
    let printed = filter.format();
    assert_eq!(Nwfilter::parse(&printed).unwrap(), filter, "{printed}");
    let line = printed.lines().nth(3).unwrap_or_default();
    Ok(line.trim().to_owned())
}

#[test]
fn values_get_their_usual_spelling() {
    for (text, expected) in [
        (
            "<mac srcmacaddr='1:2:3:A:B:C' match='no' protocolid='2048'/>",
            "<mac match='no' srcmacaddr='01:02:03:0a:0b:0c' protocolid='ipv4'/>",
        ),
        ("<mac match='no'/>", "<mac/>"),
        ("<vlan encap-protocol='0x1234' vlanid='0xfff'/>", "<vlan vlanid='0xfff' encap-protocol='0x1234'/>"),
        ("<stp root-cost-hi='0xffffffff' type='0x00'/>", "<stp type='0x0' root-cost-hi='0xffffffff'/>"),
        (
            "<arp gratuitous='yes' opcode='8' arpsrcipmask='255.0.0.0'/>",
            "<arp opcode='InARP_Request' arpsrcipmask='8' gratuitous='true'/>",
        ),
        (
            "<ip protocol='6' dstportend='0x10' dscp='63' srcipaddr='1.2.3'/>",
            "<ip srcipaddr='1.2.0.3' protocol='tcp' dstportend='0x10' dscp='63'/>",
        ),
        (
            "<ipv6 srcipmask='ffff:ffff::' srcipaddr='A:B::C' codeend='4'/>",
            "<ipv6 srcipaddr='a:b::c' srcipmask='32' codeend='4'/>",
        ),
        (
            "<ipv6 srcipaddr='::10.1.2.3' dstipaddr='::ffff:10.1.2.3'/>",
            "<ipv6 srcipaddr='::10.1.2.3' dstipaddr='::ffff:10.1.2.3'/>",
        ),
        ("<tcp flags='urg,fin/' state='invalid,NEW'/>", "<tcp state='NEW,INVALID' flags='FIN,URG/NONE'/>"),
        ("<tcp flags='FIN,SYN,RST,PSH,ACK,URG/ALL' state='NEW,NONE'/>", "<tcp state='NONE' flags='ALL/ALL'/>"),
        (
            "<udp srcmacaddr='$MAC' srcportstart='$P[ @ 1 ]' typeend='1'/>",
            "<udp srcmacaddr='$MAC' srcportstart='$P[@1]'/>",
        ),
        ("<all ipsetflags='SRC,dst' ipset='a b'/>", "<all ipset='a b' ipsetflags='src,dst'/>"),
        ("<icmp code='3' type='8'/><icmp type='9' comment='&lt;'/>", "<icmp type='9' code='3' comment='&lt;'/>"),
        ("<bla/><tcp/><udp srcportstart='1'/>", "<tcp/>"),
    ] {
        assert_eq!(matched(text).unwrap_or_else(|e| panic!("{text}: {e}")), expected);
    }
}

#[test]
fn values_out_of_range_are_refused_with_their_place() {
    for (text, message) in [
        ("<mac protocolid='1535'/>", "1:120: protocolid has illegal value 1535"),
        ("<mac srcmacmask='ff:0:ff:0:0:0'/>", "1:120: srcmacmask has illegal value ff:0:ff:0:0:0"),
        ("<vlan vlanid='4096'/>", "1:121: vlanid has illegal value 4096"),
        ("<arp opcode='Bla'/>", "1:120: opcode has illegal value Bla"),
        ("<arp arpsrcipmask='255.0.255.0'/>", "1:120: arpsrcipmask has illegal value"),
        ("<ip dscp='0x40'/>", "1:119: dscp has illegal value 0x40"),
        ("<ip srcipaddr='::1'/>", "1:119: srcipaddr has illegal value ::1"),
        ("<ip srcipaddr='1.2.3.256'/>", "1:119: srcipaddr has illegal value"),
        ("<ip protocol='udplite' srcportstart='1'/>", "1:115: a rule with ports requires a protocol"),
        ("<ipv6 srcipmask='129'/>", "1:121: srcipmask has illegal value 129"),
        ("<tcp flags='SYN'/>", "1:120: flags has illegal value SYN"),
        ("<tcp connlimit-above='0x3'/>", "1:120: connlimit-above has illegal value 0x3"),
        ("<tcp state='X'/>", "1:120: state has illegal value X"),
        ("<all ipset='a/b'/>", "1:120: ipset has illegal value a/b"),
        ("<all ipsetflags=''/>", "1:120: ipsetflags has illegal value"),
        ("<mac srcmacaddr='$X['/>", "1:120: srcmacaddr has illegal value $X["),
    ] {
        let error = matched(text).unwrap_err();
        assert!(error.to_string().contains(message), "{text}: {error}");
    }
}

#[test]
fn chains_have_known_names_and_an_order() {
    for (attributes, expected) in [
        ("", " chain='root'"),
        (" chain='mac-foo'", " chain='mac-foo' priority='-800'"),
        (" chain='rarp' priority='5'", " chain='rarp' priority='5'"),
        (" chain='stp'", " chain='stp'"),
    ] {
        let printed = Nwfilter::parse(&format!("<filter name='f'{attributes}/>")).unwrap().format();
        assert!(printed.starts_with(&format!("<filter name='f'{expected}>")), "{printed}");
    }
    for (attributes, message) in [
        ("", "1:1: filter has no name"),
        (" name='f' chain='x'", "Invalid chain name 'x'"),
        (" name='f' chain='mac!'", "contains invalid characters"),
        (" name='f' chain='arp-testme123'", "is longer than 12 characters"),
        (" name='f' priority='1001'", "outside valid range"),
        (" name='f' priority='0x1'", "Could not parse chain priority"),
    ] {
        let error = Nwfilter::parse(&format!("<filter{attributes}/>")).unwrap_err();
        assert!(error.to_string().contains(message), "{attributes}: {error}");
    }
}

#[test]
fn rules_and_references_keep_their_order() {
    let text = filter(
        "<rule action='drop' direction='in' statematch='0' priority='2000'/><filterref filter='x'>\
         <parameter name='Z' value='9'/><parameter name='A' value='2'/><parameter name='A' value='1'/>\
         <parameter name='B!' value='1'/></filterref><rule action='return' direction='inout' priority='-5'/>",
    );
    let filter = Nwfilter::parse(&text).unwrap();
    assert_eq!(filter.references().collect::<Vec<_>>(), ["x"]);
    let expected = "<filter name='f' chain='root'>\n  <uuid>5c6d49af-b071-6127-b4ec-6f8ed4b55335</uuid>\n  \
                    <rule action='drop' direction='in' priority='500' statematch='false'/>\n  \
                    <filterref filter='x'>\n    <parameter name='A' value='2'/>\n    <parameter name='A' value='1'/>\n    \
                    <parameter name='Z' value='9'/>\n  </filterref>\n  \
                    <rule action='return' direction='inout' priority='-5'/>\n</filter>\n";
    assert_eq!(filter.format(), expected);
    for (rules, message) in [
        ("<rule/>", "1:80: Missing required attribute 'action'"),
        ("<rule action='drop' direction='x'/>", "1:100: Invalid value for attribute 'direction'"),
        ("<filterref/>", "1:80: Missing required attribute 'filter'"),
    ] {
        let text =
            format!("<filter name='f' chain='root'><uuid>5c6d49af-b071-6127-b4ec-6f8ed4b55335</uuid>{rules}</filter>");
        let error = Nwfilter::parse(&text).unwrap_err();
        assert!(error.to_string().contains(message), "{rules}: {error}");
    }
}
