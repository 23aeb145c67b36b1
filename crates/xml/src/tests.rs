//! Hostile text, layout, and the mapping's promises.

use crate::*;

#[derive(Xml, Debug, Clone, PartialEq)]
struct Disk {
    device: Option<String>,
    #[xml(union = "type", body = "source")]
    source: Source,
    target: Option<Target>,
    readonly: bool,
    #[xml(live)]
    alias: Option<Target>,
    extra: Option<Raw>,
}

#[derive(Xml, Debug, Clone, PartialEq)]
enum Source {
    #[xml(untagged)]
    File {
        file: Option<String>,
    },
    Block {
        dev: Option<String>,
    },
}

#[derive(Xml, Debug, Clone, PartialEq)]
struct Target {
    dev: String,
    bus: Option<Bus>,
}

#[derive(Xml, Debug, Clone, Copy, PartialEq)]
enum Bus {
    Ide,
    Virtio,
}

fn check(input: &str, output: &str) {
    let disk: Disk = from_str(input, Mode::LIVE).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(to_string("disk", &disk, Mode::LIVE), output);
    let again: Disk = from_str(output, Mode::LIVE).unwrap();
    assert_eq!(again, disk);
}

fn check_err(input: &str, message: &str) {
    let error = from_str::<Disk>(input, Mode::LIVE).unwrap_err();
    assert!(error.to_string().starts_with(message), "{error}");
}

#[test]
fn order_blind_in_and_fixed_order_out() {
    check(
        "<disk><readonly/><extra b='1' a='2'><y>t&amp;</y><x/></extra><target bus='ide' dev='a&apos;'/></disk>",
        "<disk type='file'>\n  <target dev='a&apos;' bus='ide'/>\n  <readonly/>\n  <extra b='1' a='2'>\n    <y>t&amp;</y>\n    <x/>\n  </extra>\n</disk>\n",
    );
    check("<disk type='block' device='lun'/>", "<disk type='block' device='lun'/>\n");
    check(
        "<disk type='block'><source dev='/dev/x'/></disk>",
        "<disk type='block'>\n  <source dev='/dev/x'/>\n</disk>\n",
    );
}

#[test]
fn live_parts_stay_out_of_definitions() {
    let text = "<disk type='file'>\n  <alias dev='x'/>\n</disk>\n";
    let live: Disk = from_str(text, Mode::LIVE).unwrap();
    assert!(live.alias.is_some());
    assert_eq!(to_string("disk", &live, Mode::LIVE), text);
    assert_eq!(to_string("disk", &live, Mode::INACTIVE), "<disk type='file'/>\n");
    assert!(from_str::<Disk>(text, Mode::INACTIVE).unwrap().alias.is_none());
}

#[test]
fn wrong_values_are_named_with_their_place() {
    check_err(
        "<disk>\n  <target dev='a' bus='virtoi'/></disk>",
        "2:19: Invalid value for attribute 'bus' in element 'target': 'virtoi'.",
    );
    check_err("<disk><target/></disk>", "1:7: Missing required attribute 'dev' in element 'target'");
    check_err("<disk type='x'/>", "1:7: Invalid value for attribute 'type' in element 'disk': 'x'.");
}

