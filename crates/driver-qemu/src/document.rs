//! From the user's text to a document that can be defined or started.

use std::path::Path;
use std::sync::Arc;

use conf::domain::graphics::Graphics;
use conf::domain::{Domain, ParseFlags};
use qemu::defaults::{Facts, complete};
use virt::{Error, ErrorCode, Result};

use crate::binaries::KnownBinary;
use crate::core::Core;

impl Core {
    /// Reads a user's document, checks it and fills in what it leaves to the driver.
    pub(crate) fn parse_document(&self, xml: &str, flags: ParseFlags) -> Result<Domain> {
        let parsed = Domain::parse(xml, flags).and_then(|domain| {
            // What costs nothing is refused before a QEMU is asked.
            conf::domain::validate::name(&domain.name)?;
            Ok(domain)
        });
        let mut domain = parsed.map_err(|e| e.in_domain(virt::ErrorDomain::DOMAIN))?;
        self.complete(&mut domain, true)?;
        self.check_displays(&domain)?;
        Ok(domain)
    }

    /// Refuses displays that the administrator has not provided for.
    fn check_displays(&self, domain: &Domain) -> Result<()> {
        let wants_tls = |graphics: &Graphics| match graphics {
            Graphics::Spice(spice) => spice.port.tls_port.is_some_and(|port| port > 0),
            _ => false,
        };
        match !self.config.spice_tls.enabled && domain.devices.graphics.iter().any(wants_tls) {
            true => Err(Error::config_unsupported(
                "spice TLS port set in XML configuration, but TLS is disabled in qemu.conf",
            )
            .remedy("set spice_tls = 1 in qemu.conf, or leave the TLS port out")),
            false => Ok(()),
        }
    }

    /// Fills in what a document leaves to the driver; for one that is complete nothing changes.
    pub(crate) fn complete(&self, domain: &mut Domain, new: bool) -> Result<Arc<KnownBinary>> {
        self.fill_in(domain, new, true)
    }

    /// Fills in what a device leaves to the driver that joins those of a complete document.
    pub(crate) fn complete_plugged(&self, domain: &mut Domain) -> Result<Arc<KnownBinary>> {
        self.fill_in(domain, true, false)
    }

    fn fill_in(&self, domain: &mut Domain, new: bool, spare_port: bool) -> Result<Arc<KnownBinary>> {
        let host_arch = host::uname().machine;
        let arch = domain.os.kind.arch.clone().unwrap_or_else(|| host_arch.clone());
        let emulator = match &domain.devices.emulator {
            Some(emulator) => emulator.0.clone(),
            None => default_emulator(&arch)?,
        };
        let binary = self.binary(Path::new(&emulator))?;
        let mut failure = None;
        let mut random = |bytes: &mut [u8]| {
            if let Err(error) = host::random::fill(bytes) {
                failure = Some(error);
            }
        };
        // Only a guest that asks for firmware needs the host's descriptions.
        let wanted = domain.os.firmware.is_some() || domain.os.loader.is_some();
        let firmware = if wanted { crate::firmware::all(&*self.files) } else { Vec::new() };
        let nvram_dir = self.paths.lib.join("nvram").to_string_lossy().into_owned();
        let facts = Facts {
            caps: &binary.capabilities,
            emulator: &emulator,
            host_arch: &host_arch,
            abi_update: new,
            spare_port,
            firmware: &firmware,
            // Labels are given by account numbers; no other model is known here.
            security_model: Some("none"),
            nvram_dir: &nvram_dir,
            random: &mut random,
        };
        complete(domain, facts)?;
        match failure {
            Some(error) => Err(Error::system("cannot get random bytes", &error)),
            None => Ok(binary),
        }
    }

    /// A QEMU binary and what it can do.
    pub(crate) fn binary(&self, path: &Path) -> Result<Arc<KnownBinary>> {
        self.binaries.find(&*self.files, &*self.processes, path)
    }
}

/// Folders in which QEMU binaries are looked for.
const FOLDERS: [&str; 3] = ["/usr/bin", "/usr/local/bin", "/usr/libexec"];

/// The QEMU of a guest architecture.
pub(crate) fn default_emulator(arch: &str) -> Result<String> {
    let suffix = match arch {
        "i686" => "i386",
        "armv7l" | "armv6l" => "arm",
        "ppc64le" => "ppc64",
        other => other,
    };
    if suffix.is_empty() || !suffix.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        return Err(Error::config_unsupported(format!("unknown architecture '{}'", arch.escape_default())));
    }
    let candidates = FOLDERS.iter().map(|folder| format!("{folder}/qemu-system-{suffix}"));
    let mut found = candidates.filter(|path| Path::new(path).exists());
    found.next().ok_or_else(|| {
        Error::new(ErrorCode::CONFIG_UNSUPPORTED, format!("No emulator found for arch '{arch}'"))
            .remedy(format!("install the package with qemu-system-{suffix}"))
    })
}
