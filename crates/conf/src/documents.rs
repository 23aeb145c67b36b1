//! The list of document types, and what can be done with a document of any type: check it, turn it into JSON and back,
//! say its schema.

mod reprint;

use serde_json::Value;
use virt::{Error, Result};
use xml::{Document, Inner, Mode, Shape};

use crate::backup::Backup;
use crate::capabilities::Capabilities;
use crate::checkpoint::Checkpoint;
use crate::cpu::AnyCpu;
use crate::domain::Domain;
use crate::domain::status::DomainStatus;
use crate::domain_capabilities::DomainCapabilities;
use crate::interface::Interface;
use crate::network::Network;
use crate::network::status::NetworkStatus;
use crate::network_port::NetworkPort;
use crate::nodedev::NodeDevice;
use crate::nwfilter::Nwfilter;
use crate::nwfilter_binding::NwfilterBinding;
use crate::secret::Secret;
use crate::snapshot::Snapshot;
use crate::storage_pool::StoragePool;
use crate::storage_pool::capabilities::PoolCapabilities;
use crate::storage_pool::source::{PoolSource, PoolSources};
use crate::storage_vol::StorageVolume;

/// A type of document.
pub struct DocumentType {
    /// The name of its root element, which is also its own.
    pub root: &'static str,
    /// What may stand in it.
    pub inner: fn() -> Inner,
    /// Reads a document of this type with its own reader and prints it: what is kept of it, in its usual form.
    pub reprint: fn(&str) -> Result<String>,
}

/// All types that have a shape.
pub const TYPES: &[DocumentType] = &[
    DocumentType { root: "domain", inner: Inner::of::<Domain>, reprint: reprint::domain },
    DocumentType { root: "domstatus", inner: Inner::of::<DomainStatus>, reprint: reprint::domain_status },
    DocumentType {
        root: "domainsnapshot",
        inner: || Inner::said("Snapshot", Snapshot::declare),
        reprint: reprint::snapshot,
    },
    DocumentType {
        root: "domaincheckpoint",
        inner: || Inner::said("Checkpoint", Checkpoint::declare),
        reprint: reprint::checkpoint,
    },
    DocumentType { root: "domainbackup", inner: || Inner::said("Backup", Backup::declare), reprint: reprint::backup },
    DocumentType {
        root: "capabilities",
        inner: || Inner::said("Capabilities", Capabilities::declare),
        reprint: |text| Capabilities::parse(text).map(|it| it.format()),
    },
    DocumentType {
        root: "domainCapabilities",
        inner: Inner::of::<DomainCapabilities>,
        reprint: |text| DomainCapabilities::parse(text).map(|it| it.format()),
    },
    DocumentType {
        root: "cpu",
        inner: || Inner::said("AnyCpu", AnyCpu::declare),
        reprint: |text| AnyCpu::parse(text).map(|it| it.format()),
    },
    DocumentType { root: "network", inner: Inner::of::<Network>, reprint: reprint::network },
    DocumentType {
        root: "networkstatus",
        inner: Inner::of::<NetworkStatus>,
        reprint: |text| NetworkStatus::parse(text).map(|it| it.format()),
    },
    DocumentType {
        root: "networkport",
        inner: || Inner::said("NetworkPort", NetworkPort::declare),
        reprint: |text| NetworkPort::parse(text).map(|it| it.format()),
    },
    DocumentType {
        root: "pool",
        inner: Inner::of::<StoragePool>,
        reprint: |text| StoragePool::parse(text).map(|it| it.format()),
    },
    DocumentType {
        root: "storagepoolCapabilities",
        inner: Inner::of::<PoolCapabilities>,
        reprint: |text| PoolCapabilities::parse(text).map(|it| it.format()),
    },
    DocumentType {
        root: "sources",
        inner: Inner::of::<PoolSources>,
        reprint: |text| PoolSources::parse(text).map(|it| it.format_list()),
    },
    DocumentType {
        root: "source",
        inner: Inner::of::<PoolSource>,
        reprint: |text| PoolSource::parse_any(text).map(|it| it.format()),
    },
    DocumentType {
        root: "volume",
        inner: || Inner::said("StorageVolume", StorageVolume::declare),
        reprint: reprint::volume,
    },
    DocumentType {
        root: "device",
        inner: Inner::of::<NodeDevice>,
        reprint: |text| NodeDevice::parse(text).map(|it| it.format()),
    },
    DocumentType {
        root: "interface",
        inner: Inner::of::<Interface>,
        reprint: |text| Interface::parse(text).map(|it| it.format()),
    },
    DocumentType {
        root: "secret",
        inner: Inner::of::<Secret>,
        reprint: |text| Secret::parse(text).map(|it| it.format()),
    },
    DocumentType {
        root: "filter",
        inner: || Inner::said("Nwfilter", Nwfilter::declare),
        reprint: |text| Nwfilter::parse(text).map(|it| it.format()),
    },
    DocumentType {
        root: "filterbinding",
        inner: || Inner::said("NwfilterBinding", NwfilterBinding::declare),
        reprint: |text| NwfilterBinding::parse(text).map(|it| it.format()),
    },
];

