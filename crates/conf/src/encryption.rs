//! `<encryption>` of a storage volume.
#![allow(missing_docs, reason = "a field without a sentence is the attribute or child of that name")]

use virt::Uuid;
use xml::{Element, ErrorKind, Field, Node, Result, Value, Writer, Xml};

/// `<encryption>`
#[derive(Debug, Clone, PartialEq)]
pub struct Encryption {
    pub format: EncryptionFormat,
    pub engine: Option<EncryptionEngine>,
    pub secrets: Vec<EncryptionSecret>,
    /// Only for a LUKS volume that is to be made.
    pub cipher: Option<Cipher>,
    pub ivgen: Option<IvGen>,
}

/// The format of the encrypted volume.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum EncryptionFormat {
    Default,
    Qcow,
    Luks,
    Luks2,
    LuksAny,
}

/// Who decrypts.
#[derive(Xml, Debug, Clone, Copy, PartialEq, Eq)]
pub enum EncryptionEngine {
    Qemu,
    Librbd,
}

/// `<secret>`
#[derive(Debug, Clone, PartialEq)]
pub struct EncryptionSecret {
    pub secret: SecretLookup,
}

/// How a secret is found.
#[derive(Debug, Clone, PartialEq)]
pub enum SecretLookup {
    Uuid(Uuid),
    Usage(String),
}

/// `<cipher>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct Cipher {
    pub name: String,
    pub size: u32,
    pub mode: Option<String>,
    pub hash: Option<String>,
}

/// `<ivgen>`
#[derive(Xml, Debug, Clone, PartialEq, Default)]
pub struct IvGen {
    pub name: String,
    pub hash: Option<String>,
}

impl SecretLookup {
    pub(crate) fn parse(node: &Node) -> Result<SecretLookup> {
        match (node.attr("uuid"), node.attr("usage")) {
            (None, None) => Err(node.error("missing secret uuid or usage attribute")),
            (Some(_), Some(_)) => Err(node.error("either secret uuid or usage expected, not both")),
            (None, Some(usage)) => Ok(SecretLookup::Usage(usage.to_owned())),
            (Some(text), None) => {
                let invalid = |_| node.error(format!("invalid secret uuid '{text}'"));
                Uuid::parse(text).map(SecretLookup::Uuid).map_err(invalid)
            }
        }
    }

    pub(crate) fn declare(shape: &mut xml::Shape) {
        shape.field::<Option<String>>("uuid").field::<Option<String>>("usage");
    }

    pub(crate) fn format(&self, writer: &mut Writer) {
        match self {
            SecretLookup::Uuid(uuid) => writer.attr("uuid", &uuid.to_string()),
            SecretLookup::Usage(usage) => writer.attr("usage", usage),
        }
    }
}

impl Element for EncryptionSecret {
    fn parse(node: &Node) -> Result<EncryptionSecret> {
        match node.attr("type") {
            Some("passphrase") => Ok(EncryptionSecret { secret: SecretLookup::parse(node)? }),
            None => Err(node.error("unknown volume encryption secret type")),
            Some(other) => {
                let message = format!("unknown volume encryption secret type {other}");
                Err(node.error_of(ErrorKind::Unsupported, message))
            }
        }
    }

    fn format(&self, writer: &mut Writer) {
        writer.attr("type", "passphrase");
        self.secret.format(writer);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<String>("type");
        SecretLookup::declare(shape);
    }
}

impl Element for Encryption {
    fn parse(node: &Node) -> Result<Encryption> {
        let Some(word) = node.attr("format") else { return Err(node.error("unknown volume encryption format")) };
        let unknown = |what: &str, word: &str| {
            node.error_of(ErrorKind::Unsupported, format!("unknown volume encryption {what} {word}"))
        };
        let format = EncryptionFormat::from_xml(word).ok_or_else(|| unknown("format type", word))?;
        let engine = match node.attr("engine") {
            Some(word) => Some(EncryptionEngine::from_xml(word).ok_or_else(|| unknown("engine type", word))?),
            None => None,
        };
        let mut encryption = Encryption { format, engine, secrets: node.field("secret")?, cipher: None, ivgen: None };
        if format == EncryptionFormat::Luks {
            encryption.cipher = node.field("cipher")?;
            encryption.ivgen = node.field("ivgen")?;
        }
        if let (Some(_), None, Some(child)) = (&encryption.ivgen, &encryption.cipher, node.first("ivgen")) {
            return Err(child.error("ivgen element found, but cipher is missing"));
        }
        Ok(encryption)
    }

    fn format(&self, writer: &mut Writer) {
        self.format.format("format", writer);
        self.engine.format("engine", writer);
        writer.open();
        self.secrets.format("secret", writer);
        self.cipher.format("cipher", writer);
        self.ivgen.format("ivgen", writer);
    }

    fn declare(shape: &mut xml::Shape) {
        shape.attr::<EncryptionFormat>("format").field::<Option<EncryptionEngine>>("engine");
        shape
            .field::<Vec<EncryptionSecret>>("secret")
            .field::<Option<Cipher>>("cipher")
            .field::<Option<IvGen>>("ivgen");
    }
}

xml::element!(EncryptionSecret);
xml::element!(Encryption);
