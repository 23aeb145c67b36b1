//! Lives of networks, on real files and bridges in memory.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use host::bridge::FakeBridges;
use host::faults::FaultyFiles;
use host::files::SystemFiles;
use virt::constants::*;
use virt::generated::network::NetworkDriver;
use virt::{ErrorCode, Event, EventBus, Subscription};

use crate::fake_programs::FakePrograms;
use crate::{Networks, Options, Paths};

/// A machine of its own, on which drivers come and go.
struct Stage {
    root: PathBuf,
    files: Arc<FaultyFiles<SystemFiles>>,
    bridges: Arc<FakeBridges>,
    programs: Arc<FakePrograms>,
    events: Arc<EventBus>,
    heard: Arc<Mutex<Vec<(String, i32)>>>,
    _subscription: Subscription,
}

impl Stage {
    fn new(name: &str) -> Stage {
        let root = std::env::temp_dir().join(format!("ferrovirt-network-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&root);
        let events = EventBus::new();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&heard);
        let subscription = events.subscribe(move |event| {
            if let Event::NetworkEventLifecycle(event) = &**event {
                log.lock().unwrap().push((event.net.name.clone(), event.event));
            }
        });
        let files = Arc::new(FaultyFiles::new(SystemFiles));
        Stage {
            root,
            files,
            bridges: Arc::default(),
            programs: Arc::default(),
            events,
            heard,
            _subscription: subscription,
        }
    }

    fn open(&self) -> Networks {
        Networks::open(Options {
            paths: Paths::system(&self.root),
            files: Arc::clone(&self.files) as _,
            bridges: Arc::clone(&self.bridges) as _,
            programs: Arc::clone(&self.programs) as _,
            events: Arc::clone(&self.events),
        })
        .unwrap()
    }

    fn driver(&self) -> Arc<dyn NetworkDriver> {
        self.open().driver()
    }

    fn exists(&self, path: &str) -> bool {
        self.root.join(path).symlink_metadata().is_ok()
    }

    /// The rules of networks, without those that lead into their chains.
    fn rules(&self) -> Vec<String> {
        self.programs.rules().into_iter().filter(|rule| !rule.contains(" jump ")).collect()
    }

    fn heard(&self) -> Vec<(String, i32)> {
        std::mem::take(&mut *self.heard.lock().unwrap())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.root);
    }
}

const A: &str = "<network><name>a</name><uuid>11111111-2222-3333-4444-555555555555</uuid><bridge name='br-a' stp='off' \
    delay='2'/><mac address='52:54:00:00:00:11'/><mtu size='1400'/></network>";

fn message(error: &virt::Error) -> String {
    error.to_string()
}

#[test]
fn a_network_lives() {
    let stage = Stage::new("life");
    let driver = stage.driver();
    let net = driver.define_xml(A).unwrap();
    assert_eq!((net.name.as_str(), driver.is_active(&net).unwrap(), driver.is_persistent(&net).unwrap()), ("a", 0, 1));
    assert_eq!(driver.list_defined_networks(9).unwrap(), ["a"]);
    driver.create(&net).unwrap();
    let made = stage.bridges.made().remove("br-a").unwrap();
    assert_eq!((made.stp, made.delay_s, made.mtu, made.mac), (false, 2, Some(1400), Some([0x52, 0x54, 0, 0, 0, 0x11])));
    assert!(stage.exists("run/libvirt/network/a.xml"));
    assert_eq!((driver.num_of_networks().unwrap(), driver.num_of_defined_networks().unwrap()), (1, 0));
    assert_eq!(driver.bridge_name(&net).unwrap(), "br-a");
    let again = driver.create(&net).unwrap_err();
    assert_eq!(message(&again), "Requested operation is not valid: network is already active");
    driver.undefine(&net).unwrap();
    assert_eq!((driver.is_active(&net).unwrap(), driver.is_persistent(&net).unwrap()), (1, 0));
    let transient = driver.undefine(&net).unwrap_err();
    assert_eq!(message(&transient), "Requested operation is not valid: can't undefine transient network");
    driver.destroy(&net).unwrap();
    assert!(stage.bridges.made().is_empty() && !stage.exists("run/libvirt/network/a.xml"));
    let gone = driver.lookup_by_name("a").unwrap_err();
    assert_eq!(message(&gone), "Network not found: no network with matching name 'a'");
    let events =
        [VIR_NETWORK_EVENT_DEFINED, VIR_NETWORK_EVENT_STARTED, VIR_NETWORK_EVENT_UNDEFINED, VIR_NETWORK_EVENT_STOPPED];
    assert_eq!(stage.heard(), events.map(|event| ("a".to_owned(), event)));
}