impl DocumentType {
    /// The type whose root element is called `root`.
    pub fn of(root: &str) -> Result<&'static DocumentType> {
        TYPES.iter().find(|t| t.root == root).ok_or_else(|| {
            let known: Vec<_> = TYPES.iter().map(|t| t.root).collect();
            Error::invalid_arg(format!("no document type has the root element '{root}'"))
                .remedy(format!("known are: {}", known.join(", ")))
        })
    }

    fn shape(&self) -> Shape {
        (self.inner)().shape()
    }

    /// JSON Schema of the JSON form.
    pub fn schema(&self) -> Value {
        xml::schema::schema(self.root, &(self.inner)())
    }

    /// The XML form of a JSON document.
    pub fn xml(&self, value: &Value) -> Result<String> {
        xml::json::from_json(self.root, value, self.shape()).map_err(crate::error)
    }
}

/// Complains about everything in the document that would be passed over in silence otherwise.
pub fn check(text: &str) -> Result<()> {
    let document = Document::parse(text).map_err(crate::error)?;
    let root = document.root(Mode::LIVE);
    let shape = DocumentType::of(root.name())?.shape();
    xml::strict::check(&root, shape).map_err(crate::error)
}

/// [`check`], for calls that do so only if they are asked.
pub fn check_if(is_asked: bool, text: &str) -> Result<()> {
    if is_asked { check(text) } else { Ok(()) }
}

/// Complains about everything that is wrong with the document by itself: what [`check`] sees, and what its reader
/// refuses.
pub fn validate(text: &str) -> Result<&'static DocumentType> {
    check(text)?;
    let document = Document::parse(text).map_err(crate::error)?;
    let document_type = DocumentType::of(document.root(Mode::LIVE).name())?;
    // Only the pool knows which formats a volume may have.
    if document_type.root != "volume" {
        (document_type.reprint)(text)?;
    }
    Ok(document_type)
}

/// Reads a document of any type with its own reader and prints it.
pub fn reprint(text: &str) -> Result<String> {
    let document = Document::parse(text).map_err(crate::error)?;
    (DocumentType::of(document.root(Mode::LIVE).name())?.reprint)(text)
}

/// A document as JSON: an object whose one key is the document's type.
pub fn to_json(text: &str) -> Result<Value> {
    let document = Document::parse(text).map_err(crate::error)?;
    let root = document.root(Mode::LIVE);
    let shape = DocumentType::of(root.name())?.shape();
    let inside = xml::json::to_json(&root, shape);
    Ok(serde_json::json!({ root.name(): inside }))
}

/// The XML of what [`to_json`] made.
pub fn from_json(text: &str) -> Result<String> {
    let value = read_json(text)?;
    match value.as_object().filter(|o| o.len() == 1).and_then(|o| o.iter().next()) {
        Some((root, inside)) => DocumentType::of(root)?.xml(inside),
        None => Err(Error::xml("a JSON document is an object with one key, the document's type")
            .remedy("write {\"domain\": {…}}")),
    }
}

/// Deepest nesting of JSON: each level of a document is an object, or a list with objects.
const MOST_LEVELS: usize = 2 * Document::MAX_DEPTH + 2;

/// Any JSON as deep as a document can be; serde's own limit is too small for those.
fn read_json(text: &str) -> Result<Value> {
    if json_depth(text) > MOST_LEVELS {
        return Err(Error::xml(format!("this JSON nests deeper than {MOST_LEVELS} levels, which no document does")));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    reader.disable_recursion_limit();
    let bad = |why: String| Error::xml(format!("this is not JSON: {why}"));
    let mut values = reader.into_iter::<Value>();
    match (values.next(), values.next()) {
        (Some(Ok(value)), None) => Ok(value),
        (None, _) => Err(bad("it is empty".to_owned())),
        (Some(Err(error)), _) | (_, Some(Err(error))) => Err(bad(error.to_string())),
        (_, Some(Ok(_))) => Err(bad("it goes on after its end".to_owned())),
    }
}

/// How many brackets are open at most; those in strings are none.
fn json_depth(text: &str) -> usize {
    let (mut depth, mut most, mut in_string, mut escaped) = (0usize, 0, false, false);
    for byte in text.bytes() {
        match (in_string, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_string = !in_string,
            (false, b'{' | b'[') => {
                depth += 1;
                most = most.max(depth);
            }
            (false, b'}' | b']') => depth = depth.saturating_sub(1),
            _ => (),
        }
    }
    most
}
