//! The JSON twin, strict reading and schemas of documents.

use conf::documents::{self, DocumentType, TYPES};
use serde_json::json;
use virt::ErrorCode;

use super::{data, minimal};

/// XML to JSON and back is the same document.
fn check_twin(text: &str, name: &str) {
    let twin = documents::to_json(text).unwrap_or_else(|e| panic!("{name}: {e}"));
    let again = documents::from_json(&twin.to_string()).unwrap_or_else(|e| panic!("{name}: {e}\n{twin:#}"));
    let third = documents::to_json(&again).unwrap_or_else(|e| panic!("{name}: {e}\n{again}"));
    assert_eq!(third, twin, "{name}");
    let read = |text: &str| conf::domain::Domain::parse(text, conf::domain::ParseFlags::LIVE).unwrap();
    assert_eq!(read(&again), read(text), "{name}");
}

#[test]
fn json_and_back_is_the_same_document() {
    let mut count = 0;
    for entry in std::fs::read_dir(data("domain")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".out.xml") {
            check_twin(&std::fs::read_to_string(&path).unwrap(), &name);
            count += 1;
        }
    }
    assert!(count >= 3, "only {count} documents found");
}

#[test]
fn the_vectors_documents_survive_json_and_strict_reading() {
    let Some(shared) = std::env::var_os("FERROVIRT_SHARED") else {
        eprintln!("skipped: FERROVIRT_SHARED is not set");
        return;
    };
    let folder = std::path::Path::new(&shared).join("vectors/data/domain");
    let (mut count, mut unknown) = (0, Vec::new());
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".xml") && name.matches('.').count() > 1 {
            let text = std::fs::read_to_string(&path).unwrap();
            check_twin(&text, &name);
            if let Err(error) = documents::check(&text) {
                unknown.push(format!("{name}: {error}"));
            }
            count += 1;
        }
    }
    assert!(count > 300, "only {count} documents found");
    assert!(unknown.is_empty(), "{} of {count}:\n{}", unknown.len(), unknown.join("\n"));
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
        assert!(definitions.len() > 10, "{}", document.root);
    }
    let disk = &DocumentType::of("domain").unwrap().schema()["$defs"]["Disk"];
    assert!(disk["properties"]["device"]["enum"].as_array().unwrap().contains(&json!("cdrom")), "{disk:#}");
}