#[test]
fn a_driver_that_comes_later_finds_everything() {
    let stage = Stage::new("later");
    let driver = stage.driver();
    let net = driver.define_xml(A).unwrap();
    driver.set_autostart(&net, 1).unwrap();
    driver.create(&net).unwrap();
    let transient = driver.create_xml("<network><name>t</name></network>").unwrap();
    let before = driver.xml_desc(&transient, 0).unwrap();
    assert!(before.contains("<bridge name='virbr0' stp='on' delay='0'/>"), "{before}");
    let driver = stage.driver();
    assert_eq!(driver.list_networks(9).unwrap(), ["a", "t"]);
    assert_eq!((driver.is_persistent(&net).unwrap(), driver.is_persistent(&transient).unwrap()), (1, 0));
    assert_eq!(driver.autostart(&net).unwrap(), 1);
    assert_eq!(driver.xml_desc(&transient, 0).unwrap(), before);
    // The host was restarted: bridges are gone, and so is the run-time folder.
    for bridge in stage.bridges.made().keys() {
        host::bridge::Bridges::remove(&*stage.bridges, bridge).unwrap();
    }
    let driver = stage.driver();
    assert!(driver.list_networks(9).unwrap().is_empty(), "a bridge that is gone is no network");
    std::fs::remove_dir_all(stage.root.join("run")).unwrap();
    let driver = stage.driver();
    assert_eq!(driver.list_networks(9).unwrap(), ["a"], "only the network that starts with the host");
    driver.set_autostart(&net, 0).unwrap();
    assert!(!stage.exists("etc/libvirt/qemu/networks/autostart/a.xml"));
}

#[test]
fn bridges_belong_to_one_network() {
    let stage = Stage::new("bridges");
    let driver = stage.driver();
    driver.define_xml(A).unwrap();
    let clash = driver.define_xml("<network><name>b</name><bridge name='br-a'/></network>").unwrap_err();
    assert_eq!(message(&clash), "internal error: bridge name 'br-a' already in use.");
    driver.define_xml("<network><name>b</name></network>").unwrap();
    let c = driver.define_xml("<network><name>c</name><bridge name='virbr%d'/></network>").unwrap();
    assert_eq!(driver.bridge_name(&c).unwrap(), "virbr1");
    let long =
        driver.define_xml("<network><name>d</name><bridge name='much-much-too-long-%d'/></network>").unwrap_err();
    assert_eq!(long.code(), ErrorCode::INTERNAL_ERROR);
    let same = A.replace("<name>a<", "<name>e<");
    assert_eq!(
        message(&driver.define_xml(&same).unwrap_err()),
        "operation failed: network 'a' is already defined with uuid 11111111-2222-3333-4444-555555555555"
    );
    let other = A.replace("-555555555555", "-555555555556");
    assert_eq!(
        message(&driver.create_xml(&other).unwrap_err()),
        "operation failed: network 'a' already exists with uuid 11111111-2222-3333-4444-555555555555"
    );
}

