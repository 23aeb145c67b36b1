//! Network filters.
//!
//! Generated from `api/nwfilter.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_variables, unused_imports)]

use std::os::fd::OwnedFd;

use xdr::{Decoder, Encoder, Xdr};

use super::{limits, types::*};
use crate::{Result, Stream, TypedParam, Uuid, unsupported};

/// What [`NwfilterDriver::list_all_nwfilters`] returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NwfilterListAllNwfiltersReply {
    pub filters: Vec<NwfilterRef>,
    pub ret: u32,
}

impl Xdr for NwfilterListAllNwfiltersReply {
    fn encode(&self, e: &mut Encoder) {
        e.list(&self.filters, limits::REMOTE_NWFILTER_LIST_MAX);
        e.put(&self.ret);
    }
    fn decode(d: &mut Decoder<'_>) -> xdr::Result<Self> {
        Ok(NwfilterListAllNwfiltersReply { filters: d.list(limits::REMOTE_NWFILTER_LIST_MAX)?, ret: d.get()? })
    }
}

/// Network filters.
pub trait NwfilterDriver: Send + Sync {
    /// Finds a network filter by its name.
    fn lookup_by_name(&self, name: &str) -> Result<NwfilterRef> {
        Err(unsupported("virNWFilterLookupByName"))
    }

    /// Finds a network filter by its 16-byte UUID.
    fn lookup_by_uuid(&self, uuid: &Uuid) -> Result<NwfilterRef> {
        Err(unsupported("virNWFilterLookupByUUID"))
    }

    /// Returns the network filter document.
    fn xml_desc(&self, nwfilter: &NwfilterRef, flags: u32) -> Result<String> {
        Err(unsupported("virNWFilterGetXMLDesc"))
    }

    /// Counts the network filters.
    fn num_of_nwfilters(&self) -> Result<i32> {
        Err(unsupported("virConnectNumOfNWFilters"))
    }

    /// Lists the names of at most `maxnames` network filters.
    fn list_nwfilters(&self, maxnames: i32) -> Result<Vec<String>> {
        Err(unsupported("virConnectListNWFilters"))
    }

    /// Stores a network filter, replacing one of the same name and UUID; guests that use it follow.
    fn define_xml(&self, xml: &str) -> Result<NwfilterRef> {
        Err(unsupported("virNWFilterDefineXML"))
    }

    /// Removes a network filter that nothing uses.
    fn undefine(&self, nwfilter: &NwfilterRef) -> Result<()> {
        Err(unsupported("virNWFilterUndefine"))
    }

    /// Lists all network filters.
    fn list_all_nwfilters(&self, need_results: i32, flags: u32) -> Result<NwfilterListAllNwfiltersReply> {
        Err(unsupported("virConnectListAllNWFilters"))
    }

    /// Stores a network filter, validating it against the schema when flags say so.
    fn define_xml_flags(&self, xml: &str, flags: u32) -> Result<NwfilterRef> {
        Err(unsupported("virNWFilterDefineXMLFlags"))
    }
}
