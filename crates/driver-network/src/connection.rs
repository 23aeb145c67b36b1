//! The table of contents: every call of a connection, each one line to where it is done.

use std::sync::Arc;

use conf::network::notes::Note;
use virt::constants::*;
use virt::generated::network::*;
use virt::{Error, ErrorDomain, NetworkRef, Result, Uuid};

use crate::core::Core;
use crate::{autostart, define, destroy, leases, list, metadata, start, undefine, update, xml_desc};

/// One client's connection.
pub(crate) struct NetworkConnection {
    core: Arc<Core>,
}

impl NetworkConnection {
    pub(crate) fn new(core: Arc<Core>) -> NetworkConnection {
        NetworkConnection { core }
    }
}

/// Says that an error comes from networks.
fn stamp(error: Error) -> Error {
    error.in_domain(ErrorDomain::NETWORK)
}

impl NetworkDriver for NetworkConnection {
    fn list_defined_networks(&self, maxnames: i32) -> Result<Vec<String>> {
        list::names(&self.core, false, maxnames).map_err(stamp)
    }

    fn list_networks(&self, maxnames: i32) -> Result<Vec<String>> {
        list::names(&self.core, true, maxnames).map_err(stamp)
    }

    fn num_of_defined_networks(&self) -> Result<i32> {
        list::count(&self.core, false).map_err(stamp)
    }

    fn num_of_networks(&self) -> Result<i32> {
        list::count(&self.core, true).map_err(stamp)
    }

    fn list_all_networks(&self, need_results: i32, flags: u32) -> Result<NetworkListAllNetworksReply> {
        list::list_all_networks(&self.core, need_results, flags).map_err(stamp)
    }

    fn lookup_by_name(&self, name: &str) -> Result<NetworkRef> {
        list::lookup_by_name(&self.core, name).map_err(stamp)
    }

    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<NetworkRef> {
        list::lookup_by_uuid(&self.core, uuid).map_err(stamp)
    }

    fn define_xml(&self, xml: &str) -> Result<NetworkRef> {
        define::define_xml(&self.core, xml).map_err(stamp)
    }

    fn define_xml_flags(&self, xml: &str, flags: u32) -> Result<NetworkRef> {
        virt::flags::only(flags, VIR_NETWORK_DEFINE_VALIDATE, "networkDefineXMLFlags").map_err(stamp)?;
        conf::documents::check_if(flags & VIR_NETWORK_DEFINE_VALIDATE != 0, xml)?;
        self.define_xml(xml)
    }

    fn create_xml(&self, xml: &str) -> Result<NetworkRef> {
        start::create_xml(&self.core, xml).map_err(stamp)
    }

    fn create_xml_flags(&self, xml: &str, flags: u32) -> Result<NetworkRef> {
        virt::flags::only(flags, VIR_NETWORK_CREATE_VALIDATE, "networkCreateXMLFlags").map_err(stamp)?;
        conf::documents::check_if(flags & VIR_NETWORK_CREATE_VALIDATE != 0, xml)?;
        self.create_xml(xml)
    }

    fn create(&self, net: &NetworkRef) -> Result<()> {
        start::create(&self.core, net).map_err(stamp)
    }

    fn destroy(&self, net: &NetworkRef) -> Result<()> {
        destroy::destroy(&self.core, net).map_err(stamp)
    }

    fn undefine(&self, net: &NetworkRef) -> Result<()> {
        undefine::undefine(&self.core, net).map_err(stamp)
    }

    fn xml_desc(&self, net: &NetworkRef, flags: u32) -> Result<String> {
        virt::flags::only(flags, VIR_NETWORK_XML_INACTIVE, "networkGetXMLDesc").map_err(stamp)?;
        xml_desc::xml_desc(&self.core, net, flags).map_err(stamp)
    }

    fn bridge_name(&self, net: &NetworkRef) -> Result<String> {
        xml_desc::bridge_name(&self.core, net).map_err(stamp)
    }

    fn autostart(&self, net: &NetworkRef) -> Result<i32> {
        autostart::autostart(&self.core, net).map_err(stamp)
    }

    fn set_autostart(&self, net: &NetworkRef, autostart: i32) -> Result<()> {
        autostart::set_autostart(&self.core, net, autostart).map_err(stamp)
    }

    fn is_active(&self, net: &NetworkRef) -> Result<i32> {
        Ok(self.core.table.find(net).map_err(stamp)?.is_active().into())
    }

    fn is_persistent(&self, net: &NetworkRef) -> Result<i32> {
        Ok(self.core.table.find(net).map_err(stamp)?.is_persistent().into())
    }

    fn metadata(&self, network: &NetworkRef, type_: i32, uri: Option<&str>, flags: u32) -> Result<String> {
        metadata::metadata(&self.core, network, type_, uri, flags).map_err(stamp)
    }

    fn set_metadata(
        &self,
        network: &NetworkRef,
        type_: i32,
        metadata: Option<&str>,
        key: Option<&str>,
        uri: Option<&str>,
        flags: u32,
    ) -> Result<()> {
        let note = Note { kind: type_, text: metadata, key, uri };
        metadata::set_metadata(&self.core, network, note, flags).map_err(stamp)
    }

    fn update(
        &self,
        net: &NetworkRef,
        command: u32,
        section: u32,
        parent_index: i32,
        xml: &str,
        flags: u32,
    ) -> Result<()> {
        let change = update::Update { command, section, parent_index, record: xml };
        update::update(&self.core, net, change, flags).map_err(stamp)
    }

    fn dhcp_leases(
        &self,
        net: &NetworkRef,
        mac: Option<&str>,
        need_results: i32,
        flags: u32,
    ) -> Result<NetworkDhcpLeasesReply> {
        virt::flags::only(flags, 0, "networkGetDHCPLeases").map_err(stamp)?;
        leases::dhcp_leases(&self.core, net, mac, need_results).map_err(stamp)
    }
}
