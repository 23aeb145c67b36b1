//! Damaged documents of every type: none makes a reader panic, and what is read prints as something that reads again.

use conf::documents;
use conf::network::Network;
use conf::network::update::{Command, Section};
use xml::Mode;

/// A document of every type but the domain's, which have a folder of their own.
pub(super) fn documents_of_every_type() -> Vec<String> {
    let entries = std::fs::read_dir(super::data("types")).unwrap();
    let texts = entries.map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap());
    texts.map(|text| text.trim_end().to_owned()).collect()
}

const NETWORK: &str = include_str!("../data/types/network.xml");

/// Every way to lose one character, or all from one on.
fn damaged(text: &str) -> impl Iterator<Item = String> {
    text.char_indices()
        .flat_map(move |(i, c)| [text[..i].to_owned(), format!("{}{}", &text[..i], &text[i + c.len_utf8()..])])
}

#[test]
fn damaged_documents_of_every_type_never_panic() {
    for text in documents_of_every_type() {
        let whole = documents::reprint(&text).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(documents::reprint(&whole).unwrap(), whole);
        for damaged in damaged(&text) {
            let _ = documents::check(&damaged);
            let Ok(printed) = documents::reprint(&damaged) else { continue };
            let again = documents::reprint(&printed).unwrap_or_else(|e| panic!("{damaged}: {e}:\n{printed}"));
            assert_eq!(again, printed, "{damaged}");
        }
    }
}

#[test]
fn damaged_changes_of_networks_never_panic() {
    for (section, record) in [
        ("ip-dhcp-host", "<host mac='52:54:00:00:00:02' name='x' ip='10.0.0.3'/>"),
        ("ip-dhcp-range", "<range start='10.0.0.20' end='10.0.0.29'><lease expiry='5'/></range>"),
        ("forward-interface", "<interface dev='f'/>"),
        ("portgroup", "<portgroup name='q'><vlan><tag id='5'/></vlan></portgroup>"),
        ("dns-host", "<host ip='10.0.0.2'><hostname>b</hostname></host>"),
        ("dns-txt", "<txt name='u' value='w'/>"),
        ("dns-srv", "<srv service='t' protocol='udp' domain='d' target='x' port='5'/>"),
    ] {
        let section = Section::from_name(section).unwrap();
        for damaged in damaged(record).chain([record.to_owned()]) {
            for command in [Command::Modify, Command::Delete, Command::AddFirst, Command::AddLast] {
                for index in [-1, 0, 1, i32::MAX, i32::MIN] {
                    let mut network = Network::parse_definition(NETWORK).unwrap();
                    if network.update(command, section, index, &damaged).is_ok() {
                        let printed = network.format(Mode::INACTIVE);
                        Network::parse_definition(&printed).unwrap_or_else(|e| panic!("{damaged}: {e}:\n{printed}"));
                    }
                }
            }
        }
    }
}
