//! The JSON twin, strict reading and schemas of documents.

use conf::documents::{self, DocumentType, TYPES};
use serde_json::json;
use virt::ErrorCode;

use super::{data, minimal};

/// What must hold for every document: its reader prints what it reads again as the same, its twin says the same, and
/// strict reading knows every word in it. Tells what does not hold; `None` if the reader refuses the document.
fn broken_promises(text: &str) -> Option<Vec<String>> {
    let printed = documents::reprint(text).ok()?;
    let through_json = || documents::reprint(&documents::from_json(&documents::to_json(text)?.to_string())?);
    let outcomes = [
        ("printed again", documents::reprint(&printed)),
        ("through JSON", through_json()),
        ("strictly", documents::check(&printed).map(|()| printed.clone())),
    ];
    let broken = outcomes.into_iter().filter_map(|(how, outcome)| match outcome {
        Ok(again) if again == printed => None,
        Ok(again) => Some(format!("{how} it is another document:\n{again}")),
        Err(error) => Some(format!("{how}: {error}")),
    });
    Some(broken.collect())
}

#[test]
fn documents_of_every_type_survive_json_and_strict_reading() {
    let mut types = std::collections::BTreeSet::new();
    let domains = std::fs::read_dir(data("domain")).unwrap().map(|entry| entry.unwrap().path());
    let domains = domains.map(|path| std::fs::read_to_string(path).unwrap());
    for text in domains.chain(super::damaged::documents_of_every_type()) {
        let broken =
            broken_promises(&text).unwrap_or_else(|| panic!("refused: {:?}\n{text}", documents::reprint(&text)));
        assert!(broken.is_empty(), "{text}\n{}", broken.join("\n"));
        types.extend(documents::to_json(&text).unwrap().as_object().unwrap().keys().cloned());
    }
    let untested: Vec<_> = TYPES.iter().map(|t| t.root).filter(|root| !types.contains(*root)).collect();
    assert!(untested.is_empty(), "{untested:?}");
}

/// Every document below the folder whose root element is of a known type.
fn documents_below(folder: &std::path::Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            documents_below(&path, found);
            continue;
        }
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        if path.extension().is_some_and(|e| e == "xml") && documents::to_json(&text).is_ok() {
            found.push((path.display().to_string(), text));
        }
    }
}

