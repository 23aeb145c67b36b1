//! SCSI: adapters, targets, units, and the files through which units are spoken to.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use xml::{Element, Field, Node, Result, Text, Writer, Xml};

/// `<capability type='scsi_host'>`: an adapter.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ScsiHost {
    pub host: Option<Text<u32>>,
    pub unique_id: Option<Text<u32>>,
    pub capabilities: Vec<HostCapability>,
}

/// `<capability>` of an adapter.
#[derive(Xml, Debug, Clone, PartialEq)]
#[xml(tag = "type")]
pub enum HostCapability {
    #[xml("fc_host")]
    FcHost { wwnn: Option<Text>, wwpn: Option<Text>, fabric_wwn: Option<Text> },
    /// It can have virtual adapters.
    #[xml("vport_ops")]
    VportOps(VportOps),
}

/// `<capability type='vport_ops'>`: how many virtual adapters there can be and are; only the driver knows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct VportOps {
    pub max_vports: u32,
    pub vports: u32,
}

/// `<capability type='scsi_target'>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct ScsiTarget {
    pub target: Text,
    #[xml("capability")]
    pub capabilities: Vec<TargetCapability>,
}

/// `<capability>` of a target.
#[derive(Xml, Debug, Clone, PartialEq)]
#[xml(tag = "type")]
pub enum TargetCapability {
    #[xml("fc_remote_port")]
    FcRemotePort { rport: Text, wwpn: Text },
}

/// `<capability type='scsi'>`: a unit.
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct Scsi {
    pub host: Text<u32>,
    pub bus: Text<u32>,
    pub target: Text<u32>,
    pub lun: Text<u64>,
    #[xml("type")]
    pub kind: Option<Text>,
}

/// `<capability type='scsi_generic'>`
#[derive(Xml, Debug, Clone, PartialEq)]
pub struct ScsiGeneric {
    #[xml("char")]
    pub device: Text,
}

impl HostCapability {
    fn order(&self) -> u8 {
        match self {
            HostCapability::FcHost { .. } => 0,
            HostCapability::VportOps(_) => 1,
        }
    }
}

impl Element for ScsiHost {
    fn parse(node: &Node) -> Result<ScsiHost> {
        let mut capabilities: Vec<HostCapability> = node.field("capability")?;
        capabilities.sort_by_key(HostCapability::order);
        Ok(ScsiHost { host: node.field("host")?, unique_id: node.field("unique_id")?, capabilities })
    }

    fn format(&self, w: &mut Writer) {
        self.host.format("host", w);
        self.unique_id.format("unique_id", w);
        self.capabilities.format("capability", w);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.field::<Option<Text<u32>>>("host").field::<Option<Text<u32>>>("unique_id");
        shape.field::<Vec<HostCapability>>("capability");
    }
}

impl Element for VportOps {
    fn parse(_: &Node) -> Result<VportOps> {
        Ok(VportOps::default())
    }

    fn format(&self, w: &mut Writer) {
        w.text("max_vports", &self.max_vports.to_string());
        w.text("vports", &self.vports.to_string());
    }

    fn declare(shape: &mut xml::Shape) {
        shape.field::<Option<Text<u32>>>("max_vports").field::<Option<Text<u32>>>("vports");
    }
}

xml::element!(ScsiHost);
xml::element!(VportOps);
