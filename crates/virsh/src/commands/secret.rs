//! Secrets.

use ferrovirt::{Event, EventObject, SecretRef, base64, constants::*};
use serde_json::{Value, json};

use super::{events, files};
use crate::context::Context;
use crate::failure::{Failure, Lead, Outcome};
use crate::output::Table;
use crate::table::{Command, Complete, flag, int, string};
use crate::words::pick;

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "secret-define",
        help: "define or modify a secret from an XML file",
        about: "Define or modify a secret.",
        options: &[
            string("file", "file containing secret attributes in XML").required().completes(Complete::File),
            flag("validate", "validate the XML against the schema"),
        ],
        run: secret_define,
        ..Command::EMPTY
    },
    Command {
        name: "secret-dumpxml",
        help: "secret attributes in XML",
        about: "Output attributes of a secret as an XML dump to stdout.",
        options: &[
            string("secret", "secret UUID").required(),
            string("xpath", "xpath expression to filter the XML document"),
            flag("wrap", "wrap xpath results in an common root element"),
        ],
        run: secret_dumpxml,
        ..Command::EMPTY
    },
    Command {
        name: "secret-event",
        help: "Secret Events",
        about: "List event types, or wait for secret events to occur",
        options: &[
            string("secret", "filter by secret name or uuid").unlisted(),
            string("event", "which event type to wait for").unlisted(),
            flag("loop", "loop until timeout or interrupt, rather than one-shot"),
            int("timeout", "timeout seconds").unlisted(),
            flag("list", "list valid event types"),
            flag("timestamp", "show timestamp for each printed event"),
        ],
        run: secret_event,
        ..Command::EMPTY
    },
    Command {
        name: "secret-get-value",
        help: "Output a secret value",
        about: "Output a secret value to stdout.",
        options: &[string("secret", "secret UUID").required(), flag("plain", "get value without converting to base64")],
        run: secret_get_value,
        ..Command::EMPTY
    },
    Command {
        name: "secret-list",
        help: "list secrets",
        about: "Returns a list of secrets",
        options: &[
            flag("ephemeral", "list ephemeral secrets"),
            flag("no-ephemeral", "list non-ephemeral secrets"),
            flag("private", "list private secrets"),
            flag("no-private", "list non-private secrets"),
        ],
        run: secret_list,
        ..Command::EMPTY
    },
    Command {
        name: "secret-set-value",
        help: "set a secret value",
        about: "Set a secret value.",
        options: &[
            string("secret", "secret UUID").required(),
            string("file", "read secret from file").completes(Complete::File),
            flag("plain", "read the secret from file without converting from base64"),
            flag("interactive", "read the secret from the terminal"),
            string("base64", "base64-encoded secret value").unlisted(),
        ],
        run: secret_set_value,
        ..Command::EMPTY
    },
    Command {
        name: "secret-undefine",
        help: "undefine a secret",
        about: "Undefine a secret.",
        options: &[string("secret", "secret UUID").required()],
        run: secret_undefine,
        ..Command::EMPTY
    },
];

fn secret(cx: &mut Context<'_>) -> Outcome<SecretRef> {
    let text = cx.args.required("secret")?.to_owned();
    let failed = format!("failed to get secret '{text}'");
    let uuid = ferrovirt::Uuid::parse(&text)
        .map_err(|_| ferrovirt::Error::invalid_arg(format!("'{text}' is not a UUID")))
        .lead(&failed)?;
    cx.conn()?.secret.lookup_by_uuid(&uuid).lead(failed)
}

fn secret_define(cx: &mut Context<'_>) -> Outcome {
    let file = cx.args.required("file")?;
    let xml = files::document(file)?;
    let flags = cx.args.bits(&[("validate", VIR_SECRET_DEFINE_VALIDATE)]);
    let secret = cx.conn()?.secret.define_xml(&xml, flags);
    let secret = secret.lead(format!("Failed to set attributes from {file}"))?;
    cx.out.remark(format!("Secret {} created\n", secret.uuid));
    cx.out.data(json!({ "uuid": secret.uuid.to_string() }));
    Ok(())
}

fn secret_dumpxml(cx: &mut Context<'_>) -> Outcome {
    let secret = secret(cx)?;
    let xml = cx.conn()?.secret.xml_desc(&secret, 0)?;
    super::domain_definition::say_document(cx, &xml)
}

