//! `<filterbinding>`: which filter an interface of a guest has.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use crate::domain::interface::MacAddress;
use crate::nwfilter::FilterRef;
use crate::text::{child, uuid};
use crate::words::Named;
use virt::{ErrorDomain, Result, Uuid};
use xml::{Document, ErrorKind, Field, Mode, Node, Writer, Xml};

/// `<filterbinding>`
#[derive(Debug, Clone, PartialEq)]
pub struct NwfilterBinding {
    pub owner: Owner,
    /// The host's end of the interface.
    pub port_dev: String,
    /// The device that the host's end hangs on, for macvtap.
    pub link_dev: Option<String>,
    pub mac: MacAddress,
    pub filter: FilterRef,
}

/// `<owner>`: the guest.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Owner {
    #[xml(with = child, text)]
    pub name: String,
    #[xml(with = uuid, shape = uuid::declare)]
    pub uuid: Uuid,
}

impl NwfilterBinding {
    /// Reads a document.
    pub fn parse(text: &str) -> Result<NwfilterBinding> {
        NwfilterBinding::parse_text(text).map_err(|error| error.in_domain(ErrorDomain::NWFILTER))
    }

    fn parse_text(text: &str) -> Result<NwfilterBinding> {
        let document = Document::parse(text).map_err(crate::error)?;
        let root = document.root_named("filterbinding", Mode::INACTIVE).map_err(crate::error)?;
        NwfilterBinding::read(&root).map_err(crate::error)
    }

    fn read(node: &Node) -> xml::Result<NwfilterBinding> {
        let lacks = |what: &str| node.error_of(ErrorKind::Internal, format!("filter binding has no {what}"));
        let attribute = |child: &str, name: &str| node.first(child).and_then(|child| child.attr(name));
        let port_dev = attribute("portdev", "name").ok_or_else(|| lacks("port dev name"))?;
        let owner = owner(node, "filter binding")?;
        let mac = attribute("mac", "address").ok_or_else(|| lacks("MAC address"))?;
        let place = || node.first("mac").unwrap_or(*node);
        let bad_mac = || place().error_of(ErrorKind::Internal, format!("Unable to parse MAC '{mac}'"));
        let mac = MacAddress::parse(mac).ok_or_else(bad_mac)?;
        let filter = node.first("filterref").filter(|child| child.attr("filter").is_some());
        Ok(NwfilterBinding {
            owner,
            port_dev: port_dev.to_owned(),
            link_dev: attribute("linkdev", "name").map(str::to_owned),
            mac,
            filter: filter.ok_or_else(|| lacks("filter reference"))?.element()?,
        })
    }

    /// Prints the document.
    pub fn format(&self) -> String {
        let mut writer = Writer::new(Mode::INACTIVE);
        let w = &mut writer;
        w.begin("filterbinding");
        Field::format(&self.owner, "owner", w);
        w.leaf("portdev", &[("name", &self.port_dev)]);
        if let Some(name) = &self.link_dev {
            w.leaf("linkdev", &[("name", name)]);
        }
        w.leaf("mac", &[("address", &self.mac.to_string())]);
        Field::format(&self.filter, "filterref", w);
        w.end("filterbinding");
        writer.finish()
    }

    /// What may stand in the document.
    pub(crate) fn declare(shape: &mut xml::Shape) {
        shape.child::<Owner>("owner").child::<Named>("portdev").field::<Option<Named>>("linkdev");
        let mac = |shape: &mut xml::Shape| _ = shape.attr::<String>("address");
        shape.inner("mac", xml::Inner::said("PortMac", mac)).child::<FilterRef>("filterref");
    }
}

/// The guest that something of a host belongs to; `what` is for complaints.
pub(crate) fn owner(node: &Node, what: &str) -> xml::Result<Owner> {
    let place = node.first("owner").unwrap_or(*node);
    let internal = |message: String| place.error_of(ErrorKind::Internal, message);
    let text = |name: &str| place.first(name).map(|child| child.text().into_owned()).filter(|t| !t.is_empty());
    let name = text("name").ok_or_else(|| internal(format!("{what} has no owner name")))?;
    let uuid = text("uuid").ok_or_else(|| internal(format!("{what} has no owner UUID")))?;
    let uuid = Uuid::parse(&uuid).map_err(|_| internal(format!("Unable to parse UUID '{uuid}'")))?;
    Ok(Owner { name, uuid })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bindings_are_whole_or_refused() {
        let owner = "<owner><name>m</name><uuid>d54df46f-1ab5-4a22-8618-4560ef5fac2c</uuid></owner>";
        let text = format!(
            "<filterbinding><mac address='52:54:00:7B:35:93'/><filterref filter='f'><parameter name='A' value='1'/>\
             </filterref><linkdev name='l'/><portdev name='p'/>{owner}</filterbinding>"
        );
        let expected = "<filterbinding>\n  <owner>\n    <name>m</name>\n    \
                        <uuid>d54df46f-1ab5-4a22-8618-4560ef5fac2c</uuid>\n  </owner>\n  <portdev name='p'/>\n  \
                        <linkdev name='l'/>\n  <mac address='52:54:00:7b:35:93'/>\n  <filterref filter='f'>\n    \
                        <parameter name='A' value='1'/>\n  </filterref>\n</filterbinding>\n";
        assert_eq!(NwfilterBinding::parse(&text).unwrap().format(), expected);
        for (inside, message) in [
            (String::new(), "filter binding has no port dev name"),
            ("<portdev name='x'/>".to_owned(), "filter binding has no owner name"),
            ("<portdev name='x'/><owner><name>m</name></owner>".to_owned(), "1:35: filter binding has no owner UUID"),
            (format!("<portdev name='x'/>{owner}"), "filter binding has no MAC address"),
            (format!("<portdev name='x'/>{owner}<mac address='a'/>"), "1:113: Unable to parse MAC 'a'"),
            (format!("<portdev name='x'/>{owner}<mac address='52:54:00:7b:35:93'/>"), "no filter reference"),
        ] {
            let error = NwfilterBinding::parse(&format!("<filterbinding>{inside}</filterbinding>")).unwrap_err();
            assert!(error.to_string().contains(message), "{inside}: {error}");
        }
    }
}
