//! Controllers and hubs.

use conf::domain::controller::{Controller, ControllerType};
use conf::domain::small::Iommu;
use virt::{Error, Result};

use super::Build;
use super::disk::thread_mapping;
use super::props::{Props, virtio_name};

/// The order in which the kinds are created: buses before what sits on them.
const ORDER: [ControllerType; 9] = [
    ControllerType::Pci,
    ControllerType::Usb,
    ControllerType::Scsi,
    ControllerType::Ide,
    ControllerType::Sata,
    ControllerType::Fdc,
    ControllerType::VirtioSerial,
    ControllerType::Ccid,
    ControllerType::Nvme,
];

impl Build<'_> {
    pub(super) fn controllers(&mut self) -> Result<()> {
        for kind in ORDER {
            if kind == ControllerType::Ccid {
                // Card readers may sit on hubs.
                self.hubs()?;
            }
            let of_kind = self.domain.devices.controllers.iter().filter(|c| c.kind == kind);
            // Companions stand behind their main controllers.
            let controllers: Vec<_> = of_kind.collect();
            for controller in controllers {
                if let Some(props) = self.controller(controller)? {
                    self.device(props);
                }
            }
        }
        Ok(())
    }

    /// One controller that comes while the guest runs.
    pub(super) fn plugged_controller(&mut self, alias: &str) -> Result<()> {
        let controller = self.domain.devices.controllers.iter().find(|controller| controller.info.alias() == alias);
        let controller = controller.ok_or_else(|| Error::internal(format!("no controller is called '{alias}'")))?;
        match self.controller(controller)? {
            Some(props) => self.device(props),
            None => return Err(Error::operation_unsupported(format!("controller '{alias}' is part of the machine"))),
        }
        Ok(())
    }

    /// The device of a controller; `None` for those that the machine has by itself.
    fn controller(&self, controller: &Controller) -> Result<Option<Props>> {
        let alias = controller.info.alias();
        let props = match controller.kind {
            ControllerType::Pci => return self.pci_controller(controller),
            ControllerType::Usb => match self.usb_controller(controller)? {
                Some(props) => props,
                None => return Ok(None),
            },
            // It is part of the machine.
            ControllerType::Scsi if controller.model() == "ncr53c90" => return Ok(None),
            ControllerType::Scsi => return self.scsi_controller(controller).map(Some),
            ControllerType::VirtioSerial => {
                let name = virtio_name("virtio-serial", controller.model.as_deref(), &controller.info);
                Props::driver(&name)
                    .virtio(controller.driver.as_ref().map(|d| &d.virtio))
                    .with("id", alias)
                    .maybe("max_ports", controller.ports)
                    .maybe("vectors", controller.vectors)
            }
            ControllerType::Ccid => Props::driver("usb-ccid").with("id", alias),
            ControllerType::Sata if controller.index == 0 && self.machine.is_q35() => return Ok(None),
            ControllerType::Sata => Props::driver("ahci").with("id", alias),
            ControllerType::Ide if controller.index == 0 && self.machine.has_builtin_ide() => return Ok(None),
            ControllerType::Ide => {
                return Err(Error::config_unsupported(
                    "Only a single IDE controller is supported for this machine type",
                ));
            }
            ControllerType::Fdc => return Ok(None),
            kind => return Err(Error::config_unsupported(format!("unsupported controller type: {}", kind.as_str()))),
        };
        self.place(props, &controller.info).map(Some)
    }

    fn pci_controller(&self, controller: &Controller) -> Result<Option<Props>> {
        let target = controller.target.clone().unwrap_or_default();
        let model = controller.model();
        if matches!(model, "pci-root" | "pcie-root") {
            if self.machine.is_pseries() && controller.index > 0 {
                let index = target.index.unwrap_or(controller.index);
                let props = Props::driver("spapr-pci-host-bridge").with("index", index);
                let props = props.with("id", controller.info.alias()).maybe("numa_node", target.node.map(|n| n.0));
                return Ok(Some(props));
            }
            return Ok(None);
        }
        let name = controller.model_name.as_deref().unwrap_or(model);
        let mut props = Props::driver(name);
        match model {
            "pci-bridge" => props = props.maybe("chassis_nr", target.chassis_nr),
            "pcie-root-port" | "pcie-switch-downstream-port" => {
                props = props.maybe("port", target.port.map(|p| p.0)).maybe("chassis", target.chassis);
                props = props.switch("hotplug", target.hotplug);
            }
            "pci-expander-bus" | "pcie-expander-bus" => props = props.maybe("bus_nr", target.bus_nr),
            _ => (),
        }
        props = props.with("id", controller.info.alias());
        if matches!(model, "pci-expander-bus" | "pcie-expander-bus") {
            props = props.maybe("numa_node", target.node.map(|n| n.0));
        }
        self.place(props, &controller.info).map(Some)
    }

    fn usb_controller(&self, controller: &Controller) -> Result<Option<Props>> {
        let name = match controller.model() {
            "none" => return Ok(None),
            "piix3-uhci" => "piix3-usb-uhci",
            "piix4-uhci" => "piix4-usb-uhci",
            "ehci" => "usb-ehci",
            "ich9-ehci1" => "ich9-usb-ehci1",
            "ich9-uhci1" => "ich9-usb-uhci1",
            "ich9-uhci2" => "ich9-usb-uhci2",
            "ich9-uhci3" => "ich9-usb-uhci3",
            "vt82c686b-uhci" => "vt82c686b-usb-uhci",
            "pci-ohci" => "pci-ohci",
            "nec-xhci" => "nec-usb-xhci",
            "qemu-xhci" => "qemu-xhci",
            "" => return Err(Error::config_unsupported("Unable to determine model for USB controller")),
            other => return Err(Error::config_unsupported(format!("unsupported usb controller model: {other}"))),
        };
        // Those whose presence is never asked come with others.
        let always = name.starts_with("ich9-usb-uhci") || name == "vt82c686b-usb-uhci";
        if !always && !self.caps.has(name) {
            return Err(Error::config_unsupported(format!("{} not supported in this QEMU binary", controller.model())));
        }
        let mut props = Props::driver(name).maybe("p2", controller.ports).maybe("p3", controller.ports);
        match &controller.info.master {
            Some(master) => {
                let bus = self.controller_alias(ControllerType::Usb, controller.index)?;
                props = props.with("masterbus", format!("{bus}.0")).with("firstport", master.startport);
            }
            None => props = props.with("id", controller.info.alias()),
        }
        Ok(Some(props))
    }

    fn scsi_controller(&self, controller: &Controller) -> Result<Props> {
        let alias = controller.info.alias();
        let driver = controller.driver.as_ref();
        let props = match controller.model() {
            "virtio-scsi" | "virtio-transitional" | "virtio-non-transitional" => {
                let name = virtio_name("virtio-scsi", controller.model.as_deref(), &controller.info);
                Props::driver(&name)
                    .virtio(driver.map(|d| &d.virtio))
                    .maybe("iothread", driver.and_then(|d| d.iothread).map(|id| format!("iothread{id}")))
                    .with("id", alias)
                    .maybe("num_queues", driver.and_then(|d| d.queues))
                    .maybe("cmd_per_lun", driver.and_then(|d| d.cmd_per_lun))
                    .maybe("max_sectors", driver.and_then(|d| d.max_sectors))
                    .switch("ioeventfd", driver.and_then(|d| d.ioeventfd))
                    .maybe("iothread-vq-mapping", driver.and_then(|d| d.iothreads.as_ref()).map(thread_mapping))
            }
            "lsilogic" => Props::driver("lsi").with("id", alias),
            "ibmvscsi" => Props::driver("spapr-vscsi").with("id", alias),
            "lsisas1068" => Props::driver("mptsas1068").with("id", alias),
            "lsisas1078" => Props::driver("megasas").with("id", alias),
            "am53c974" => Props::driver("am53c974").with("id", alias),
            "dc390" => Props::driver("dc-390").with("id", alias),
            other => return Err(Error::config_unsupported(format!("Unsupported controller model: {other}"))),
        };
        self.place(props, &controller.info)
    }

    fn hubs(&mut self) -> Result<()> {
        for hub in &self.domain.devices.hubs {
            let props = self.place(Props::driver("usb-hub").with("id", hub.info.alias()), &hub.info)?;
            self.device(props);
        }
        Ok(())
    }

    pub(super) fn iommus(&mut self) -> Result<()> {
        for iommu in &self.domain.devices.iommus {
            if let Some(props) = self.iommu(iommu)? {
                self.device(props);
            }
        }
        Ok(())
    }

    fn iommu(&self, iommu: &Iommu) -> Result<Option<Props>> {
        let driver = iommu.driver.clone().unwrap_or_default();
        Ok(match iommu.model.as_str() {
            "intel" => Some(
                Props::driver("intel-iommu")
                    .with("id", iommu.info.alias())
                    .maybe("intremap", driver.intremap.map(|v| v.as_str()))
                    .switch("caching-mode", driver.caching_mode)
                    .maybe("eim", driver.eim.map(|v| v.as_str()))
                    .switch("device-iotlb", driver.iotlb)
                    .maybe("aw-bits", driver.aw_bits)
                    .switch("dma-translation", driver.dma_translation),
            ),
            "virtio" => {
                let props = Props::driver("virtio-iommu").with("id", iommu.info.alias());
                Some(self.place(props, &iommu.info)?)
            }
            "smmuv3" => None,
            other => return Err(Error::config_unsupported(format!("unsupported IOMMU model '{other}'"))),
        })
    }
}
