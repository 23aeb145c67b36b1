//! Memory that guests share with each other.

use conf::domain::small::Shmem;
use conf::words::OnOff;
use virt::{Error, Result};

use super::Build;
use super::props::{Props, escape};

impl Build<'_> {
    pub(super) fn shmems(&mut self) -> Result<()> {
        for shmem in &self.domain.devices.shmems {
            match shmem.model.as_ref().map_or("", |model| &model.kind) {
                "ivshmem-plain" => self.plain_shmem(shmem)?,
                "ivshmem-doorbell" => self.doorbell(shmem)?,
                "ivshmem" | "" => {
                    return Err(Error::config_unsupported("ivshmem device is no longer supported")
                        .remedy("use the model ivshmem-plain or ivshmem-doorbell"));
                }
                other => return Err(Error::config_unsupported(format!("unknown shared memory model '{other}'"))),
            }
        }
        Ok(())
    }

    /// Memory that is a file of the host.
    fn plain_shmem(&mut self, shmem: &Shmem) -> Result<()> {
        let alias = shmem.info.alias();
        let id = format!("shmmem-{alias}");
        let object = Props::object("memory-backend-file", &id).with("mem-path", format!("/dev/shm/{}", shmem.name));
        let object = object.maybe("size", shmem.size.as_ref().map(|size| size.bytes)).with("share", true);
        self.option("-object", object.text());
        let master = shmem.role.as_deref().map(|role| if role == "master" { "on" } else { "off" });
        let props = Props::driver("ivshmem-plain").with("id", alias).with("memdev", id).maybe("master", master);
        let props = self.place(props, &shmem.info)?;
        self.device(props);
        Ok(())
    }

    /// Memory that a server hands out, which also passes interrupts on.
    fn doorbell(&mut self, shmem: &Shmem) -> Result<()> {
        let alias = shmem.info.alias();
        let chardev = format!("char{alias}");
        let msi = shmem.msi.clone().unwrap_or_default();
        let props = Props::driver("ivshmem-doorbell").with("id", alias).with("chardev", chardev.clone());
        let props = props.maybe("vectors", msi.vectors).with("ioeventfd", msi.ioeventfd != Some(OnOff::Off));
        let props = self.place(props, &shmem.info)?;
        self.device(props);
        let path = shmem.server.as_ref().and_then(|server| server.path.clone());
        let path = path.unwrap_or_else(|| format!("/var/lib/libvirt/shmem-{}-sock", shmem.name));
        self.option("-chardev", format!("socket,id={chardev},path={}", escape(&path)));
        Ok(())
    }
}
