//! Calls that only containers have.
//!
//! Generated from `api/lxc.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_variables, unused_imports)]

use std::os::fd::OwnedFd;

use xdr::{Decoder, Encoder, Xdr};

use super::{limits, types::*};
use crate::{Result, Stream, TypedParam, Uuid, unsupported};

/// Calls that only containers have.
pub trait LxcDriver: Send + Sync {
    /// Returns descriptors of the namespaces of a container.
    fn domain_open_namespace(&self, dom: &DomainRef, flags: u32) -> Result<Vec<OwnedFd>> {
        Err(unsupported("virDomainLxcOpenNamespace"))
    }
}
