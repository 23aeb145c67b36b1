//! What users are told of documents that are wrong: code by code, word by word, with line and column.
//!
//! Each file of `tests/data/errors` holds documents, each followed by `=> ` and the complaint; `BLESS=1` writes the
//! complaints anew.

use conf::documents;

use super::data;

/// The documents of a file and what is said of them.
fn cases(text: &str) -> Vec<(&str, &str)> {
    let blocks = text.split_terminator("\n\n");
    blocks.map(|block| block.rsplit_once("\n=> ").unwrap_or_else(|| panic!("no complaint in {block:?}"))).collect()
}

#[test]
fn complaints_name_the_cause_the_place_and_the_remedy() {
    let (mut count, mut placed) = (0, 0);
    for entry in std::fs::read_dir(data("errors")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let mut fresh = String::new();
        for (document, expected) in cases(&text) {
            let Err(error) = documents::validate(document) else { panic!("nothing is wrong with {document}") };
            let told = error.to_string().replace('\n', "\n   ");
            if std::env::var_os("BLESS").is_none() {
                assert_eq!(told, expected, "{document}");
            }
            fresh.push_str(&format!("{document}\n=> {told}\n\n"));
            count += 1;
            placed += usize::from(error.details().at.is_some() || told.contains("at line "));
        }
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, fresh).unwrap();
        }
    }
    assert!(count >= 200, "only {count} documents");
    // Without a place are those that are of no known type, or are not there at all.
    assert!(count - placed <= 4, "{} complaints without a place", count - placed);
}
