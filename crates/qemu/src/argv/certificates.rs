//! Certificates by which QEMU and who it talks to show each other who they are.

use virt::{Result, Uuid};

use super::props::Props;
use super::secret::Wanted;
use super::{Build, Runtime};

/// The host's certificates for one purpose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Certificates {
    /// Their folder.
    pub folder: String,
    /// The secret with the password of the private key, if it has one.
    pub secret: Option<Uuid>,
    /// Whether the other side must show a certificate, too.
    pub verify: bool,
}

impl Certificates {
    /// The objects that give QEMU the certificates: the key's password, if it has one, then they themselves.
    pub(super) fn objects(&self, runtime: &Runtime, id: &str, secret_id: &str, end: &str) -> Result<Vec<Props>> {
        let mut objects = Vec::new();
        if let Some(secret) = self.secret {
            objects.push(runtime.secret(secret_id, &Wanted::of_key(secret))?);
        }
        let props = Props::object("tls-creds-x509", id).with("dir", self.folder.clone()).with("endpoint", end);
        let props = props.with("verify-peer", self.verify || end == "client");
        objects.push(props.maybe("passwordid", self.secret.map(|_| secret_id)));
        Ok(objects)
    }
}

impl Build<'_> {
    /// Gives QEMU the certificates.
    pub(super) fn certificates(&mut self, which: &Certificates, id: &str, secret_id: &str, end: &str) -> Result<()> {
        for props in which.objects(self.runtime, id, secret_id, end)? {
            self.option("-object", props.text());
        }
        Ok(())
    }
}
