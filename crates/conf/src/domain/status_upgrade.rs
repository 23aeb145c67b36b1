//! Run-time files of earlier daemons: what they did not keep, because it followed from the devices' own names.

use super::Domain;
use super::disk::Disk;
use super::hostdev::{HostdevSource, IscsiSource, ScsiSource};
use super::storage::{
    DiskSource, NetProtocol, NodeName, NodeNames, ObjectAlias, PrivateData, PrivateObjects, SecretObject,
};
use crate::encryption::{EncryptionEngine, EncryptionFormat};

/// Gives the secrets, TLS objects and nodes that QEMU has for the guest's disks and SCSI devices their names.
pub(super) fn name_objects(domain: &mut Domain) {
    domain.devices.disks.iter_mut().for_each(disk);
    for hostdev in &mut domain.devices.hostdevs {
        let alias = hostdev.info.alias().to_owned();
        if let HostdevSource::Scsi(source) = &mut hostdev.source
            && !alias.is_empty()
        {
            scsi(source, &alias);
        }
    }
}

fn secret(kind: &str, alias: String) -> SecretObject {
    SecretObject { kind: kind.to_owned(), alias }
}

fn disk(disk: &mut Disk) {
    let alias = disk.info.alias().to_owned();
    let mut objects = PrivateObjects::default();
    if let DiskSource::Network(network) = &mut disk.source {
        network.complete_ports();
        let takes_secret = matches!(network.protocol, NetProtocol::Iscsi | NetProtocol::Rbd);
        if takes_secret && (network.common.auth.is_some() || disk.auth.is_some()) {
            objects.secrets.push(secret("auth", format!("{alias}-secret0")));
        }
        if network.tls.is_some_and(|tls| tls.is_yes()) {
            objects.tls = Some(ObjectAlias { alias: format!("obj{alias}_tls0") });
        }
    }
    let common = disk.source.common_mut();
    if let Some(encryption) = &mut common.encryption {
        encryption.engine.get_or_insert(EncryptionEngine::Qemu);
        if encryption.format == EncryptionFormat::Luks {
            objects.secrets.push(secret("encryption", format!("{alias}-luks-secret0")));
        }
    }
    if objects != PrivateObjects::default() && !alias.is_empty() {
        common.private_data.get_or_insert_default().objects.get_or_insert(objects);
    }
}

fn scsi(source: &mut ScsiSource, alias: &str) {
    let (private, is_authenticated) = match source {
        ScsiSource::Adapter { private_data, .. } => (private_data.get_or_insert_default().as_mut(), false),
        ScsiSource::Iscsi(IscsiSource { private_data, auth, .. }) => {
            (private_data.get_or_insert_default(), auth.is_some())
        }
    };
    let PrivateData { nodenames, objects, .. } = private;
    let node = NodeName { kind: Some("storage".to_owned()), name: format!("libvirt-{alias}-backend") };
    nodenames.get_or_insert_with(|| NodeNames { names: vec![node] });
    if is_authenticated {
        let secrets = vec![secret("auth", format!("{alias}-secret0"))];
        objects.get_or_insert_with(|| PrivateObjects { secrets, tls: None });
    }
}
