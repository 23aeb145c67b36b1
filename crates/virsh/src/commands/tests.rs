//! The table against itself and against the known list of commands and options.

use serde_json::Value;

use super::{GROUPS, all, find};
use crate::table::{Kind, Place};

#[test]
fn every_row_is_in_one_group() {
    for command in all().filter(|c| !c.is_hidden) {
        let groups = GROUPS.iter().filter(|g| g.names.contains(&command.name)).count();
        assert_eq!(groups, 1, "{}", command.name);
        assert_eq!(all().filter(|other| other.name == command.name).count(), 1, "{}", command.name);
    }
    for name in GROUPS.iter().flat_map(|g| g.names) {
        assert!(find(name).is_some(), "{name} has no row");
    }
}

#[test]
fn aliases_lead_somewhere() {
    for command in all() {
        for option in command.options {
            if let Kind::Alias(target) = option.kind {
                let target = target.split('=').next().unwrap_or_default();
                assert!(command.options.iter().any(|o| o.name == target), "{} --{}", command.name, option.name);
            }
        }
    }
}

/// `FERROVIRT_SHARED` points to the folder with the interface facts.
#[test]
fn rows_agree_with_the_facts() {
    let Some(shared) = std::env::var_os("FERROVIRT_SHARED") else {
        eprintln!("skipped: FERROVIRT_SHARED is not set");
        return;
    };
    let path = std::path::Path::new(&shared).join("facts/virsh.json");
    let facts: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let known = facts["virsh"]["commands"].as_array().unwrap();
    let mut missing = vec![];
    for fact in known {
        let name = fact["name"].as_str().unwrap();
        let Some(command) = find(name) else {
            missing.push(name);
            continue;
        };
        assert_eq!(command.needs_connection, fact["needs_connection"].as_bool().unwrap(), "{name}");
        let aliases: Vec<&str> = fact["aliases"].as_array().unwrap().iter().map(|a| a.as_str().unwrap()).collect();
        assert_eq!(command.aliases, aliases, "{name}");
        let options = fact["options"].as_array().unwrap();
        let names: Vec<&str> = options.iter().map(|o| o["name"].as_str().unwrap()).collect();
        let ours: Vec<&str> = command.options.iter().map(|o| o.name).collect();
        assert_eq!(ours, names, "{name}");
        for (option, fact) in command.options.iter().zip(options) {
            check_option(name, option, fact);
        }
    }
    // What the reference does with a program of its own.
    let ours = super::document::COMMANDS;
    for command in all().filter(|command| ours.iter().all(|own| own.name != command.name)) {
        assert!(known.iter().any(|fact| fact["name"] == command.name), "{} is not a known command", command.name);
    }
    eprintln!("{} of {} commands; missing: {missing:?}", known.len() - missing.len(), known.len());
}

fn check_option(command: &str, option: &crate::table::Opt, fact: &Value) {
    let is = |key: &str| fact[key].as_bool().unwrap_or(false);
    let kind = match option.kind {
        Kind::Flag => "bool",
        Kind::Text => "string",
        Kind::Int => "int",
        Kind::Scaled => "scaledint",
        Kind::Argv => "argv",
        Kind::Alias(target) => {
            assert_eq!(fact["alias_of"], target, "{command} --{}", option.name);
            "alias"
        }
    };
    assert_eq!(fact["kind"], kind, "{command} --{}", option.name);
    assert_eq!(option.may_be_empty, is("allow_empty"), "{command} --{}", option.name);
    let place = match (is("required"), is("positional"), is("accepted_positionally")) {
        (true, ..) => Place::Required,
        (_, true, _) => Place::Positional,
        (.., true) => Place::Unlisted,
        _ => Place::Named,
    };
    assert_eq!(option.place, place, "{command} --{}", option.name);
}
