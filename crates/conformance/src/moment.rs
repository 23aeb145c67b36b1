//! Operations on documents of snapshots, checkpoints and backups.

use conf::moment::{FormatFlags, ParseFlags};
use conf::snapshot::{Snapshot, SnapshotState};
use qemu::Capabilities;
use virt::{Error, Result, Uuid};
use xml::Text;

use crate::domain::complete;
use crate::request::{Outcome, Request};

/// The document of a snapshot.
pub(crate) fn snapshot(request: &Request) -> Outcome {
    let result = (|| {
        let caps = newest_capabilities(request)?;
        let flags =
            ParseFlags { redefine: request.flag("redefine"), internal: request.flag("internal"), offline: false };
        let mut snapshot =
            Snapshot::parse(&request.input("xml")?, flags, &mut |domain| complete(domain, request, &caps))?;
        if let Some(now) = creation_time(request) {
            snapshot.stamp(now);
        }
        if request.flag("set_state_running") {
            snapshot.state = Some(Text(SnapshotState::Running));
        }
        let domain = request.text("domain_uuid").and_then(|text| Uuid::parse(text).ok());
        Ok(snapshot.format(FormatFlags { internal: flags.internal, secure: true, domain, ..FormatFlags::default() }))
    })();
    Outcome::from(result)
}

/// The newest x86_64 binary of those that lie above the input.
fn newest_capabilities(request: &Request) -> Result<Capabilities> {
    let folder = request.folder("xml").unwrap_or_default();
    let lists = folder.ancestors().filter_map(|above| std::fs::read_dir(above.join("support/qemu-caps")).ok());
    let files = lists.flatten().filter_map(|entry| entry.ok()).map(|entry| entry.path());
    let newest = files.filter_map(|path| Some((version(path.file_name()?.to_str()?)?, path))).max();
    let (_, path) = newest.ok_or_else(|| Error::internal("no QEMU capabilities near the input"))?;
    let text = std::fs::read_to_string(&path).map_err(|e| Error::system(path.display(), &e))?;
    let mut caps = Capabilities::parse(&text)?;
    caps.strip_machine_aliases();
    Ok(caps)
}

/// The version in `caps_VERSION_x86_64.xml`.
fn version(file: &str) -> Option<Vec<u32>> {
    let text = file.strip_prefix("caps_")?.strip_suffix("_x86_64.xml")?;
    text.split('.').map(|part| part.parse().ok()).collect()
}

fn creation_time(request: &Request) -> Option<i64> {
    request.option("creation_time").and_then(|value| value.as_i64())
}
