//! Filters bound to guest ports.
//!
//! Generated from `api/nwfilter_binding.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_variables, unused_imports)]

use std::os::fd::OwnedFd;

use xdr::{Decoder, Encoder, Xdr};

use super::{limits, types::*};
use crate::{Result, Stream, TypedParam, Uuid, unsupported};

/// What [`NwfilterBindingDriver::list_all_nwfilter_bindings`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NwfilterBindingListAllNwfilterBindingsReply {
    pub bindings: Vec<NwfilterBindingRef>,
    pub ret: u32,
}

impl Xdr for NwfilterBindingListAllNwfilterBindingsReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.bindings, limits::REMOTE_NWFILTER_BINDING_LIST_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NwfilterBindingListAllNwfilterBindingsReply {
            bindings: d.list(limits::REMOTE_NWFILTER_BINDING_LIST_MAX)?,
            ret: d.get()?,
        })
    }
}

/// Filters bound to guest ports.
pub trait NwfilterBindingDriver: Send + Sync {
    /// Finds a filter binding by the name of its port device.
    fn lookup_by_port_dev(&self, name: &str) -> Result<NwfilterBindingRef> {
        Err(unsupported("virNWFilterBindingLookupByPortDev"))
    }

    /// Returns the filter binding document.
    fn xml_desc(&self, nwfilter: &NwfilterBindingRef, flags: u32) -> Result<String> {
        Err(unsupported("virNWFilterBindingGetXMLDesc"))
    }

    /// Binds a network filter to a port device as the document describes.
    fn create_xml(&self, xml: &str, flags: u32) -> Result<NwfilterBindingRef> {
        Err(unsupported("virNWFilterBindingCreateXML"))
    }

    /// Removes a filter binding and its rules.
    fn delete(&self, nwfilter: &NwfilterBindingRef) -> Result<()> {
        Err(unsupported("virNWFilterBindingDelete"))
    }

    /// Lists all filter bindings.
    fn list_all_nwfilter_bindings(
        &self,
        need_results: i32,
        flags: u32,
    ) -> Result<NwfilterBindingListAllNwfilterBindingsReply> {
        Err(unsupported("virConnectListAllNWFilterBindings"))
    }
}
