//! What must hold whatever a document says.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use conf::documents::{self, DocumentType};
use conf::domain::{Domain, FormatFlags, ParseFlags, abi};
use conf::network::Network;
use conf::network::update::{Command, Section};
use qemu::{Capabilities, defaults};
use xml::{Document, Mode, Node};

/// What a guest's document is completed with.
const CAPABILITIES: &str = include_str!("../../crates/qemu/tests/data/caps.xml");

thread_local! {
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps panics quiet and remembers where they were.
pub(crate) fn hush_panics() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(|place| format!("{}:{}", place.file(), place.line()));
        PLACE.with(|cell| *cell.borrow_mut() = format!("{} {info}", place.unwrap_or_default()));
    }));
}

/// The promise that the text makes a reader break, if any: a word for its kind, and what was seen.
pub(crate) fn broken(text: &str) -> Option<(String, String)> {
    match catch_unwind(AssertUnwindSafe(|| check(text))) {
        Ok(Ok(())) => None,
        Ok(Err((kind, what))) => Some((kind.to_owned(), what)),
        Err(_) => {
            let place = PLACE.with(|cell| cell.borrow().clone());
            Some((format!("panic {}", place.split(' ').next().unwrap_or_default()), place))
        }
    }
}

type Outcome = Result<(), (&'static str, String)>;

fn check(text: &str) -> Outcome {
    let Ok(document) = Document::parse(text) else { return Ok(()) };
    let root = document.root(Mode::LIVE);
    let Ok(document_type) = DocumentType::of(root.name()) else { return Ok(()) };
    let is_strict = documents::check(text).is_ok();
    let twin = documents::to_json(text).map_err(|e| ("to-json", e.to_string()))?;
    let printed = (document_type.reprint)(text);
    if let Ok(printed) = &printed {
        same("fixpoint", printed, documents::reprint(printed))?;
        documents::check(printed).map_err(|e| ("strict", format!("{e}\n{printed}")))?;
    }
    if is_strict {
        let back = documents::from_json(&twin.to_string()).map_err(|e| ("from-json", format!("{e}\n{twin}")))?;
        let again = documents::to_json(&back).map_err(|e| ("twin", e.to_string()))?;
        if again != twin {
            return Err(("twin", format!("{twin}\n{again}")));
        }
        if let Ok(printed) = &printed {
            same("through-json", printed, documents::reprint(&back))?;
        }
    } else {
        let _ = documents::from_json(&twin.to_string());
    }
    match root.name() {
        "domain" => domain(text),
        "network" => network(text, &root),
        _ => Ok(()),
    }
}

fn same(kind: &'static str, printed: &str, again: virt::Result<String>) -> Outcome {
    match again {
        Ok(again) if again == printed => Ok(()),
        Ok(again) => Err((kind, format!("printed:\n{printed}\nthen:\n{again}"))),
        Err(error) => Err((kind, format!("{error}\n{printed}"))),
    }
}

fn complete(text: &str, caps: &Capabilities) -> virt::Result<Domain> {
    let mut domain = Domain::parse(text, ParseFlags::INACTIVE)?;
    let facts = defaults::Facts {
        caps,
        emulator: "/usr/bin/qemu-system-x86_64",
        host_arch: "x86_64",
        abi_update: false,
        spare_port: true,
        firmware: &[],
        security_model: None,
        nvram_dir: "/nvram",
        random: &mut |bytes: &mut [u8]| bytes.fill(1),
    };
    defaults::complete(&mut domain, facts)?;
    Ok(domain)
}

/// A definition is complete: read again it is the same, and the same guest to the guest.
fn domain(text: &str) -> Outcome {
    let caps = Capabilities::parse(CAPABILITIES).map_err(|e| ("capabilities", e.to_string()))?;
    let Ok(mut domain) = complete(text, &caps) else { return Ok(()) };
    let definition = domain.format(FormatFlags::DEFINITION);
    let again = complete(&definition, &caps);
    if let Ok(again) = &again {
        abi::check(&domain, again).map_err(|e| ("abi", format!("{e}\n{definition}")))?;
    }
    same("definition", &definition, again.map(|again| again.format(FormatFlags::DEFINITION)))?;
    let _ = domain.summary();
    if qemu::argv::prepare(&mut domain, &caps).is_ok() {
        let runtime = qemu::argv::Runtime { lib_dir: "/lib/guest".to_owned(), monitor_fd: 3, ..Default::default() };
        let _ = qemu::argv::needs(&domain);
        let _ = qemu::argv::command(&domain, &caps, &runtime);
    }
    Ok(())
}

/// Lists of which the first records are tried: each costs several readings of the whole document.
const LISTS: usize = 4;

/// Records of the document, from wherever they stand, are tried as changes to the document.
fn network(text: &str, root: &Node) -> Outcome {
    let Ok(network) = Network::parse_definition(text) else { return Ok(()) };
    let sections = [
        ("bridge", vec![root.first("bridge")]),
        ("forward-interface", vec![root.first("forward").and_then(|f| f.first("interface"))]),
        ("portgroup", vec![root.first("portgroup")]),
        ("dns-host", vec![root.first("dns").and_then(|d| d.first("host"))]),
        ("dns-txt", vec![root.first("dns").and_then(|d| d.first("txt"))]),
        ("dns-srv", vec![root.first("dns").and_then(|d| d.first("srv"))]),
        ("ip-dhcp-host", hosts(root, "host")),
        ("ip-dhcp-range", hosts(root, "range")),
    ];
    for (section, records) in sections {
        let Some(section) = Section::from_name(section) else { continue };
        for record in records.into_iter().flatten() {
            for command in [Command::Delete, Command::Modify, Command::AddFirst, Command::AddLast] {
                let mut changed = network.clone();
                if changed.update(command, section, -1, &record.outer_xml()).is_ok() {
                    let printed = changed.format(Mode::INACTIVE);
                    let again = Network::parse_definition(&printed);
                    same("network-update", &printed, again.map(|it| it.format(Mode::INACTIVE)))?;
                }
            }
        }
    }
    Ok(())
}

fn hosts<'a>(root: &Node<'a>, name: &str) -> Vec<Option<Node<'a>>> {
    let lists = root.children().filter(|child| child.name() == "ip").filter_map(|ip| ip.first("dhcp"));
    lists.filter_map(|list| list.first(name)).take(LISTS).map(Some).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was found once stays found.
    #[test]
    fn documents_that_were_found_keep_every_promise() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("found");
        let mut count = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            if let Err((kind, what)) = check(&text) {
                panic!("{}: {kind}: {what}", path.display());
            }
            count += 1;
        }
        assert!(count > 0, "no documents");
    }
}