#[test]
fn guests_find_the_bridge_of_an_active_network() {
    let stage = Stage::new("guests");
    let networks = stage.open();
    let driver = networks.driver();
    let missing = networks.bridge_of("a").unwrap_err();
    assert_eq!(missing.code(), ErrorCode::NO_NETWORK);
    let net = driver.define_xml(A).unwrap();
    let asleep = networks.bridge_of("a").unwrap_err();
    assert_eq!(message(&asleep), "Requested operation is not valid: network 'a' is not active");
    driver.create(&net).unwrap();
    assert_eq!(networks.bridge_of("a").unwrap(), "br-a");
    assert!(networks.is_busy());
    let host = "<network><name>h</name><forward mode='bridge'/><bridge name='br0'/></network>";
    driver.create_xml(host).unwrap();
    assert_eq!(networks.bridge_of("h").unwrap(), "br0");
    assert!(!stage.bridges.made().contains_key("br0"), "that bridge is the host's");
}

#[test]
fn what_is_missing_is_named_at_start_and_kept_in_the_definition() {
    let stage = Stage::new("missing");
    let driver = stage.driver();
    for (inside, word) in [
        ("<bandwidth><inbound average='7'/></bandwidth>", "<bandwidth>"),
        ("<domain name='d' localOnly='yes' register='yes'/>", "register"),
        ("<forward mode='bridge'><interface dev='eth0'/></forward>", "macvtap"),
        ("<bridge macTableManager='libvirt'/>", "macTableManager"),
        ("<port isolated='yes'/>", "<port"),
    ] {
        let net = driver.define_xml(&format!("<network><name>n</name>{inside}</network>")).unwrap();
        let error = driver.create(&net).unwrap_err();
        assert_eq!(error.code(), ErrorCode::CONFIG_UNSUPPORTED);
        assert!(message(&error).contains(word), "{error}");
        assert!(stage.bridges.made().is_empty() && !stage.exists("run/libvirt/network/n.xml"));
        driver.undefine(&net).unwrap();
    }
}

#[test]
fn a_failure_anywhere_leaves_no_half_state() {
    let stage = Stage::new("faults");
    let driver = stage.driver();
    // The bridge fails: no state is left.
    stage.bridges.fail_with(Some(1));
    let error = driver.create_xml(A).unwrap_err();
    assert_eq!(message(&error), "error creating bridge interface br-a: Operation not permitted");
    assert!(driver.lookup_by_name("a").is_err() && !stage.exists("run/libvirt/network/a.xml"));
    stage.bridges.fail_with(None);
    for n in 0..20 {
        stage.files.fail_after(n, 28);
        let defined = driver.define_xml(A);
        let started = defined.as_ref().map_err(Clone::clone).and_then(|net| driver.create(net));
        let failed = stage.files.heal();
        assert_eq!(stage.exists("etc/libvirt/qemu/networks/a.xml"), defined.is_ok(), "step {n}");
        assert_eq!(stage.exists("run/libvirt/network/a.xml"), started.is_ok(), "step {n}");
        assert_eq!(stage.bridges.made().len(), usize::from(started.is_ok()), "step {n}");
        assert_eq!(stage.rules().len(), if started.is_ok() { 3 } else { 0 }, "step {n}");
        if let Ok(net) = driver.lookup_by_name("a") {
            if started.is_ok() {
                driver.destroy(&net).unwrap();
            }
            driver.undefine(&net).unwrap();
        }
        if !failed {
            assert!(n > 0 && started.is_ok());
            return;
        }
    }
    panic!("there is always one more step that fails");
}

#[test]
fn what_applications_keep_is_kept() {
    let stage = Stage::new("metadata");
    let driver = stage.driver();
    let net = driver.define_xml(A).unwrap();
    let (title, element) = (VIR_NETWORK_METADATA_TITLE, VIR_NETWORK_METADATA_ELEMENT);
    let (live, config) = (VIR_NETWORK_UPDATE_AFFECT_LIVE, VIR_NETWORK_UPDATE_AFFECT_CONFIG);
    driver.set_metadata(&net, title, Some("Hallo"), None, None, 0).unwrap();
    driver.set_metadata(&net, element, Some("<y>z</y>"), Some("k"), Some("u"), config).unwrap();
    let asleep = driver.metadata(&net, element, Some("u"), live).unwrap_err();
    assert_eq!(message(&asleep), "Requested operation is not valid: network is not running");
    driver.create(&net).unwrap();
    driver.set_metadata(&net, element, Some("<y>q</y>"), Some("k"), Some("u"), live).unwrap();
    assert!(driver.set_metadata(&net, title, Some("two\nlines"), None, None, live | config).is_err());
    let driver = stage.driver();
    assert_eq!(driver.metadata(&net, title, None, live).unwrap(), "Hallo");
    assert_eq!(driver.metadata(&net, element, Some("u"), live).unwrap(), "<y>q</y>");
    assert_eq!(driver.metadata(&net, element, Some("u"), config).unwrap(), "<y>z</y>");
    driver.set_metadata(&net, element, None, None, Some("u"), live | config).unwrap();
    let gone = driver.metadata(&net, element, Some("u"), 0).unwrap_err();
    assert_eq!(gone.code(), ErrorCode::NO_NETWORK_METADATA);
}

