//! What `qemu.conf` says of displays and of encryption: passwords, SASL, certificates.

use std::path::Path;

use host::files::Files;
use qemu::argv::Certificates;
use virt::{Error, Result, SecretBytes, Uuid};

use crate::config::Settings;

/// How those who look at a display show who they are.
#[derive(Debug, Clone, Default)]
pub(crate) struct Access {
    /// The password where the document says none.
    pub(crate) password: Option<SecretBytes>,
    /// SASL asks them.
    pub(crate) sasl: bool,
    /// Where SASL's configuration is, if not where it usually is.
    pub(crate) sasl_dir: Option<String>,
}

impl Access {
    /// The settings of `vnc` or `spice`.
    pub(crate) fn read(settings: &Settings, display: &str) -> Result<Access> {
        Ok(Access {
            password: settings.text(&format!("{display}_password")).map(|text| SecretBytes::from(text.to_owned())),
            sasl: settings.switch(&format!("{display}_sasl"))?.unwrap_or(false),
            sasl_dir: settings.text(&format!("{display}_sasl_dir")).map(str::to_owned),
        })
    }
}

/// Encryption of one kind of connection.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tls {
    /// It is used where nobody says otherwise.
    pub(crate) enabled: bool,
    /// What is shown.
    pub(crate) certificates: Certificates,
}

/// Where certificates are that are for no purpose in particular.
const DEFAULT_FOLDER: &str = "/etc/pki/qemu";

impl Tls {
    /// The settings of one purpose: `vnc`, `spice`, `chardev`, `nbd`.
    pub(crate) fn read(settings: &Settings, files: &dyn Files, purpose: &str) -> Result<Tls> {
        let own = |what: &str| format!("{purpose}_tls_x509_{what}");
        let general = |what: &str| format!("default_tls_x509_{what}");
        let text = |what: &str| settings.text(&own(what)).or_else(|| settings.text(&general(what)));
        let usual = format!("/etc/pki/libvirt-{purpose}");
        let folder = match settings.text(&own("cert_dir")) {
            Some(folder) => folder.to_owned(),
            None if files.list(Path::new(&usual)).is_ok() => usual,
            None => settings.text(&general("cert_dir")).unwrap_or(DEFAULT_FOLDER).to_owned(),
        };
        let secret = text("secret_uuid").map(|uuid| {
            Uuid::parse(uuid).map_err(|_| Error::conf_syntax(format!("{}: '{uuid}' is no UUID", own("secret_uuid"))))
        });
        let verify = match settings.switch(&own("verify"))? {
            Some(verify) => verify,
            None => settings.switch(&general("verify"))?.unwrap_or(false),
        };
        let enabled = settings.switch(&format!("{purpose}_tls"))?.unwrap_or(false);
        Ok(Tls { enabled, certificates: Certificates { folder, secret: secret.transpose()?, verify } })
    }
}

#[cfg(test)]
mod tests {
    use host::files::SystemFiles;

    use super::*;
    use crate::config::parse;

    const UUID: &str = "6fd3f62d-9fe7-4a4e-a869-7acd6376d8ea";

    #[test]
    fn certificates_of_a_purpose_come_before_general_ones() {
        let text = format!(
            "vnc_tls = 1\nvnc_tls_x509_cert_dir = \"/a\"\nvnc_tls_x509_secret_uuid = \"{UUID}\"\ndefault_tls_x509_cert_dir = \"/b\"\ndefault_tls_x509_verify = 1\n"
        );
        let settings = parse(&text).unwrap();
        let vnc = Tls::read(&settings, &SystemFiles, "vnc").unwrap();
        let secret = Some(Uuid::parse(UUID).unwrap());
        assert!(vnc.enabled);
        assert_eq!(vnc.certificates, Certificates { folder: "/a".to_owned(), secret, verify: true });
        let other = Tls::read(&settings, &SystemFiles, "no-such-purpose").unwrap();
        assert!(!other.enabled);
        assert_eq!(other.certificates, Certificates { folder: "/b".to_owned(), secret: None, verify: true });
        let plain = Tls::read(&parse("").unwrap(), &SystemFiles, "no-such-purpose").unwrap();
        assert_eq!(plain.certificates.folder, DEFAULT_FOLDER);
        let wrong = parse("chardev_tls_x509_secret_uuid = \"x\"\n").unwrap();
        assert!(Tls::read(&wrong, &SystemFiles, "chardev").is_err());
    }

    #[test]
    fn passwords_are_kept_out_of_logs() {
        let settings = parse("vnc_password = \"sesame\"\nvnc_sasl = 1\n").unwrap();
        let access = Access::read(&settings, "vnc").unwrap();
        assert!(access.sasl && access.password.as_ref().unwrap().expose() == b"sesame");
        assert!(!format!("{access:?}").contains("sesame"));
    }
}
