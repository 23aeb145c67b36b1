//! The commands of a probe. None depends on another's answer, so all can be sent at once.

use serde_json::{Value, json};

/// A monitor command to ask.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The command.
    pub command: &'static str,
    /// Its arguments.
    pub arguments: Option<Value>,
}

fn plain(command: &'static str) -> Question {
    Question { command, arguments: None }
}

/// Device types whose properties flags depend on.
const DEVICES: &[&str] = &[
    "virtio-blk-pci",
    "virtio-net-pci",
    "virtio-scsi-pci",
    "virtio-net-ccw",
    "virtio-scsi-ccw",
    "vfio-pci",
    "scsi-hd",
    "ide-hd",
    "PIIX4_PM",
    "usb-redir",
    "usb-storage",
    "kvm-pit",
    "VGA",
    "vmware-svga",
    "qxl",
    "virtio-gpu-pci",
    "virtio-gpu-device",
    "ICH9-LPC",
    "virtio-balloon-pci",
    "virtio-balloon-ccw",
    "virtio-balloon-device",
    "intel-iommu",
    "spapr-pci-host-bridge",
    "mch",
    "nvdimm",
    "pcie-root-port",
    "usb-host",
    "vhost-user-fs-device",
    "virtio-mem-pci",
    "virtio-iommu-pci",
];

/// Object types whose properties flags depend on.
const OBJECTS: &[&str] = &[
    "memory-backend-file",
    "memory-backend-memfd",
    "max-x86_64-cpu",
    "max-i386-cpu",
    "max-arm-cpu",
    "none-machine",
    "generic-pc-machine",
    "virt-machine",
];

/// What a QEMU is asked that may use KVM.
pub fn general_questions(kvm: bool) -> Vec<Question> {
    let mut list: Vec<Question> =
        ["query-version", "query-target", "query-qmp-schema", "query-kvm", "qom-list-types"].map(plain).into();
    let about =
        |command: &'static str, typename: &&str| Question { command, arguments: Some(json!({ "typename": typename })) };
    list.extend(DEVICES.iter().map(|typename| about("device-list-properties", typename)));
    list.extend(OBJECTS.iter().map(|typename| about("qom-list-properties", typename)));
    list.extend(
        ["query-tpm-models", "query-tpm-types", "query-command-line-options", "query-migrate-capabilities"].map(plain),
    );
    list.extend(["query-sev-capabilities", "query-sgx-capabilities", "query-gic-capabilities"].map(plain));
    list.extend(accelerator_questions(if kvm { "host" } else { "max" }));
    if kvm {
        let model = json!({"name": "host", "props": {"migratable": false, "hv-passthrough": true}});
        list.push(expansion("full", model));
    }
    list
}

/// What a QEMU is asked that emulates, after one with KVM has answered the general questions.
pub fn tcg_questions() -> Vec<Question> {
    accelerator_questions("max")
}

fn expansion(kind: &str, model: Value) -> Question {
    Question { command: "query-cpu-model-expansion", arguments: Some(json!({"type": kind, "model": model})) }
}

fn accelerator_questions(model: &str) -> Vec<Question> {
    vec![
        plain("query-machines"),
        plain("query-cpu-definitions"),
        expansion("static", json!({ "name": model })),
        expansion("static", json!({"name": model, "props": {"migratable": false}})),
        expansion("full", json!({ "name": model })),
    ]
}
