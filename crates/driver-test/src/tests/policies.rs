//! Secrets, filters and ports of networks.

use virt::constants::*;
use virt::typed_param::TypedValue;
use virt::{ErrorCode, TypedParam, Uuid};

use super::open;
use crate::TestDriver;

const UUID: &str = "49a8ef3e-0646-45a8-aef0-d1a914f07e91";

#[test]
fn private_values_are_kept_but_not_told() {
    let node = open(&TestDriver::default());
    let text = |private: &str| {
        format!("<secret private='{private}'><uuid>{UUID}</uuid><usage type='ceph'><name>c</name></usage></secret>")
    };
    let secret = node.secret.define_xml(&text("no"), 0).unwrap();
    assert_eq!(node.secret.value(&secret, 0).unwrap_err().code(), ErrorCode::NO_SECRET);
    node.secret.set_value(&secret, b"key", 0).unwrap();
    assert_eq!(node.secret.value(&secret, 0).unwrap(), b"key");
    node.secret.define_xml(&text("yes"), 0).unwrap();
    assert_eq!(node.secret.value(&secret, 0).unwrap_err().code(), ErrorCode::INVALID_SECRET);
    assert!(node.secret.define_xml(&text("no"), 0).is_err(), "nobody gets at the value that way");
    assert_eq!(node.secret.lookup_by_usage(VIR_SECRET_USAGE_TYPE_CEPH, "c").unwrap().uuid, secret.uuid);
    assert_eq!(node.secret.list_all_secrets(1, VIR_CONNECT_LIST_SECRETS_NO_PRIVATE).unwrap().ret, 0);
}

#[test]
fn a_filter_that_a_port_has_stays() {
    let node = open(&TestDriver::default());
    let inner = node.nwfilter.define_xml("<filter name='inner'/>").unwrap();
    node.nwfilter.define_xml("<filter name='outer'><filterref filter='inner'/></filter>").unwrap();
    let looped = format!("<filter name='inner'><uuid>{}</uuid><filterref filter='outer'/></filter>", inner.uuid);
    assert_eq!(node.nwfilter.define_xml(&looped).unwrap_err().code(), ErrorCode::OPERATION_FAILED);
    let binding = |filter: &str| {
        format!(
            "<filterbinding><owner><name>o</name><uuid>{UUID}</uuid></owner><portdev name='p'/>\
             <mac address='52:54:00:00:00:01'/><filterref filter='{filter}'/></filterbinding>"
        )
    };
    assert!(node.nwfilter_binding.create_xml(&binding("nobody"), 0).is_err());
    let bound = node.nwfilter_binding.create_xml(&binding("outer"), 0).unwrap();
    assert_eq!(node.nwfilter.undefine(&inner).unwrap_err().code(), ErrorCode::OPERATION_INVALID);
    node.nwfilter_binding.delete(&bound).unwrap();
    node.nwfilter.undefine(&inner).unwrap();
    let gone = node.nwfilter_binding.lookup_by_port_dev("p").unwrap_err();
    assert_eq!(gone.code(), ErrorCode::NO_NWFILTER_BINDING);
}

#[test]
fn the_limits_of_a_port_can_be_changed() {
    let node = open(&TestDriver::default());
    let net = node.network.lookup_by_name("default").unwrap();
    let text = format!(
        "<networkport><uuid>{UUID}</uuid><owner><name>o</name><uuid>{UUID}</uuid></owner>\
         <mac address='52:54:00:00:00:01'/><bandwidth><inbound average='100' peak='200'/></bandwidth></networkport>"
    );
    let ports = &node.network_port;
    let port = ports.create_xml(&net, &text, 0).unwrap();
    assert!(node.network.xml_desc(&net, 0).unwrap().contains("connections='1'"));
    let set = |name: &'static str, value: u32| ports.set_parameters(&port, &[TypedParam::new(name, value)], 0);
    set(VIR_NETWORK_PORT_BANDWIDTH_OUT_AVERAGE, 7).unwrap();
    set(VIR_NETWORK_PORT_BANDWIDTH_IN_AVERAGE, 0).unwrap();
    assert!(set("inbound.colour", 1).is_err());
    assert!(ports.set_parameters(&port, &[TypedParam::new(VIR_NETWORK_PORT_BANDWIDTH_IN_PEAK, "x")], 0).is_err());
    let told = ports.parameters(&port, 16, 0).unwrap();
    assert_eq!(told.params, [TypedParam::new(VIR_NETWORK_PORT_BANDWIDTH_OUT_AVERAGE, TypedValue::Uint(7))]);
    let xml = ports.xml_desc(&port, 0).unwrap();
    assert!(xml.contains("<plug type='network' bridge='virbr0'/>") && xml.contains("<outbound average='7'/>"), "{xml}");
    node.network.destroy(&net).unwrap();
    assert_eq!(ports.xml_desc(&port, 0).unwrap_err().code(), ErrorCode::NO_NETWORK_PORT);
}

