//! Behind a gate: Calls that only containers have.
//!
//! Generated from `api/lxc.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use super::{constants::*, limits, lxc::*, types::*};
use crate::gate::{Access, Gated};
use crate::{Result, Stream, TypedParam, Uuid};

impl LxcDriver for Gated<dyn LxcDriver> {
    fn domain_open_namespace(&self, dom: &DomainRef, flags: u32) -> Result<Vec<OwnedFd>> {
        self.gate.admit("virDomainLxcOpenNamespace", Access::Write)?;
        self.driver.domain_open_namespace(dom, flags)
    }
}
