//! Checks of `<nat>`: which addresses and ports of the host may stand for those of guests.

use std::net::Ipv4Addr;

use super::check::detail;
use virt::Result;
use xml::{ErrorKind, Node};

/// The `<nat>` of a `<forward>`, if it has one.
pub(super) fn nat(forward: &Node, network: &str) -> Result<()> {
    let refuse = |node: &Node, message: String| Err(crate::error(node.error(message)));
    let Some(nat) = forward.first("nat") else { return Ok(()) };
    if forward.attr("mode").is_some_and(|mode| mode != "nat") {
        let message = "The <nat> element can only be used when <forward> 'mode' is 'nat'";
        return refuse(&nat, format!("{message} in network {network}"));
    }
    if count(forward, "nat") > 1 {
        return refuse(&nat, format!("Only one <nat> element is allowed in <forward> of network {network}"));
    }
    for name in ["address", "port"] {
        if count(&nat, name) > 1 {
            let message = format!("Only one <{name}> element is allowed in <nat> in <forward>");
            return refuse(&nat, format!("{message} in network {network}"));
        }
    }
    nat.first("address").map_or(Ok(()), |node| addresses(&node, network))?;
    nat.first("port").map_or(Ok(()), |node| ports(&node, network))
}

fn count(node: &Node, name: &str) -> usize {
    node.children().filter(|child| child.name() == name).count()
}

fn addresses(node: &Node, network: &str) -> Result<()> {
    let end = |name: &str| -> Result<Ipv4Addr> {
        let missing =
            || format!("missing '{name}' attribute in <address> element in <nat> in <forward> in network {network}");
        let text = node.attr(name).ok_or_else(|| crate::error(node.error(missing())))?;
        let bad = || format!("Bad ipv4 {name} address '{text}' in <nat> in <forward> in network '{network}'");
        text.parse().map_err(|_| crate::error(node.error(bad())))
    };
    let (first, last) = (end("start")?, end("end")?);
    match first <= last {
        true => Ok(()),
        false => Err(crate::error(node.error_of(ErrorKind::Internal, format!("range {first} - {last} is reversed")))),
    }
}

fn ports(node: &Node, network: &str) -> Result<()> {
    let end = |name: &str, least: u16| {
        let port = node.attr(name).and_then(|text| text.parse::<u16>().ok()).filter(|port| *port >= least);
        let message =
            || format!("Missing or invalid '{name}' attribute in <port> in <nat> in <forward> in network {network}");
        port.ok_or_else(|| detail(node, message()))
    };
    end("end", end("start", 0)?).map(drop)
}

#[cfg(test)]
mod tests {
    use crate::network::Network;
    use virt::ErrorCode;

    #[test]
    fn what_stands_for_guests_has_to_make_sense() {
        for (forward, code) in [
            ("<forward><nat/></forward>", None),
            ("<forward mode='nat'><nat><port start='0' end='7'/></nat></forward>", None),
            ("<forward mode='route'><nat/></forward>", Some(ErrorCode::XML_ERROR)),
            ("<forward><nat/><nat/></forward>", Some(ErrorCode::XML_ERROR)),
            (
                "<forward><nat><port start='1' end='7'/><port start='1' end='7'/></nat></forward>",
                Some(ErrorCode::XML_ERROR),
            ),
            ("<forward><nat><port start='9' end='7'/></nat></forward>", Some(ErrorCode::XML_DETAIL)),
            ("<forward><nat><port start='9' end='70000'/></nat></forward>", Some(ErrorCode::XML_DETAIL)),
            ("<forward><nat><address start='1.2.3.4' end='1.2.3.4'/></nat></forward>", None),
            ("<forward><nat><address start='1.2.3.4'/></nat></forward>", Some(ErrorCode::XML_ERROR)),
            ("<forward><nat><address start='fd00::1' end='fd00::2'/></nat></forward>", Some(ErrorCode::XML_ERROR)),
            ("<forward><nat><address start='1.2.3.9' end='1.2.3.4'/></nat></forward>", Some(ErrorCode::INTERNAL_ERROR)),
            ("<forward mode='open' dev='eth0'/>", Some(ErrorCode::XML_ERROR)),
        ] {
            let text = format!("<network><name>n</name>{forward}<ip address='10.1.1.1' prefix='24'/></network>");
            assert_eq!(Network::parse_definition(&text).err().map(|error| error.code()), code, "{forward}");
        }
    }
}
