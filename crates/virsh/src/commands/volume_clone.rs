//! Copies of volumes, and sources for pools described by options.

use ferrovirt::constants::*;
use serde_json::json;

use super::virsh_itself::xml_escaped;
use super::volume;
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::table::{Command, Complete, flag, string};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "vol-clone",
        help: "clone a volume.",
        about: "Clone an existing volume within the parent pool.",
        options: &[
            string("vol", "vol name, key or path").required(),
            string("newname", "clone name").required(),
            string("pool", "pool name or uuid").positional().completes(Complete::Pool),
            flag("prealloc-metadata", "preallocate metadata (for qcow2 instead of full allocation)"),
            flag("reflink", "use btrfs COW lightweight copy"),
            flag("print-xml", "print XML document rather than clone the volume"),
        ],
        run: vol_clone,
        ..Command::EMPTY
    },
    Command {
        name: "find-storage-pool-sources-as",
        help: "find potential storage pool sources",
        about: "Returns XML <sources> document.",
        options: &[
            string("type", "type of storage pool sources to find").required(),
            string("host", "optional host to query").unlisted(),
            string("port", "optional port to query").unlisted(),
            string("initiator", "optional initiator IQN to use for query").unlisted(),
        ],
        run: find_storage_pool_sources_as,
        ..Command::EMPTY
    },
];

fn vol_clone(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[
        ("prealloc-metadata", VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA),
        ("reflink", VIR_STORAGE_VOL_CREATE_REFLINK),
    ]);
    let vol = volume::volume(cx)?;
    let name = cx.args.required("newname")?.to_owned();
    let drivers = cx.drivers()?;
    let pool = drivers.storage_pool.lookup_by_volume(&vol).lead("failed to get parent pool")?;
    let original = drivers.storage_vol.xml_desc(&vol, 0)?;
    let xml = renamed(&original, &name).ok_or_else(|| Failure::new("the volume's document has no name"))?;
    if cx.args.flag("print-xml") {
        cx.out.say(xml.trim_end());
        return Ok(());
    }
    let created = drivers.storage_vol.create_xml_from(&pool, &xml, &vol, flags);
    let clone = created.lead(format!("Failed to clone vol from {}", vol.name))?;
    cx.out.remark(format!("Vol {} cloned from {}\n", clone.name, vol.name));
    cx.out.data(json!({ "name": clone.name, "key": clone.key }));
    Ok(())
}

/// A volume's document with another name. The name is the first element of its kind in what daemons print.
fn renamed(xml: &str, name: &str) -> Option<String> {
    let (head, rest) = xml.split_once("<name>")?;
    let (_, tail) = rest.split_once("</name>")?;
    Some(format!("{head}<name>{}</name>{tail}", xml_escaped(name)))
}

fn find_storage_pool_sources_as(cx: &mut Context<'_>) -> Outcome {
    let kind = cx.args.required("type")?.to_owned();
    let text = |option: &str| Ok::<_, Failure>(cx.args.text(option)?.map(xml_escaped));
    let (host, port, initiator) = (text("host")?, text("port")?, text("initiator")?);
    if host.is_none() && (port.is_some() || initiator.is_some()) {
        return Err(Failure::new("options --port and --initiator need --host"));
    }
    let spec = host.map(|host| {
        let port = port.map(|port| format!(" port='{port}'")).unwrap_or_default();
        let initiator = initiator
            .map(|iqn| format!("  <initiator>\n    <iqn name='{iqn}'/>\n  </initiator>\n"))
            .unwrap_or_default();
        format!("<source>\n  <host name='{host}'{port}/>\n{initiator}</source>\n")
    });
    let found = cx.conn()?.storage_pool.find_storage_pool_sources(&kind, spec.as_deref(), 0);
    let xml = found.lead(format!("Failed to find any {kind} pool sources"))?;
    cx.out.say(&xml);
    cx.out.data(json!({ "xml": xml }));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_and_escaped() {
        let xml = "<volume>\n  <name>a</name>\n  <key>/p/a</key>\n</volume>\n";
        let expected = "<volume>\n  <name>b&amp;c</name>\n  <key>/p/a</key>\n</volume>\n";
        assert_eq!(renamed(xml, "b&c").as_deref(), Some(expected));
        assert_eq!(renamed("<volume/>", "b"), None);
    }
}
