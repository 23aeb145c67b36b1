//! Memory that the host cannot read, and keys that it wraps for the guest.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use crate::words::{OnOff, YesNo};
use xml::{Hex, Text, Xml};

/// `<launchSecurity>`
#[derive(Xml, Debug, Clone, PartialEq)]
#[xml(tag = "type")]
pub enum LaunchSecurity {
    Sev(Sev),
    SevSnp(SevSnp),
    S390Pv,
}

impl LaunchSecurity {
    /// The policy of a guest whose memory AMD's processor encrypts.
    pub fn sev_policy(&self) -> Option<u32> {
        match self {
            LaunchSecurity::Sev(sev) => Some(u32::try_from(sev.policy.0.0).unwrap_or(u32::MAX)),
            _ => None,
        }
    }
}

/// AMD's encrypted memory.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Sev {
    #[xml("kernelHashes")]
    pub kernel_hashes: Option<YesNo>,
    pub cbitpos: Option<Text<u32>>,
    #[xml("reducedPhysBits")]
    pub reduced_phys_bits: Option<Text<u32>>,
    pub policy: Text<Hex<4>>,
    #[xml("dhCert")]
    pub dh_cert: Option<Text>,
    pub session: Option<Text>,
}

/// AMD's encrypted memory with integrity.
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct SevSnp {
    #[xml("kernelHashes")]
    pub kernel_hashes: Option<YesNo>,
    #[xml("authorKey")]
    pub author_key: Option<YesNo>,
    pub vcek: Option<YesNo>,
    pub cbitpos: Option<Text<u32>>,
    #[xml("reducedPhysBits")]
    pub reduced_phys_bits: Option<Text<u32>>,
    pub policy: Text<Hex<8>>,
    #[xml("guestVisibleWorkarounds")]
    pub guest_visible_workarounds: Option<Text>,
    #[xml("idBlock")]
    pub id_block: Option<Text>,
    #[xml("idAuth")]
    pub id_auth: Option<Text>,
    #[xml("hostData")]
    pub host_data: Option<Text>,
}

/// `<keywrap>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Keywrap {
    #[xml("cipher")]
    pub ciphers: Vec<KeywrapCipher>,
}

/// One cipher.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct KeywrapCipher {
    pub name: KeywrapName,
    pub state: OnOff,
}

/// The ciphers.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeywrapName {
    Aes,
    Dea,
}