#[test]
fn hostile_text_is_refused_in_known_words() {
    for (text, message) in [
        ("", "at line 1: Document is empty"),
        ("\n\n", "at line 1: Document is empty"),
        ("foo", "at line 1: Start tag expected, '<' not found\nfoo\n^"),
        ("<", "at line 1: Start tag expected, '<' not found"),
        ("<d", "at line 1: Couldn't find end of Start Tag d line 1"),
        ("<d>", "at line 1: Premature end of data in tag d line 1\n<d>\n---^"),
        ("<d><name>a</d>", "at line 1: Opening and ending tag mismatch: name line 1 and d"),
        ("<d a=1/>", "at line 1: AttValue: \" or ' expected\n<d a=1/>\n-----^"),
        ("<d a='1' a='2'/>", "at line 1: Attribute a redefined"),
        ("<d a='<'/>", "at line 1: Unescaped '<' not allowed in attributes values"),
        ("<d>&foo;</d>", "at line 1: Entity 'foo' not defined"),
        ("<d>&#0;</d>", "at line 1: xmlParseCharRef"),
        ("<d>\u{1}</d>", "at line 1: PCDATA invalid Char value 1"),
        ("<d>\0</d>", "at line 1: PCDATA invalid Char value 0"),
        ("<d a='\0'/>", "at line 1: PCDATA invalid Char value 0"),
        ("<d/><x/>", "at line 1: Extra content at the end of the document"),
        ("<!DOCTYPE d [<!ENTITY a 'b'>]><d>&a;</d>", "at line 1: document type declarations are not accepted"),
        ("<?xml version='1.0' encoding='utf-16'?><d/>", "at line 1: Unsupported encoding: utf-16"),
        ("<d><!-- a -- b --></d>", "at line 1: Double hyphen within comment"),
        ("<d><![CDATA[", "at line 1: CData section not finished"),
        ("<d><?x", "at line 1: ParsePI"),
        ("<d>&", "at line 1: EntityRef"),
        ("<é", "at line 1: Couldn't find end of Start Tag é line 1"),
    ] {
        check_err(text, message);
    }
    let deep = "<a>".repeat(300);
    check_err(&deep, "at line 1: Excessive depth");
    let wide = format!("<a {}/>", (0..300).map(|i| format!("a{i}='' ")).collect::<String>());
    check_err(&wide, "at line 1: more than 256 attributes");
    assert!(Document::parse_bytes(b"<d>\xff</d>").is_err());
}

#[test]
fn every_prefix_of_a_document_is_refused_without_a_panic() {
    let whole = "<?xml version='1.0'?><!-- é --><d a='&lt;é'>é&#233;<![CDATA[é]]><b/><?p é?></d><!-- x -->";
    for (i, _) in whole.char_indices() {
        let _ = Document::parse(&whole[..i]);
        let _ = Document::parse(&whole[i..]);
    }
    Document::parse(whole).unwrap();
}

#[test]
fn units_are_understood() {
    for (value, unit, bytes) in [
        (1, "KiB", Some(1024)),
        (1, "kB", Some(1000)),
        (2, "M", Some(2 << 20)),
        (1, "b", Some(1)),
        (1, "x", None),
        (1, "é", None),
        (u64::MAX, "KiB", None),
        (1, "EiB", Some(1 << 60)),
    ] {
        assert_eq!(scale(value, unit), bytes, "{unit}");
    }
    assert_eq!(number("010"), Some(8));
    assert_eq!(number("0x1f"), Some(31));
    assert_eq!(number("-1"), None);
    assert_eq!(Hex::<4>(2).to_xml(), "0x0002");
}

#[test]
fn metadata_comes_back_as_written() {
    #[derive(Xml, Debug, PartialEq)]
    struct Domain {
        metadata: Option<Verbatim>,
    }
    let text = "<domain>\n  <metadata>\n    <a:b xmlns:a=\"http://x\" k=\"'\">\n      <!-- c -->\n      <a:c>x  <a:d/></a:c>\n    </a:b>\n  </metadata>\n</domain>\n";
    let domain: Domain = from_str(text, Mode::INACTIVE).unwrap();
    assert_eq!(to_string("domain", &domain, Mode::INACTIVE), text);
    let packed: Domain =
        from_str("<domain><metadata><a:b xmlns:a='u'><a:c/></a:b></metadata></domain>", Mode::LIVE).unwrap();
    let laid_out =
        "<domain>\n  <metadata>\n    <a:b xmlns:a=\"u\">\n      <a:c/>\n    </a:b>\n  </metadata>\n</domain>\n";
    assert_eq!(to_string("domain", &packed, Mode::LIVE), laid_out);
}
