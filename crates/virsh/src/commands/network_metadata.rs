//! Titles, descriptions and foreign metadata of virtual networks.

use ferrovirt::{ErrorCode, NetworkRef, constants::*};
use serde_json::json;

use super::editor;
use crate::context::Context;
use crate::failure::{Failure, Outcome};
use crate::lookup;
use crate::table::{Command, Complete, argv, flag, string};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "net-desc",
        help: "show or set network's description or title",
        about: "Allows setting or modifying the description or title of a network.",
        options: &[
            string("network", "network name or uuid").required().completes(Complete::Network),
            flag("live", "modify/get running state"),
            flag("config", "modify/get persistent configuration"),
            flag("current", "modify/get current state configuration"),
            flag("title", "modify/get the title instead of description"),
            flag("edit", "open an editor to modify the description"),
            argv("new-desc", "message").positional(),
        ],
        run: net_desc,
        ..Command::EMPTY
    },
    Command {
        name: "net-metadata",
        help: "show or set network's custom XML metadata",
        about: "Shows or modifies the XML metadata of a network.",
        options: &[
            string("network", "network name or uuid").required().completes(Complete::Network),
            string("uri", "URI of the namespace").required(),
            flag("live", "modify/get running state"),
            flag("config", "modify/get persistent configuration"),
            flag("current", "modify/get current state configuration"),
            flag("edit", "use an editor to change the metadata"),
            string("key", "key to be used as a namespace identifier").unlisted(),
            string("set", "new metadata to set").unlisted(),
            flag("remove", "remove the metadata corresponding to an uri"),
        ],
        run: net_metadata,
        ..Command::EMPTY
    },
];

fn network(cx: &mut Context<'_>) -> Outcome<NetworkRef> {
    let name = cx.args.required("network")?.to_owned();
    lookup::network(cx.conn()?, &name)
}

/// A piece of metadata; nothing where there is none.
fn read(cx: &mut Context<'_>, net: &NetworkRef, kind: i32, uri: Option<&str>, flags: u32) -> Outcome<Option<String>> {
    match cx.conn()?.network.metadata(net, kind, uri, flags) {
        Ok(text) => Ok(Some(text)),
        Err(e) if e.code() == ErrorCode::NO_NETWORK_METADATA => Ok(None),
        Err(e) => Err(e.into()),
    }
}

fn net_desc(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.impact()?;
    let net = network(cx)?;
    let (kind, word) = match cx.args.flag("title") {
        true => (VIR_NETWORK_METADATA_TITLE, "title"),
        false => (VIR_NETWORK_METADATA_DESCRIPTION, "description"),
    };
    let words = cx.args.list("new-desc");
    let given = (!words.is_empty()).then(|| words.join(" "));
    let wants_editor = cx.args.flag("edit");
    if !wants_editor && given.is_none() {
        let text = read(cx, &net, kind, None, flags)?;
        cx.out.say(text.clone().unwrap_or_else(|| format!("No {word} for network: {}", net.name)));
        cx.out.data(json!({ word: text }));
        return Ok(());
    }
    let drivers = cx.drivers()?;
    let set = |text: &str| {
        let text = Some(text.trim_end_matches('\n')).filter(|t| !t.is_empty());
        Ok(drivers.network.set_metadata(&net, kind, text, None, None, flags)?)
    };
    let is_changed = if wants_editor {
        let original = match given {
            Some(text) => text,
            None => read(cx, &net, kind, None, flags)?.unwrap_or_default(),
        };
        editor::edit(cx, &original, |_, text| set(text))?
    } else {
        set(&given.unwrap_or_default())?;
        true
    };
    match is_changed {
        true => cx.out.remark(format!("Network {word} updated successfully")),
        false => cx.out.remark(format!("Network {word} not changed\n")),
    }
    Ok(())
}

fn net_metadata(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.impact()?;
    for (one, other) in [("edit", "set"), ("remove", "set"), ("remove", "edit")] {
        cx.args.exclusive(one, other)?;
    }
    let net = network(cx)?;
    let uri = cx.args.required("uri")?;
    let (key, set) = (cx.args.text("key")?, cx.args.text("set")?);
    if (set.is_some() || cx.args.flag("edit")) && key.is_none() {
        return Err(Failure::new("namespace key is required when modifying metadata"));
    }
    let kind = VIR_NETWORK_METADATA_ELEMENT;
    let drivers = cx.drivers()?;
    let change = |text: Option<&str>| drivers.network.set_metadata(&net, kind, text, key, Some(uri), flags);
    if let Some(text) = set {
        change(Some(text))?;
        cx.out.say("Metadata modified\n");
    } else if cx.args.flag("remove") {
        change(None)?;
        cx.out.say("Metadata removed\n");
    } else if cx.args.flag("edit") {
        let original = read(cx, &net, kind, Some(uri), flags)?.unwrap_or_default();
        let changed = editor::edit(cx, &original, |_, text| Ok(change(Some(text))?))?;
        cx.out.say(if changed { "Metadata modified" } else { "Metadata not changed" });
    } else {
        let text = read(cx, &net, kind, Some(uri), flags)?;
        cx.out.say(format!("{}\n", text.clone().unwrap_or_default()));
        cx.out.data(json!({ "metadata": text }));
    }
    Ok(())
}