#[test]
fn cards_of_running_guests_have_leases() {
    let node = open(&TestDriver::default());
    let net = node.network.lookup_by_name("default").unwrap();
    let leases = |mac| node.network.dhcp_leases(&net, mac, 1, 0).unwrap().leases;
    let lease = leases(Some("AA:BB:CC:DD:EE:FF")).remove(0);
    assert_eq!((lease.ipaddr.as_str(), lease.prefix, lease.hostname.as_deref()), ("192.168.122.3", 24, Some("test")));
    assert!(leases(Some("52:54:00:00:00:01")).is_empty());
    let host = "<host mac='aa:bb:cc:dd:ee:ff' name='fixed' ip='192.168.122.77'/>";
    let (add, section) = (VIR_NETWORK_UPDATE_COMMAND_ADD_LAST, VIR_NETWORK_SECTION_IP_DHCP_HOST);
    let number = |value: i32| u32::try_from(value).unwrap();
    node.network.update(&net, number(add), number(section), -1, host, 0).unwrap();
    assert_eq!(
        (leases(None)[0].ipaddr.as_str(), leases(None)[0].hostname.as_deref()),
        ("192.168.122.77", Some("fixed"))
    );
    let test = node.domain.lookup_by_name("test").unwrap();
    node.domain.destroy(&test).unwrap();
    assert!(leases(None).is_empty());
    assert!(node.network.dhcp_leases(&net, Some("x"), 1, 0).is_err());
}

#[test]
fn notes_on_a_network_are_kept_where_they_were_put() {
    let node = open(&TestDriver::default());
    let net = node.network.lookup_by_name("default").unwrap();
    let (title, element) = (VIR_NETWORK_METADATA_TITLE, VIR_NETWORK_METADATA_ELEMENT);
    let (live, config) = (VIR_NETWORK_UPDATE_AFFECT_LIVE, VIR_NETWORK_UPDATE_AFFECT_CONFIG);
    node.network.set_metadata(&net, title, Some("here"), None, None, live).unwrap();
    let missing = node.network.metadata(&net, title, None, config).unwrap_err();
    assert_eq!(missing.code(), ErrorCode::NO_NETWORK_METADATA);
    assert_eq!(node.network.metadata(&net, title, None, 0).unwrap(), "here");
    node.network.set_metadata(&net, element, Some("<a/>"), Some("k"), Some("http://x"), live | config).unwrap();
    assert!(node.network.xml_desc(&net, 0).unwrap().contains("<k:a xmlns:k=\"http://x\"/>"));
    assert!(node.network.set_metadata(&net, title, Some("a\nb"), None, None, 0).is_err());
    assert!(node.network.set_metadata(&net, 9, Some("a"), None, None, 0).is_err());
    let transient = "<network><name>t</name></network>";
    let transient = node.network.create_xml(transient).unwrap();
    assert!(node.network.set_metadata(&transient, title, Some("a"), None, None, config).is_err());
    assert_ne!(transient.uuid, Uuid::default());
}

#[test]
fn documents_are_validated_where_that_is_asked_for() {
    let node = open(&TestDriver::default());
    let odd = super::document("a").replace("</os>", "</os><odd/>");
    let refused = |done: virt::Result<virt::DomainRef>| done.err().map(|error| error.code());
    let wrong = Some(ErrorCode::XML_INVALID_SCHEMA);
    assert_eq!(refused(node.domain.define_xml_flags(&odd, VIR_DOMAIN_DEFINE_VALIDATE)), wrong);
    assert_eq!(refused(node.domain.create_xml(&odd, VIR_DOMAIN_START_VALIDATE)), wrong);
    assert_eq!(refused(node.domain.define_xml_flags(&odd, 0)), None);
    assert_eq!(refused(node.domain.define_xml_flags(&super::document("b"), VIR_DOMAIN_DEFINE_VALIDATE)), None);
}

#[test]
fn what_is_gone_when_it_stops_does_not_start_with_the_host() {
    let node = open(&TestDriver::default());
    let text = "<pool type='dir'><name>p</name><target><path>/p</path></target></pool>";
    let pool = node.storage_pool.create_xml(text, 0).unwrap();
    assert_eq!(node.storage_pool.set_autostart(&pool, 1).unwrap_err().code(), ErrorCode::INVALID_ARG);
}

#[test]
fn a_disk_that_comes_is_called_after_its_bus() {
    let node = open(&TestDriver::default());
    let dom = node.domain.create_xml(&super::document("a"), 0).unwrap();
    for (target, alias) in [("vdb", "virtio-disk1"), ("sda", "scsi-disk0"), ("hdb", "ide-disk1")] {
        let disk = format!("<disk type='file'><source file='/a'/><target dev='{target}'/></disk>");
        node.domain.attach_device(&dom, &disk).unwrap();
        assert!(node.domain.xml_desc(&dom, 0).unwrap().contains(&format!("<alias name='{alias}'/>")), "{alias}");
    }
}

#[test]
fn a_guest_that_runs_has_no_saved_state() {
    let node = open(&TestDriver::default());
    let dom = node.domain.define_xml(&super::document("a")).unwrap();
    let snapshot = node.domain_snapshot.create_xml(&dom, "<domainsnapshot/>", 0).unwrap();
    let text = node.domain.xml_desc(&dom, 0).unwrap();
    let running = VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING;
    type Start<'a> = &'a dyn Fn() -> virt::Result<()>;
    let starts: [Start<'_>; 3] =
        [&|| node.domain.create(&dom), &|| node.domain.create_xml(&text, 0).map(drop), &|| {
            node.domain_snapshot.revert_to_snapshot(&snapshot, running)
        }];
    for start in starts {
        node.domain.create(&dom).unwrap();
        node.domain.managed_save(&dom, 0).unwrap();
        assert_eq!(node.domain.has_managed_save_image(&dom, 0).unwrap(), 1);
        start().unwrap();
        assert_eq!(node.domain.has_managed_save_image(&dom, 0).unwrap(), 0);
        node.domain.destroy(&dom).unwrap();
    }
}
