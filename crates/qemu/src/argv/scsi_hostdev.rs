//! SCSI devices of the host or of an iSCSI server that a guest has whole.

use conf::domain::address::Address;
use conf::domain::controller::ControllerType;
use conf::domain::hostdev::{Hostdev, ScsiSource};
use conf::domain::storage::NetProtocol;
use virt::{Error, Result};

use super::Build;
use super::block_source::{Access, iscsi};
use super::props::Props;
use super::secret::Wanted;

impl Build<'_> {
    /// The block node of such a device, and the guest's device above it.
    pub(super) fn scsi_hostdev(&mut self, hostdev: &Hostdev, source: &ScsiSource) -> Result<Props> {
        let alias = hostdev.info.alias();
        self.numbers.images += 1;
        let name = format!("libvirt-{}-backend", self.numbers.images);
        let node = match source {
            ScsiSource::Adapter { adapter, address, .. } => {
                let device = self.runtime.scsi_devices.get(alias).ok_or_else(|| {
                    let place = format!("{} {}:{}:{}", adapter.name, address.bus, address.target, address.unit);
                    Error::config_unsupported(format!("nobody has looked up the SCSI device of the host at {place}"))
                })?;
                Props::driver("host_device").with("filename", device.clone())
            }
            ScsiSource::Iscsi(server) => {
                let access = match &server.auth {
                    None => Access::default(),
                    Some(auth) => {
                        let id = format!("{name}-secret0");
                        let secret = self.runtime.secret(&id, &Wanted::by_server(&auth.secret)?)?;
                        self.option("-object", secret.text());
                        Access { user: Some(auth.username.clone()), password: Some(id) }
                    }
                };
                let host = server.hosts.first();
                let port = host.and_then(|h| h.port).or(NetProtocol::Iscsi.default_port()).unwrap_or(0);
                let address = host.and_then(|h| h.name.clone()).unwrap_or_default();
                iscsi(&format!("{address}:{port}"), &server.name, access, server.initiator.as_ref())
            }
        };
        self.option("-blockdev", node.with("node-name", name.clone()).with("read-only", hostdev.readonly).text());
        let props = Props::driver("scsi-generic").with("drive", name).with("id", alias);
        let props = props.maybe("bootindex", self.boot.of_alias(alias));
        let Some(Address::Drive(at)) = &hostdev.info.address else {
            return Err(Error::internal(format!("SCSI host device '{alias}' has no place in the guest")));
        };
        let bus = self.controller_alias(ControllerType::Scsi, at.controller)?;
        let props = props.with("bus", format!("{bus}.0"));
        Ok(match self.is_old_scsi(at.controller) {
            true => props.with("scsi-id", at.unit),
            false => props.with("channel", at.bus).with("scsi-id", at.target).with("lun", at.unit),
        })
    }

    /// Whether a controller tells devices apart by one number only.
    pub(super) fn is_old_scsi(&self, index: u32) -> bool {
        let mut controllers = self.domain.devices.controllers.iter();
        let controller = controllers.find(|c| c.kind == ControllerType::Scsi && c.index == index);
        matches!(controller.map_or("", |c| c.model()), "lsilogic" | "ncr53c90" | "dc390" | "am53c974")
    }
}
