//! What a read-only connection may do: Calls that only containers have.
//!
//! Generated from `api/lxc.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports, unused_variables)]

use std::os::fd::OwnedFd;

use super::{constants::*, limits, lxc::*, types::*};
use crate::read_only::{ReadOnly, refuse_flag, refused};
use crate::{Result, Stream, TypedParam, Uuid};

impl LxcDriver for ReadOnly<dyn LxcDriver> {
    fn domain_open_namespace(&self, dom: &DomainRef, flags: u32) -> Result<Vec<OwnedFd>> {
        Err(refused("virDomainLxcOpenNamespace"))
    }
}
