//! `<hostdev>`: host devices given to the guest.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use super::address::DeviceInfo;
use crate::words::{OnOff, YesNo};
use xml::{Raw, Xml};

/// `<hostdev>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Hostdev {
    #[xml(default)]
    pub mode: HostdevMode,
    #[xml("type")]
    pub kind: String,
    pub managed: Option<YesNo>,
    pub model: Option<String>,
    pub display: Option<OnOff>,
    pub ramfb: Option<OnOff>,
    pub sgio: Option<String>,
    pub rawio: Option<YesNo>,
    pub driver: Option<Raw>,
    pub source: Raw,
    pub teaming: Option<Raw>,
    pub readonly: bool,
    pub shareable: bool,
    #[xml(flatten)]
    pub info: DeviceInfo,
}

/// What is given.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HostdevMode {
    #[default]
    Subsystem,
    Capabilities,
}
