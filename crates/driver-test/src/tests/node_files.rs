//! Files that describe nodes: what may stand in them, and what is said of wrong ones.

use std::path::PathBuf;

use virt::constants::*;
use virt::{Connection, ErrorCode, Hypervisor, Result};

use super::uri;
use crate::{Options, TestDriver};

const NAMESPACE: &str = "xmlns:test='http://libvirt.org/schemas/domain/test/1.0'";

/// A folder of files, which goes with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        let folder = std::env::temp_dir().join(format!("driver-test-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for (name, text) in files {
            std::fs::write(folder.join(name), text).unwrap();
        }
        Folder(folder)
    }

    fn open(&self, driver: &TestDriver, readonly: bool) -> Result<Connection> {
        driver.open(&uri(&format!("test://{}/node.xml", self.0.display())), readonly)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).unwrap();
    }
}

fn opened(name: &str, node: &str) -> Result<Connection> {
    Folder::new(name, &[("node.xml", node)]).open(&TestDriver::default(), false)
}

fn guest(inside: &str) -> String {
    format!(
        "<domain type='test' {NAMESPACE}><name>a</name><memory>1</memory><os><type>hvm</type></os>{inside}</domain>"
    )
}

fn snapshot(name: &str, inside: &str) -> String {
    let text = "<state>shutoff</state><creationTime>1375905916</creationTime>";
    format!("<test:domainsnapshot><name>{name}</name>{text}{inside}</test:domainsnapshot>")
}

#[test]
fn guests_have_their_snapshots_from_the_start() {
    let inside = snapshot("one", "<active>0</active>") + "<test:domainsnapshot file='two.xml'/>";
    let two = "<domainsnapshot><name>two</name><description>&lt;b></description><state>paused</state>\
        <parent><name>one</name></parent><creationTime>1375905917</creationTime><active>1</active></domainsnapshot>";
    let files = [("node.xml", format!("<node>{}</node>", guest(&inside))), ("two.xml", two.to_owned())];
    let folder = Folder::new("snapshots", &files.each_ref().map(|(name, text)| (*name, text.as_str())));
    let node = folder.open(&TestDriver::default(), false).unwrap();
    let dom = node.domain.lookup_by_name("a").unwrap();
    let snapshots = &node.domain_snapshot;
    assert_eq!(snapshots.list_names(&dom, 9, VIR_DOMAIN_SNAPSHOT_LIST_TOPOLOGICAL).unwrap(), ["one", "two"]);
    let current = snapshots.current(&dom, 0).unwrap();
    assert_eq!((current.name.as_str(), snapshots.parent(&current, 0).unwrap().name.as_str()), ("two", "one"));
    assert!(snapshots.xml_desc(&current, 0).unwrap().contains("<description>&lt;b&gt;</description>"));
}

#[test]
fn prefixes_that_the_whole_file_declares_count_inside() {
    let notes = "<metadata><x:y><x:z/></x:y></metadata><test:runstate>5</test:runstate>";
    let guest = guest(notes).replace(NAMESPACE, "");
    let node = opened("prefixes", &format!("<node {NAMESPACE} xmlns:x='urn:x'>{guest}</node>")).unwrap();
    let dom = node.domain.lookup_by_name("a").unwrap();
    assert_eq!(node.domain.state(&dom, 0).unwrap().state, VIR_DOMAIN_SHUTOFF);
    let kept = node.domain.metadata(&dom, VIR_DOMAIN_METADATA_ELEMENT, Some("urn:x"), 0).unwrap();
    assert!(kept.contains("<z/>"), "{kept}");
}

#[test]
fn snapshots_of_a_file_fit_together() {
    let active = "<active>1</active>";
    let below = |parent: &str| format!("<active>0</active><parent><name>{parent}</name></parent>");
    for (inside, code) in [
        (snapshot("one", active) + &snapshot("two", active), ErrorCode::INTERNAL_ERROR),
        (snapshot("one", active) + &snapshot("one", "<active>0</active>"), ErrorCode::OPERATION_FAILED),
        (snapshot("one", &below("gone")), ErrorCode::INTERNAL_ERROR),
        (snapshot("one", &below("two")) + &snapshot("two", &below("one")), ErrorCode::INTERNAL_ERROR),
        (snapshot("one", ""), ErrorCode::INTERNAL_ERROR),
        ("<test:domainsnapshot file='/nonexistent/s.xml'/>".to_owned(), ErrorCode::SYSTEM_ERROR),
    ] {
        let error = opened("misfits", &format!("<node>{}</node>", guest(&inside))).err().expect(&inside);
        assert_eq!(error.code(), code, "{inside}: {error}");
    }
}

