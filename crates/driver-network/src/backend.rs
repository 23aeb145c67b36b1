//! `network.conf`: by which program the firewall's rules are made.

use std::io::ErrorKind;
use std::path::Path;

use host::files::Files;
use virt::{Error, Result};

/// Largest configuration file.
const MAX_FILE: u64 = 1 << 20;

/// What the administrator wants; anything but nftables is a wish that starts of networks refuse.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Backend(Option<String>);

impl Backend {
    /// Reads the configuration file, if there is one.
    pub(crate) fn read(files: &dyn Files, path: &Path) -> Backend {
        match files.read(path, MAX_FILE) {
            Ok(bytes) => Backend::parse(&String::from_utf8_lossy(&bytes)),
            Err(error) => {
                if error.kind() != ErrorKind::NotFound {
                    log::error!("cannot read '{}': {error}", path.display());
                }
                Backend::default()
            }
        }
    }

    fn parse(text: &str) -> Backend {
        let mut said = text.lines().filter_map(|line| {
            let (key, value) = line.split_once('=')?;
            let value = value.trim().trim_start_matches(['"', '\'']);
            (key.trim() == "firewall_backend").then(|| value.split(['"', '\'']).next().unwrap_or_default().to_owned())
        });
        Backend(said.next_back())
    }

    /// Refuses what this driver cannot do.
    pub(crate) fn check(&self) -> Result<()> {
        match self.0.as_deref() {
            None | Some("nftables") => Ok(()),
            Some(other) => {
                let message = format!("network.conf: firewall_backend = \"{other}\" is not supported");
                Err(Error::config_unsupported(message).remedy("set it to \"nftables\""))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_backend_is_there() {
        for (text, expected) in [
            ("", None),
            ("#firewall_backend = \"iptables\"\n", None),
            ("firewall_backend=\"nftables\" # new\n", Some("nftables")),
            (" firewall_backend = 'iptables'\nother = 1", Some("iptables")),
        ] {
            let backend = Backend::parse(text);
            assert_eq!(backend.0.as_deref(), expected, "{text}");
            assert_eq!(backend.check().is_ok(), expected != Some("iptables"));
        }
    }
}
