//! Networks that forward, under the real daemon: guests get addresses and reach the outside, whatever happens to the
//! daemon meanwhile, and nothing is left afterwards.

use std::path::Path;
use std::time::Duration;

use ferrovirt::{Connect, ErrorCode, NetworkRef};

use super::guests::{can_start_guests, guest, wait_for};
use super::support::Daemon;
use super::world::{Place, Servers, can_make_worlds, servers};

const NAT: &str = "<network><name>nat</name><forward mode='nat'/><bridge name='fvnat'/><ip address='10.231.5.1' \
    prefix='24'><dhcp><range start='10.231.5.2' end='10.231.5.9'/><host mac='52:54:00:00:00:77' name='guest' \
    ip='10.231.5.7'/></dhcp></ip></network>";

const ADD_LAST: u32 = 3;
const DHCP_HOST: u32 = 4;
const LIVE: u32 = 1;

/// Files of a network that stopped; its leases may stay.
fn left(root: &Path) -> Vec<String> {
    let folders = ["run/libvirt/network", "var/lib/libvirt/dnsmasq"].map(|folder| root.join(folder));
    let entries = folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name != "autostarted").collect()
}

fn leases(connect: &Connect, net: &NetworkRef) -> Vec<(String, u32, Option<String>)> {
    let leases = connect.network.dhcp_leases(net, None, 1, 0).unwrap().leases;
    leases.into_iter().map(|lease| (lease.ipaddr, lease.prefix, lease.hostname)).collect()
}

#[test]
fn a_guest_gets_an_address_and_reaches_the_outside_whatever_the_daemon_does() {
    if !can_make_worlds() {
        return;
    }
    let (host, guest, outside) = (Place::new(), Place::new(), Place::new());
    host.cable("up0", &outside, "net0");
    host.shell("ip addr add 203.0.113.1/24 dev up0");
    outside.shell("ip addr add 203.0.113.2/24 dev net0");
    let mut daemon = Daemon::start_in(&host);
    let root = daemon.root.clone();
    let _servers = Servers(&root);
    let connect = daemon.connect();
    let net = connect.network.define_xml(NAT).unwrap();
    connect.network.create(&net).unwrap();
    let (rules, pids) = (host.rules(), servers(&root));
    assert_eq!((rules.len(), pids.is_empty()), (10, false), "{rules:?}");
    assert_eq!(host.shell("cat /proc/sys/net/ipv4/ip_forward").trim(), "1");

    host.cable("cable0", &guest, "eth0");
    host.shell("ip link set cable0 master fvnat");
    guest.shell("ip link set eth0 address 52:54:00:00:00:77");
    // A bridge learns for a moment before it forwards.
    let ask = "busybox udhcpc -i eth0 -f -q -n -t 10 -T 1 -s /bin/true 2>&1";
    assert!(guest.shell(ask).contains("lease of 10.231.5.7 obtained from 10.231.5.1"));
    let lease = ("10.231.5.7".to_owned(), 24, Some("guest".to_owned()));
    wait_for("the lease", || leases(&connect, &net) == [lease.clone()]);
    let card = connect.network.dhcp_leases(&net, Some("52:54:00:00:00:78"), 1, 0).unwrap();
    assert_eq!(card.ret, 0);
    guest.shell("ip addr add 10.231.5.7/24 dev eth0 && ip route add default via 10.231.5.1");
    // The outside knows no way back to the guest's own address.
    let ping = "busybox ping -c 1 -W 5 203.0.113.2";
    guest.shell(ping);
    let inward = "ip route add 10.231.5.0/24 via 203.0.113.1 && busybox ping -c 1 -W 1 10.231.5.7";
    assert!(!outside.tried(inward).0, "only answers come back");

    daemon.kill();
    guest.shell(ping);
    daemon.launch();
    let connect = daemon.connect();
    assert_eq!((host.rules(), servers(&root)), (rules.clone(), pids.clone()));
    assert_eq!(leases(&connect, &net), [lease]);
    let host_record = "<host mac='52:54:00:00:00:79' ip='10.231.5.8'/>";
    connect.network.update(&net, ADD_LAST, DHCP_HOST, -1, host_record, LIVE).unwrap();
    assert_eq!(servers(&root), pids, "hosts are read again by the one that runs");
    assert!(std::fs::read_to_string(root.join("var/lib/libvirt/dnsmasq/nat.hostsfile")).unwrap().contains(":79,"));

    // An administrator empties the firewall and ends dnsmasq: a reload brings both back.
    host.shell("nft flush ruleset");
    for pid in pids {
        let _ = rustix::process::Pid::from_raw(pid)
            .map(|pid| rustix::process::kill_process(pid, rustix::process::Signal::KILL));
    }
    wait_for("the end of dnsmasq", || servers(&root).is_empty());
    let pid = rustix::process::Pid::from_raw(daemon.pid() as i32).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::HUP).unwrap();
    wait_for("the rules", || host.rules() == rules);
    wait_for("dnsmasq", || !servers(&root).is_empty());
    guest.shell(ping);

    connect.network.destroy(&net).unwrap();
    assert!(host.rules().is_empty() && servers(&root).is_empty());
    assert_eq!(left(&root), ["fvnat.status"]);
    connect.network.undefine(&net).unwrap();
    assert!(left(&root).is_empty());
}