#[test]
fn every_state_may_be_the_first() {
    for state in VIR_DOMAIN_NOSTATE..=VIR_DOMAIN_PMSUSPENDED {
        let text = format!("<node>{}</node>", guest(&format!("<test:runstate>{state}</test:runstate>")));
        let node = opened("states", &text).unwrap();
        let dom = node.domain.lookup_by_name("a").unwrap();
        assert_eq!(node.domain.state(&dom, 0).unwrap().state, state);
        // Whoever neither rests nor waits can be made to wait, and only who runs tells the time.
        let waits = node.domain.suspend(&dom).is_ok();
        assert_eq!(waits, ![VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_PAUSED].contains(&state), "{state}");
        assert!(node.domain.time(&dom, 0).is_err(), "{state}");
        assert_eq!(node.domain.set_time(&dom, 1, 0, 0).is_ok(), state != VIR_DOMAIN_SHUTOFF);
    }
    for wrong in ["8", "-1", "x"] {
        assert!(
            opened("states", &format!("<node>{}</node>", guest(&format!("<test:runstate>{wrong}</test:runstate>"))))
                .is_err()
        );
    }
}

#[test]
fn complaints_name_the_file_and_the_place() {
    for (node, place, word) in [
        ("<node>\n  <memory>x</memory></node>", Some((2, 3)), "node.xml"),
        (
            "<node>\n <network><name>n</name></network>\n <network><name>n</name></network>\n</node>",
            Some((3, 2)),
            "'n'",
        ),
        ("<node>\n <pool type='dir'>\n<name>p</name></pool>\n</node>", Some((2, 2)), "node.xml"),
        ("<node>\n <domain file='bad.xml'/></node>", Some((3, 3)), "bad.xml"),
        ("<node>\n <domain file='torn.xml'/></node>", None, "torn.xml"),
        ("<node", None, "node.xml"),
    ] {
        let bad = "<domain type='test'>\n <name>x</name>\n  <memory>lots</memory>\n</domain>";
        let folder = Folder::new("places", &[("node.xml", node), ("bad.xml", bad), ("torn.xml", "<domain>\n<name>")]);
        let error = folder.open(&TestDriver::default(), false).err().expect(node);
        let at = error.details().at.map(|at| (at.line, at.column));
        assert!(at == place && error.to_string().contains(word), "{node}: {at:?} {error}");
    }
}

#[test]
fn faults_that_are_no_faults_are_complained_of_where_they_stand() {
    for wrong in [
        "call='virDomainSuspend' error='0'",
        "call='virDomainSuspend' error='-1'",
        "call='virDomainSuspend' error='38' cuont='1'",
        "call='virDomainSuspend' error='38' hang='true'",
        "call='virDomainSuspend' delay='3600001'",
        "call='virDomainSuspnd' error='38'",
        "error='38'",
    ] {
        let text = format!("<node {NAMESPACE}>\n <test:fault {wrong}/>\n</node>");
        let error = opened("faults", &text).err().expect(wrong);
        assert_eq!(error.details().at.map(|at| at.line), Some(2), "{wrong}: {error}");
    }
}

#[test]
fn a_daemon_reads_no_files_for_those_who_may_only_read() {
    let folder = Folder::new("guarded", &[("node.xml", "<node/>")]);
    let daemon = TestDriver::new(Options { guarded: true, ..Options::default() });
    let refusal = |readonly| folder.open(&daemon, readonly).err().map(|error| error.code());
    assert_eq!((refusal(true), refusal(false)), (Some(ErrorCode::OPERATION_DENIED), None));
    assert!(daemon.open(&uri("test:///default"), true).is_ok());
    assert!(folder.open(&TestDriver::default(), true).is_ok());
}

#[test]
fn no_more_cpus_are_active_than_there_are() {
    let cpus = |active: u32| {
        let text = format!("<node><cpu><nodes>1</nodes><active>{active}</active></cpu></node>");
        opened("cpus", &text).unwrap().connect.node_info().unwrap().cpus
    };
    assert_eq!((cpus(5), cpus(8), cpus(9)), (5, 8, 8));
}
