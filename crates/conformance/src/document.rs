//! Operations on the documents that need nothing but themselves.

use conf::interface::Interface;
use conf::secret::Secret;
use conf::storage_pool::{StoragePool, capabilities};
use conf::storage_vol::{Capacity, StorageVolume};

use crate::request::{Outcome, Request};

/// The document of a host interface.
pub(crate) fn interface(request: &Request) -> Outcome {
    Outcome::from(request.input("xml").and_then(|text| Interface::parse(&text)).map(|it| it.format()))
}

/// The document of a secret.
pub(crate) fn secret(request: &Request) -> Outcome {
    Outcome::from(request.input("xml").and_then(|text| Secret::parse(&text)).map(|it| it.format()))
}

/// The document of a storage pool.
pub(crate) fn storage_pool(request: &Request) -> Outcome {
    Outcome::from(request.input("xml").and_then(|text| StoragePool::parse(&text)).map(|it| it.format()))
}

/// What a daemon with some kinds of pools says of itself.
pub(crate) fn storage_pool_capabilities(request: &Request) -> Outcome {
    let backends: Vec<&str> = match request.option("backends").and_then(|list| list.as_array()) {
        Some(list) => list.iter().filter_map(|word| word.as_str()).collect(),
        None => Vec::new(),
    };
    Outcome::Output(capabilities::format(&|kind| backends.contains(&kind.as_str())))
}

/// The document of a volume in a pool.
pub(crate) fn storage_vol(request: &Request) -> Outcome {
    let result = (|| {
        let pool = StoragePool::parse(&request.input("pool")?)?;
        let capacity = match request.text("capacity") {
            Some("required") => Capacity::Required,
            _ => Capacity::Optional,
        };
        Ok(StorageVolume::parse(&request.input("xml")?, pool.kind, capacity)?.format())
    })();
    Outcome::from(result)
}
