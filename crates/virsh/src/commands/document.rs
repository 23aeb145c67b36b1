//! Commands about documents in files, which need no connection: are they right, and what may stand in them.

use conf::documents::{self, DocumentType};
use serde_json::json;

use super::files;
use crate::context::Context;
use crate::failure::{Lead, Outcome};
use crate::table::{Command, Complete, string};

/// The rows of this file.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "validate",
        needs_connection: false,
        help: "check a document in a file",
        about: "Check a document of any type, in XML or JSON: unknown elements and attributes, and values that cannot be.",
        options: &[string("file", "file containing the document").required().completes(Complete::File)],
        run: validate,
        ..Command::EMPTY
    },
    Command {
        name: "schema",
        needs_connection: false,
        help: "print the JSON Schema of a type of documents",
        about: "Print the JSON Schema of a type of documents, which is named like its root element.",
        options: &[string("type", "root element, such as 'domain' or 'network'").required()],
        run: schema,
        ..Command::EMPTY
    },
];

fn validate(cx: &mut Context<'_>) -> Outcome {
    let file = cx.args.required("file")?;
    let text = files::document(file)?;
    let document = documents::validate(&text).lead(format!("{file} fails to validate"))?;
    cx.out.say(format!("{file} validates\n"));
    cx.out.data(json!({ "file": file, "type": document.root, "valid": true }));
    Ok(())
}

fn schema(cx: &mut Context<'_>) -> Outcome {
    let schema = DocumentType::of(cx.args.required("type")?)?.schema();
    cx.out.say(format!("{schema:#}\n"));
    cx.out.data(schema);
    Ok(())
}