#[test]
fn the_vectors_documents_survive_json_and_strict_reading() {
    let Some(shared) = std::env::var_os("FERROVIRT_SHARED") else {
        eprintln!("skipped: FERROVIRT_SHARED is not set");
        return;
    };
    let mut found = Vec::new();
    documents_below(&std::path::Path::new(&shared).join("vectors/data"), &mut found);
    let (mut count, mut wrong) = (0, Vec::new());
    for (name, text) in &found {
        let Some(broken) = broken_promises(text) else { continue };
        count += 1;
        wrong.extend(broken.into_iter().map(|what| format!("{name}: {what}")));
    }
    assert!(count > 1500, "only {count} of {} documents found", found.len());
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn keys_are_the_documents_names() {
    let text = minimal(
        "<devices><disk type='file' device='disk'><source file='/a'/><target dev='vda' bus='virtio'/></disk></devices>",
    );
    let twin = documents::to_json(&text).unwrap();
    let domain = &twin["domain"];
    assert_eq!(domain["type"], "kvm");
    assert_eq!(domain["name"], "a");
    assert_eq!(domain["memory"], json!({ "value": 1024 }));
    assert_eq!(domain["devices"]["disk"][0]["source"], json!({ "file": "/a" }));
    assert_eq!(domain["devices"]["disk"][0]["target"], json!({ "dev": "vda", "bus": "virtio" }));
}

#[test]
fn unknown_names_are_found_with_place_and_suggestion() {
    for (inside, message, remedy) in [
        ("<devices><dsik type='file'/></devices>", "unknown element 'dsik' in 'devices'", "did you mean 'disk'?"),
        (
            "<devices><disk type='file' device='disk' snapshto='no'><target dev='a'/></disk></devices>",
            "unknown attribute 'snapshto' in element 'disk'",
            "did you mean 'snapshot'?",
        ),
        ("<on_crash>destroy</on_crash><on_crash>destroy</on_crash>", "element 'on_crash' stands twice in 'domain'", ""),
    ] {
        let error = documents::check(&minimal(inside)).unwrap_err();
        assert_eq!(error.code(), ErrorCode::XML_INVALID_SCHEMA);
        let text = error.to_string();
        assert!(text.contains(message) && text.contains(remedy), "{text}");
        let place = error.details().at.unwrap();
        assert_eq!(place.line, 1, "{text}");
        assert!(place.column > 80, "{text}");
    }
    documents::check(&minimal("<devices/>")).unwrap();
}

#[test]
fn wrong_json_is_refused_with_its_path() {
    for (text, message) in [
        ("{", "this is not JSON"),
        ("[]", "an object with one key"),
        (r#"{"domian": {}}"#, "no document type has the root element 'domian'"),
        (r#"{"domain": {"nmae": "a"}}"#, "domain: unknown key 'nmae'"),
        (
            r#"{"domain": {"devices": {"disk": [{"type": "file"}, 5]}}}"#,
            "domain.devices.disk[1]: an object stands here",
        ),
        (r#"{"domain": {"name": ["a"]}}"#, "domain.name: a list stands where one value is meant"),
        (r#"{"domain": {"metadata": "<a>"}}"#, "domain.metadata: not a whole XML element"),
        (r#"{"domain": {"type": {"a": 1}}}"#, "domain.type: a plain value stands here"),
    ] {
        let error = documents::from_json(text).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
}

/// Documents nest deeper than readers of JSON like, but not without end.
#[test]
fn json_may_nest_as_deep_as_documents() {
    let nested = |levels: usize| {
        let (open, close) =
            ("<backingStore type='file'><source file='/a'/>".repeat(levels), "</backingStore>".repeat(levels));
        minimal(&format!(
            "<devices><disk type='file'><source file='/a'/>{open}{close}<target dev='vda'/></disk></devices>"
        ))
    };
    let text = nested(200);
    assert_eq!(broken_promises(&text), Some(Vec::new()));
    for bracket in ["[", "{\"domain\":"] {
        let error = documents::from_json(&bracket.repeat(100_000)).unwrap_err().to_string();
        assert!(error.contains("nests deeper than 514 levels"), "{error}");
    }
    let brackets_in_strings = format!(r#"{{"secret": {{"description": "\"{}"}}}}"#, "[".repeat(1000));
    assert!(documents::from_json(&brackets_in_strings).is_ok());
    for (text, message) in [("", "it is empty"), ("{} {}", "it goes on after its end"), ("{}]", "this is not JSON: ")] {
        let error = documents::from_json(text).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
}

#[test]
fn schemas_name_every_definition_they_use() {
    for document in TYPES {
        let schema = document.schema();
        let text = schema.to_string();
        let definitions = schema["$defs"].as_object().unwrap();
        for part in text.split("\"#/$defs/").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(definitions.contains_key(name), "{}: {name}", document.root);
        }
        assert!(!definitions.is_empty(), "{}", document.root);
    }
    let disk = &DocumentType::of("domain").unwrap().schema()["$defs"]["Disk"];
    assert!(disk["properties"]["device"]["enum"].as_array().unwrap().contains(&json!("cdrom")), "{disk:#}");
}

/// Types that may hold anything, at or below a shape.
fn open_types(inner: &xml::Inner, name: &'static str, seen: &mut Vec<&'static str>, open: &mut Vec<&'static str>) {
    let name = match inner {
        xml::Inner::Type { name, .. } if seen.contains(name) => return,
        xml::Inner::Type { name, .. } => name,
        xml::Inner::Variant { .. } => name,
    };
    seen.push(name);
    let shape = inner.shape();
    if shape.is_open {
        open.push(name);
    }
    for part in &shape.parts {
        if let xml::PartKind::Choice { words, declare, .. } = &part.kind {
            for word in *words {
                open_types(&xml::Inner::Variant { word: (*word).to_owned(), declare: *declare }, name, seen, open);
            }
        }
    }
    for (_, inner, _) in shape.children() {
        open_types(inner, name, seen, open);
    }
}

/// Strict reading sees into everything but what is kept as it is, whose shape says so.
#[test]
fn nothing_may_hold_just_anything() {
    let (mut seen, mut open) = (Vec::new(), Vec::new());
    for document in TYPES {
        open_types(&(document.inner)(), document.root, &mut seen, &mut open);
    }
    assert!(open.is_empty(), "{open:?}");
    assert!(seen.len() > 500, "only {} types seen", seen.len());
}
