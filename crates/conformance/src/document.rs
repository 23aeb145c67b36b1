//! Operations on the documents that need nothing but themselves.

use conf::interface::Interface;
use conf::network::Network;
use conf::network::update::{Command, Section};
use conf::network_port::NetworkPort;
use conf::nodedev::storage::Blocks;
use conf::nodedev::{Capability, NodeDevice};
use conf::nwfilter::Nwfilter;
use conf::nwfilter_binding::NwfilterBinding;
use conf::secret::Secret;
use conf::storage_pool::{StoragePool, capabilities};
use conf::storage_vol::{Capacity, CreateFacts, StorageVolume};

use driver_network::dnsmasq::{self, Places};
use virt::Error;

use crate::moment;
use crate::request::{Outcome, Request};

/// Performs the operation if it is one on these documents.
pub(crate) fn perform(request: &Request) -> Outcome {
    match request.op.as_str() {
        "domain.snapshot-xml" => moment::snapshot(request),
        "domain.checkpoint-xml" => moment::checkpoint(request),
        "domain.backup-xml" => moment::backup(request),
        "interface.xml" => interface(request),
        "secret.xml" => secret(request),
        "storage.pool-xml" => storage_pool(request),
        "storage.pool-start-command" => storage_pool_start(request),
        "storage.pool-caps-xml" => storage_pool_capabilities(request),
        "storage.vol-xml" => storage_vol(request),
        "storage.vol-create-commands" => storage_vol_create(request),
        "nwfilter.xml" => nwfilter(request),
        "nwfilter.binding-xml" => nwfilter_binding(request),
        "network.port-xml" => network_port(request),
        "network.update-xml" => network_update(request),
        "network.dnsmasq-conf" => dnsmasq(request, &|network, places| dnsmasq::configuration(network, places)),
        "network.dnsmasq-hostsfile" => dnsmasq(request, &|network, _| dnsmasq::hosts_file(network)),
        "nodedev.xml" => node_device(request),
        "schema.validate" => validate(request),
        _ => Outcome::Unsupported,
    }
}

/// Whether a document says only what its type has.
fn validate(request: &Request) -> Outcome {
    Outcome::from(request.input("xml").and_then(|text| conf::documents::check(&text)).map(|()| "valid".to_owned()))
}

/// The document of a host interface.
fn interface(request: &Request) -> Outcome {
    Outcome::from(request.input("xml").and_then(|text| Interface::parse(&text)).map(|it| it.format()))
}

/// The document of a secret.
fn secret(request: &Request) -> Outcome {
    Outcome::from(request.input("xml").and_then(|text| Secret::parse(&text)).map(|it| it.format()))
}

/// The document of a storage pool.
fn storage_pool(request: &Request) -> Outcome {
    Outcome::from(request.input("xml").and_then(|text| StoragePool::parse(&text)).map(|it| it.format()))
}

/// The command that starts a pool, as JSON.
fn storage_pool_start(request: &Request) -> Outcome {
    let command = request.input("xml").and_then(|text| StoragePool::parse(&text)?.start_command());
    Outcome::from(command.map(|words| {
        let words: Vec<String> = words.unwrap_or_default();
        serde_json::json!({"env": {}, "argv": words}).to_string()
    }))
}

/// What a daemon with some kinds of pools says of itself.
fn storage_pool_capabilities(request: &Request) -> Outcome {
    let backends: Vec<&str> = match request.option("backends").and_then(|list| list.as_array()) {
        Some(list) => list.iter().filter_map(|word| word.as_str()).collect(),
        None => Vec::new(),
    };
    Outcome::Output(capabilities::PoolCapabilities::new(&|kind| backends.contains(&kind.as_str())).format())
}

/// A volume in a pool.
fn volume(request: &Request, xml: &str, pool: &str) -> virt::Result<StorageVolume> {
    let pool = StoragePool::parse(&request.input(pool)?)?;
    let capacity = match request.text("capacity") {
        Some("required") => Capacity::Required,
        Some("optional-with-backing") => Capacity::OptionalWithBacking,
        _ => Capacity::Optional,
    };
    StorageVolume::parse(&request.input(xml)?, pool.kind, capacity)
}

