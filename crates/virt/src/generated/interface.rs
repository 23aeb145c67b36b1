//! The host's own network interfaces.
//!
//! Generated from `api/interface.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_variables, unused_imports)]

use std::os::fd::OwnedFd;

use xdr::{Decoder, Encoder, Xdr};

use super::{limits, types::*};
use crate::{Result, Stream, TypedParam, Uuid, unsupported};

/// What [`InterfaceDriver::list_all_interfaces`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InterfaceListAllInterfacesReply {
    pub ifaces: Vec<InterfaceRef>,
    pub ret: u32,
}

impl Xdr for InterfaceListAllInterfacesReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.ifaces, limits::REMOTE_INTERFACE_LIST_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(InterfaceListAllInterfacesReply { ifaces: d.list(limits::REMOTE_INTERFACE_LIST_MAX)?, ret: d.get()? })
    }
}

/// The host's own network interfaces.
pub trait InterfaceDriver: Send + Sync {
    /// Counts the active host network interfaces.
    fn num_of_interfaces(&self) -> Result<i32> {
        Err(unsupported("virConnectNumOfInterfaces"))
    }

    /// Lists the names of at most `maxnames` active host network interfaces.
    fn list_interfaces(&self, maxnames: i32) -> Result<Vec<String>> {
        Err(unsupported("virConnectListInterfaces"))
    }

    /// Finds a host network interface by its name.
    fn lookup_by_name(&self, name: &str) -> Result<InterfaceRef> {
        Err(unsupported("virInterfaceLookupByName"))
    }

    /// Finds a host network interface by its MAC address, written as text.
    fn lookup_by_mac_string(&self, mac: &str) -> Result<InterfaceRef> {
        Err(unsupported("virInterfaceLookupByMACString"))
    }

    /// Returns the interface document, live or as configured.
    fn xml_desc(&self, iface: &InterfaceRef, flags: u32) -> Result<String> {
        Err(unsupported("virInterfaceGetXMLDesc"))
    }

    /// Stores or replaces the configuration of a host network interface.
    fn define_xml(&self, xml: &str, flags: u32) -> Result<InterfaceRef> {
        Err(unsupported("virInterfaceDefineXML"))
    }

    /// Removes the configuration of a host network interface.
    fn undefine(&self, iface: &InterfaceRef) -> Result<()> {
        Err(unsupported("virInterfaceUndefine"))
    }

    /// Brings a configured host network interface up.
    fn create(&self, iface: &InterfaceRef, flags: u32) -> Result<()> {
        Err(unsupported("virInterfaceCreate"))
    }

    /// Brings a host network interface down.
    fn destroy(&self, iface: &InterfaceRef, flags: u32) -> Result<()> {
        Err(unsupported("virInterfaceDestroy"))
    }

    /// Counts the host network interfaces that are configured but down.
    fn num_of_defined_interfaces(&self) -> Result<i32> {
        Err(unsupported("virConnectNumOfDefinedInterfaces"))
    }

    /// Lists the names of at most `maxnames` host network interfaces that are configured but down.
    fn list_defined_interfaces(&self, maxnames: i32) -> Result<Vec<String>> {
        Err(unsupported("virConnectListDefinedInterfaces"))
    }

    /// Tells whether the host network interface is up.
    fn is_active(&self, iface: &InterfaceRef) -> Result<i32> {
        Err(unsupported("virInterfaceIsActive"))
    }

    /// Marks a restore point for host interface configuration.
    fn change_begin(&self, flags: u32) -> Result<()> {
        Err(unsupported("virInterfaceChangeBegin"))
    }

    /// Keeps the interface changes made since the restore point and drops the point.
    fn change_commit(&self, flags: u32) -> Result<()> {
        Err(unsupported("virInterfaceChangeCommit"))
    }

    /// Puts host interface configuration back to the restore point.
    fn change_rollback(&self, flags: u32) -> Result<()> {
        Err(unsupported("virInterfaceChangeRollback"))
    }

    /// Lists all host network interfaces that match the filter flags.
    fn list_all_interfaces(&self, need_results: i32, flags: u32) -> Result<InterfaceListAllInterfacesReply> {
        Err(unsupported("virConnectListAllInterfaces"))
    }
}