#[test]
fn a_start_that_fails_leaves_nothing() {
    if !can_make_worlds() {
        return;
    }
    let host = Place::new();
    let daemon = Daemon::start_in(&host);
    let _servers = Servers(&daemon.root);
    let connect = daemon.connect();
    let broken = NAT.replace("<dhcp>", "<tftp root='/no/such/folder'/><dhcp>");
    let error = connect.network.create_xml(&broken).unwrap_err();
    assert_eq!(error.code(), ErrorCode::INTERNAL_ERROR);
    assert!(error.to_string().contains("/no/such/folder"), "{error}");
    host.shell("ip link add up0 type veth peer name up1 && ip addr add 10.231.5.200/24 dev up0 && ip link set up0 up");
    let taken = connect.network.create_xml(NAT).unwrap_err();
    assert_eq!(taken.to_string(), "internal error: Network is already in use by interface up0");
    assert!(host.rules().is_empty() && servers(&daemon.root).is_empty() && left(&daemon.root).is_empty());
    assert!(!host.tried("ip link show fvnat").0);
}

#[test]
fn a_daemon_killed_in_the_middle_leaves_a_whole_network_or_none() {
    if !can_make_worlds() {
        return;
    }
    let host = Place::new();
    let mut daemon = Daemon::start_in(&host);
    let root = daemon.root.clone();
    let _servers = Servers(&root);
    let net = daemon.connect().network.define_xml(NAT).unwrap();
    for delay_ms in [0, 3, 8, 15, 30, 45, 60, 80, 110, 150] {
        let connect = daemon.connect();
        let named = net.clone();
        let call = std::thread::spawn(move || connect.network.create(&named).is_ok());
        std::thread::sleep(Duration::from_millis(delay_ms));
        daemon.kill();
        let _ = call.join().unwrap();
        daemon.launch();
        let connect = daemon.connect();
        if connect.network.is_active(&net).unwrap() == 1 {
            assert_eq!(host.rules().len(), 10, "after {delay_ms} ms");
            assert!(!servers(&root).is_empty(), "after {delay_ms} ms");
            connect.network.destroy(&net).unwrap();
        }
        assert!(host.rules().is_empty() && servers(&root).is_empty(), "after {delay_ms} ms");
        assert!(!host.tried("ip link show fvnat").0, "after {delay_ms} ms");
        let mut left = left(&root);
        left.retain(|name| name != "fvnat.status");
        assert!(left.is_empty(), "after {delay_ms} ms: {left:?}");
    }
}

#[test]
fn displays_listen_where_the_host_is_on_a_network() {
    if !can_make_worlds() || !can_start_guests() {
        return;
    }
    let host = Place::new();
    let daemon = Daemon::start_in(&host);
    let kernel = tiny_guest::write_kernel(&daemon.root).unwrap();
    let connect = daemon.connect();
    let shown = |network: &str| {
        let display = format!("<graphics type='vnc' port='-1'><listen type='network' network='{network}'/></graphics>");
        connect.domain.create_xml(&guest("shown", &kernel, &display), 0)
    };
    let ip = "<ip address='198.51.100.77' prefix='24'/>";
    let nets = [("bare", ""), ("addressed", ip)].map(|(name, more)| {
        let xml = format!("<network><name>{name}</name><bridge name='fv{name}'/><dns enable='no'/>{more}</network>");
        connect.network.create_xml(&xml).unwrap()
    });
    let without = shown("bare").unwrap_err();
    assert_eq!(without.code(), ErrorCode::CONFIG_UNSUPPORTED, "{without}");
    let dom = shown("addressed").unwrap_or_else(|e| panic!("{e}: {}", daemon.log()));
    let xml = connect.domain.xml_desc(&dom, 0).unwrap();
    assert!(xml.contains("<listen type='network' address='198.51.100.77' network='addressed'/>"), "{xml}");
    let answer = connect.qemu.domain_monitor_command(&dom, "{\"execute\":\"query-vnc\"}", 0).unwrap();
    assert!(answer.contains("\"host\":\"198.51.100.77\""), "{answer}");
    connect.domain.destroy(&dom).unwrap();
    nets.iter().for_each(|net| connect.network.destroy(net).unwrap());
}