/// The document of a volume in a pool.
fn storage_vol(request: &Request) -> Outcome {
    Outcome::from(volume(request, "xml", "pool").map(|volume| volume.format()))
}

/// The commands that make a volume, as JSON.
fn storage_vol_create(request: &Request) -> Outcome {
    let result = (|| {
        let source = if request.folder("source_xml").is_some() {
            Some(volume(request, "source_xml", "source_pool")?)
        } else {
            None
        };
        let facts = CreateFacts {
            secret_file: request.text("secret_file").unwrap_or_default(),
            source_secret_file: request.text("source_secret_file").unwrap_or_default(),
            preallocate: request.flag("prealloc_metadata"),
        };
        let commands = volume(request, "xml", "pool")?.create_commands(source.as_ref(), facts)?;
        let commands: Vec<_> = commands.into_iter().map(|argv| serde_json::json!({"env": {}, "argv": argv})).collect();
        Ok(serde_json::Value::from(commands).to_string())
    })();
    Outcome::from(result)
}

/// The document of a network filter.
fn nwfilter(request: &Request) -> Outcome {
    Outcome::from(request.input("xml").and_then(|text| Nwfilter::parse(&text)).map(|it| it.format()))
}

/// The document that binds a filter to an interface.
fn nwfilter_binding(request: &Request) -> Outcome {
    Outcome::from(request.input("xml").and_then(|text| NwfilterBinding::parse(&text)).map(|it| it.format()))
}

/// The document of a device, with the blocks that its driver would have counted.
fn node_device(request: &Request) -> Outcome {
    let result = (|| {
        let mut device = NodeDevice::parse(&request.input("xml")?)?;
        for capability in &mut device.capabilities {
            let Capability::Storage(storage) = capability else { continue };
            match &mut storage.removable {
                Some(drive) if drive.media_available => {
                    drive.blocks = Blocks { size: 2048, count: drive.media_size / 2048 };
                }
                Some(_) => (),
                None => {
                    storage.blocks = Blocks { size: 512, count: storage.size.as_ref().map_or(0, |size| size.0) / 512 }
                }
            }
        }
        Ok(device.format())
    })();
    Outcome::from(result)
}

/// The document of a guest's plug in a network.
fn network_port(request: &Request) -> Outcome {
    Outcome::from(request.input("xml").and_then(|text| NetworkPort::parse(&text)).map(|it| it.format()))
}

/// The document of a network after a change.
fn network_update(request: &Request) -> Outcome {
    let result = (|| {
        let mode = xml::Mode { inactive: request.flag("inactive"), ..xml::Mode::LIVE };
        let mut network = Network::parse(&request.input("xml")?, mode)?;
        let unknown = |what: &str| Error::invalid_arg(format!("unrecognized {what} name"));
        let command = match request.text("command") {
            Some("modify") => Command::Modify,
            Some("delete") => Command::Delete,
            Some("add-first") => Command::AddFirst,
            Some("add-last") => Command::AddLast,
            _ => return Err(unknown("command")),
        };
        let section = request.text("section").and_then(Section::from_name).ok_or_else(|| unknown("section"))?;
        let index = request.option("parent_index").and_then(|value| value.as_i64()).unwrap_or(-1);
        let index = i32::try_from(index).map_err(|_| Error::invalid_arg("parent_index out of range"))?;
        network.update(command, section, index, &request.input("update")?)?;
        Ok(network.format(mode))
    })();
    Outcome::from(result)
}

/// A file for a network's dnsmasq.
fn dnsmasq(request: &Request, write: &dyn Fn(&Network, Places<'_>) -> String) -> Outcome {
    let folder = request.text("config_dir").unwrap_or("/var/lib/libvirt/dnsmasq");
    let network = request.input("xml").and_then(|text| Network::parse_definition(&text));
    Outcome::from(network.map(|network| write(&network, Places { folder, pid_file: None })))
}