#[test]
fn records_of_a_network_can_be_changed() {
    let stage = Stage::new("update");
    let driver = stage.driver();
    let net = driver.define_xml("<network><name>n</name><ip address='10.9.0.1' prefix='24'/></network>").unwrap();
    let (modify, add, delete) = (1, 3, 2);
    let (host, portgroup) = (4, 9);
    let config = VIR_NETWORK_UPDATE_AFFECT_CONFIG;
    driver.update(&net, add, host, -1, "<host name='a' ip='10.9.0.5'/>", config).unwrap();
    driver.update(&net, add, portgroup, -1, "<portgroup name='g'/>", 0).unwrap();
    driver.update(&net, modify, host, 0, "<host name='a' ip='10.9.0.6'/>", 0).unwrap();
    let driver = stage.driver();
    let text = driver.xml_desc(&net, 0).unwrap();
    assert!(text.contains("<host name='a' ip='10.9.0.6'/>") && text.contains("<portgroup name='g'>"), "{text}");
    let twice = driver.update(&net, add, portgroup, -1, "<portgroup name='g'/>", config).unwrap_err();
    assert_eq!(twice.code(), ErrorCode::OPERATION_INVALID);
    assert!(driver.update(&net, add, portgroup, -1, "<portgroup name='h'/>", VIR_NETWORK_UPDATE_AFFECT_LIVE).is_err());
    assert!(driver.update(&net, 9, portgroup, -1, "<portgroup name='h'/>", config).is_err());
    driver.update(&net, delete, portgroup, -1, "<portgroup name='g'/>", config).unwrap();
    assert!(!driver.xml_desc(&net, 0).unwrap().contains("portgroup"));
}

#[test]
fn a_running_network_takes_what_it_can_do() {
    let stage = Stage::new("update-live");
    let driver = stage.driver();
    let net = driver.define_xml("<network><name>n</name><bridge name='b7'/></network>").unwrap();
    driver.create(&net).unwrap();
    let (add, live) = (3, VIR_NETWORK_UPDATE_AFFECT_LIVE);
    driver.update(&net, add, 9, -1, "<portgroup name='g'/>", live).unwrap();
    assert!(driver.xml_desc(&net, 0).unwrap().contains("portgroup"));
    assert!(!driver.xml_desc(&net, VIR_NETWORK_XML_INACTIVE).unwrap().contains("portgroup"));
    // There is no <ip> that could have a host.
    let nowhere = driver.update(&net, add, 4, -1, "<host name='a' ip='10.9.0.5'/>", live).unwrap_err();
    assert_eq!(nowhere.code(), ErrorCode::OPERATION_INVALID);
}

const NAT: &str = "<network><name>nat</name><uuid>11111111-2222-3333-4444-555555555556</uuid><forward mode='nat'/>\
    <bridge name='br-n'/><mac address='52:54:00:00:00:12'/><ip address='10.9.0.1' prefix='24'><dhcp>\
    <range start='10.9.0.2' end='10.9.0.9'/></dhcp></ip><ip family='ipv6' address='fd00::1' prefix='64'/>\
    <route address='10.8.0.0' prefix='16' gateway='10.9.0.3'/></network>";

