//! The remote driver: Calls that only containers have.
//!
//! Generated from `api/lxc.api` by `cargo xtask gen`. Do not edit.

#![allow(unused_imports)]

use std::os::fd::OwnedFd;

use virt::generated::{limits, lxc::*, types::*};
use virt::{Result, Stream, TypedParam, Uuid};
use xdr::Encoder;

use crate::client::{Remote, decoded};
use crate::wire::Program;

impl LxcDriver for Remote {
    fn domain_open_namespace(&self, dom: &DomainRef, flags: u32) -> Result<Vec<OwnedFd>> {
        let mut e = Encoder::new();
        e.put(dom);
        e.put(&flags);
        let (_, fds) = self.call_with_fds(Program::Lxc, 1, e, vec![])?;
        Ok(fds)
    }
}