fn secret_undefine(cx: &mut Context<'_>) -> Outcome {
    let secret = secret(cx)?;
    cx.conn()?.secret.undefine(&secret).lead(format!("Failed to delete secret {}", secret.uuid))?;
    cx.out.remark(format!("Secret {} deleted\n", secret.uuid));
    Ok(())
}

fn secret_get_value(cx: &mut Context<'_>) -> Outcome {
    let plain = cx.args.flag("plain");
    let secret = secret(cx)?;
    let value = cx.conn()?.secret.value(&secret, 0)?;
    let encoded = base64::encode(&value);
    cx.out.data(json!({ "base64": encoded }));
    if !plain {
        cx.out.say(encoded);
        return Ok(());
    }
    if !cx.out.is_json() {
        let mut out = std::io::stdout().lock();
        let written = std::io::Write::write_all(&mut out, &value).and_then(|()| std::io::Write::flush(&mut out));
        written.map_err(|e| Failure::new(format!("failed to write secret: {}", files::words(&e))))?;
    }
    Ok(())
}

fn secret_set_value(cx: &mut Context<'_>) -> Outcome {
    for (one, other) in [("file", "base64"), ("plain", "base64"), ("interactive", "base64"), ("interactive", "file")] {
        cx.args.exclusive(one, other)?;
    }
    let plain = cx.args.flag("plain");
    let secret = secret(cx)?;
    let value = if let Some(text) = cx.args.text("base64")? {
        cx.session.complain("Passing secret value as command-line argument is insecure!");
        base64::decode(text.as_bytes())
    } else if let Some(file) = cx.args.text("file")? {
        let content = std::fs::read(file)
            .map_err(|e| Failure::new(format!("Failed to open file '{file}': {}", files::words(&e))))?;
        if plain { Some(content) } else { base64::decode(&content) }
    } else if cx.args.flag("interactive") {
        return Err(Failure::new("reading a secret from the terminal is not supported, use --file /dev/stdin --plain"));
    } else {
        return Err(Failure::new("Input secret value is missing"));
    };
    let value = value.ok_or_else(|| Failure::new("Failed to base64-decode the input"))?;
    cx.conn()?.secret.set_value(&secret, &value, 0).lead("Failed to set secret value")?;
    cx.out.remark("Secret value set\n");
    Ok(())
}

const USAGES: &[&str] = &["none", "volume", "ceph", "iscsi", "tls", "vtpm"];

fn secret_list(cx: &mut Context<'_>) -> Outcome {
    let flags = cx.args.bits(&[
        ("ephemeral", VIR_CONNECT_LIST_SECRETS_EPHEMERAL),
        ("no-ephemeral", VIR_CONNECT_LIST_SECRETS_NO_EPHEMERAL),
        ("private", VIR_CONNECT_LIST_SECRETS_PRIVATE),
        ("no-private", VIR_CONNECT_LIST_SECRETS_NO_PRIVATE),
    ]);
    let mut secrets = cx.conn()?.secret.list_all_secrets(1, flags).lead("Failed to list node secrets")?.secrets;
    secrets.sort_by_cached_key(|secret| secret.uuid.to_string());
    let mut table = Table::new(&["UUID", "Usage"]);
    let mut values = vec![];
    for secret in secrets {
        let kind = pick(USAGES, secret.usage_type).unwrap_or("unknown");
        let usage = if kind == "none" { "Unused".to_owned() } else { format!("{kind} {}", secret.usage_id) };
        values.push(json!({ "uuid": secret.uuid.to_string(), "usage_type": kind, "usage_id": secret.usage_id }));
        table.row(vec![secret.uuid.to_string(), usage]);
    }
    let text = table.text(cx.out.is_quiet());
    cx.out.say(text);
    cx.out.data(Value::Array(values));
    Ok(())
}

fn event_words(name: &str, event: &Event) -> Option<String> {
    match event {
        Event::SecretEventLifecycle(e) => {
            let word = pick(&["Defined", "Undefined"], e.event).unwrap_or("unknown");
            Some(format!("event '{name}' for secret {}: {word}", e.secret.uuid))
        }
        Event::SecretEventValueChanged(e) => Some(format!("event '{name}' for secret {}", e.secret.uuid)),
        _ => None,
    }
}

fn secret_event(cx: &mut Context<'_>) -> Outcome {
    let Some(kinds) = events::wanted(cx, &["lifecycle", "value-changed"])? else { return Ok(()) };
    let secret = if cx.args.has("secret") { Some(secret(cx)?) } else { None };
    events::listen(cx, &events::Listening { kinds, object: EventObject::Secret(secret), text: event_words })
}