/// A daemon's helper for leases, where this program's would be.
fn with_helper() -> Option<PathBuf> {
    let helper = std::env::current_exe().ok()?.with_file_name("libvirt_leaseshelper");
    if !helper.exists() {
        std::fs::write(&helper, "").ok()?;
    }
    Some(helper)
}

#[test]
fn a_network_with_addresses_has_all_that_belongs_to_it() {
    let stage = Stage::new("nat");
    with_helper().unwrap();
    let driver = stage.driver();
    let net = driver.create_xml(NAT).unwrap();
    let said = ["br-n 10.9.0.1/24", "br-n fd00::1/64", "forward 4", "forward 6", "br-n 10.8.0.0/16 via 10.9.0.3 1"];
    assert_eq!(stage.bridges.said(), said);
    assert!(stage.bridges.made()["br-n"].ipv6);
    assert!(stage.rules().contains(&"ip guest_output iif \"br-n\" counter reject".to_owned()));
    assert_eq!((stage.rules().len(), stage.programs.rules().len()), (15, 21));
    assert!(driver.xml_desc(&net, 0).unwrap().contains("<port start='1024' end='65535'/>"));
    let state = std::fs::read_to_string(stage.root.join("run/libvirt/network/nat.xml")).unwrap();
    assert_eq!(state.matches("<item>handle</item>").count(), 15, "{state}");
    assert!(stage.exists("var/lib/libvirt/dnsmasq/nat.conf"));
    assert!(stage.programs.told().contains(&"dnsmasq".to_owned()));
    driver.destroy(&net).unwrap();
    assert!(stage.rules().is_empty() && stage.bridges.made().is_empty());
    let left: Vec<_> = std::fs::read_dir(stage.root.join("var/lib/libvirt/dnsmasq")).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn rules_that_were_lost_come_back_once_and_belong_to_their_network_only() {
    let stage = Stage::new("lost");
    with_helper().unwrap();
    let driver = stage.driver();
    let (a, nat) = (driver.create_xml(A).unwrap(), driver.create_xml(NAT).unwrap());
    let mut before = stage.programs.rules();
    before.sort();
    // Untouched rules stay; emptied ones are made again, under numbers that others had before.
    let driver_again = stage.open();
    assert_eq!(stage.programs.rules().len(), before.len());
    drop(driver_again);
    stage.programs.flush();
    let driver = stage.driver();
    let mut after = stage.programs.rules();
    after.sort();
    assert_eq!(after, before);
    driver.destroy(&a).unwrap();
    assert!(stage.rules().iter().all(|rule| !rule.contains("br-a")) && stage.rules().len() == 15);
    driver.destroy(&nat).unwrap();
    assert!(stage.rules().is_empty());
}

#[test]
fn programs_that_are_missing_are_named_with_their_package() {
    let stage = Stage::new("programs");
    with_helper().unwrap();
    let driver = stage.driver();
    for (program, package) in [("nft", "nftables"), ("dnsmasq", "dnsmasq-base")] {
        stage.programs.lose(Some(program));
        let error = driver.create_xml(NAT).unwrap_err();
        let remedy = error.details().remedy.clone().unwrap_or_default();
        assert!(message(&error).contains(program) && remedy.contains(package), "{error} {remedy}");
        assert!(stage.bridges.made().is_empty() && stage.rules().is_empty());
        assert!(!stage.exists("run/libvirt/network/nat.xml") && !stage.exists("var/lib/libvirt/dnsmasq/nat.conf"));
    }
    stage.programs.lose(None);
    let taken = NAT.replace("10.9.0.", "192.168.7.").replace("10.8.", "10.7.");
    let error = driver.create_xml(&taken).unwrap_err();
    assert_eq!(message(&error), "internal error: Network is already in use by interface eth0");
    let settings = stage.root.join("etc/libvirt/network.conf");
    std::fs::write(&settings, "firewall_backend = \"iptables\"\n").unwrap();
    let error = stage.driver().create_xml(NAT).unwrap_err();
    assert!(message(&error).contains("iptables"), "{error}");
    assert!(stage.bridges.made().is_empty());
}
