//! Storage pools and volumes under the real daemon: they outlive it, guests have them as disks, and nothing long holds
//! anybody up.

use std::time::{Duration, Instant};

use ferrovirt::{Connect, ErrorCode, Event, EventObject};

use super::guests::{Guests, can_start_guests, guest, stage, state};
use super::support::{Daemon, hear};

const BUILD: u32 = 1;
const RUNNING: i32 = 1;

fn pool(daemon: &Daemon, name: &str) -> String {
    let path = daemon.root.join("pools").join(name);
    format!("<pool type='dir'><name>{name}</name><target><path>{}</path></target></pool>", path.display())
}

fn volume(name: &str, bytes: u64) -> String {
    format!("<volume><name>{name}</name><capacity>{bytes}</capacity></volume>")
}

fn names(connect: &Connect) -> Vec<String> {
    connect.storage_pool.list_all_storage_pools(1, 0).unwrap().pools.into_iter().map(|pool| pool.name).collect()
}

#[test]
fn pools_outlive_the_daemon_and_bytes_travel_through_it() {
    let mut daemon = Daemon::start("");
    let connect = daemon.connect();
    let made = connect.storage_pool.define_xml(&pool(&daemon, "kept"), 0).unwrap();
    connect.storage_pool.create(&made, BUILD).unwrap();
    let passing = connect.storage_pool.create_xml(&pool(&daemon, "passing"), BUILD).unwrap();
    let vol = connect.storage_vol.create_xml(&made, &volume("v", 1 << 20), 0).unwrap();
    let content: Vec<u8> = (0..700_000u32).map(|n| (n % 251) as u8).collect();
    let mut stream = ferrovirt::peer(connect.storage_vol.upload(&vol, 10, 0, 0).unwrap()).unwrap();
    stream.send(&content).unwrap();
    stream.finish().unwrap();

    daemon.kill();
    daemon.launch();
    let connect = daemon.connect();
    assert_eq!(names(&connect), ["kept", "passing"]);
    assert_eq!(connect.storage_pool.is_persistent(&passing).unwrap(), 0);
    let file = std::fs::read(daemon.root.join("pools/kept/v")).unwrap();
    assert_eq!((file.len(), &file[10..700_010] == content.as_slice()), (1 << 20, true));
    let mut stream = ferrovirt::peer(connect.storage_vol.download(&vol, 10, 5, 0).unwrap()).unwrap();
    assert_eq!(stream.receive().unwrap(), ferrovirt::StreamData::Data(content[..5].to_vec()));
    stream.finish().unwrap();
    let readonly = Connect::open(
        Some(&format!("qemu:///system?socket={}", daemon.readonly_socket().display())),
        &ferrovirt::Options { readonly: true, ..Default::default() },
    );
    let readonly = readonly.unwrap();
    assert_eq!(readonly.storage_vol.info(&vol).unwrap().capacity, 1 << 20);
    assert_eq!(readonly.storage_vol.delete(&vol, 0).unwrap_err().code(), ErrorCode::OPERATION_DENIED);
    connect.storage_vol.delete(&vol, 0).unwrap();
    connect.storage_pool.destroy(&passing).unwrap();
    connect.storage_pool.destroy(&made).unwrap();
    connect.storage_pool.delete(&made, 0).unwrap();
    assert_eq!(names(&connect), ["kept"]);
}

#[test]
fn a_guest_has_a_volume_as_its_disk_also_after_a_restart() {
    if !can_start_guests() || !std::path::Path::new("/usr/bin/qemu-img").exists() {
        return;
    }
    let (mut daemon, kernel) = stage();
    let root = daemon.root.clone();
    let _guests = Guests(&root);
    let connect = daemon.connect();
    let disk = "<disk type='volume' device='disk'><source pool='p' volume='v'/><target dev='vda' bus='virtio'/></disk>";
    let start = |connect: &Connect| connect.domain.create_xml(&guest("shelved", &kernel, disk), 0);
    assert_eq!(start(&connect).unwrap_err().code(), ErrorCode::NO_STORAGE_POOL);
    let made = connect.storage_pool.define_xml(&pool(&daemon, "p"), 0).unwrap();
    assert_eq!(start(&connect).unwrap_err().code(), ErrorCode::CONFIG_UNSUPPORTED);
    connect.storage_pool.create(&made, BUILD).unwrap();
    assert_eq!(start(&connect).unwrap_err().code(), ErrorCode::NO_STORAGE_VOL);
    let image = "<volume><name>v</name><capacity>4194304</capacity><target><format type='qcow2'/></target></volume>";
    connect.storage_vol.create_xml(&made, image, 0).unwrap();
    let dom = start(&connect).unwrap();
    let xml = connect.domain.xml_desc(&dom, 0).unwrap();
    assert!(xml.contains("<source pool='p' volume='v' index='1'/>"), "{xml}");
    assert!(xml.contains("<driver name='qemu' type='qcow2'/>"), "{xml}");
    daemon.kill();
    daemon.launch();
    let connect = daemon.connect();
    assert_eq!(state(&connect, &dom).0, RUNNING);
    assert_eq!(connect.domain.block_info(&dom, "vda", 0).unwrap().capacity, 4 << 20);
    connect.domain.destroy(&dom).unwrap();
}

#[test]
fn pools_tell_what_happens_and_start_with_the_host() {
    let mut daemon = Daemon::start("");
    let connect = daemon.connect();
    let listener = daemon.connect();
    for kind in [0, 1] {
        listener.register_event(EventObject::StoragePool(None), kind).unwrap();
    }
    let made = connect.storage_pool.define_xml(&pool(&daemon, "told"), 0).unwrap();
    connect.storage_pool.create(&made, BUILD).unwrap();
    connect.storage_pool.set_autostart(&made, 1).unwrap();
    connect.storage_pool.refresh(&made, 0).unwrap();
    let heard = hear(&listener, 3, |event| match event {
        Event::StoragePoolEventLifecycle(event) => Some(event.event),
        Event::StoragePoolEventRefresh(_) => Some(-1),
        _ => None,
    });
    assert_eq!(heard, [0, 2, -1]);
    // The host starts again: its run-time folder is empty.
    daemon.terminate();
    std::fs::remove_dir_all(daemon.root.join("run")).unwrap();
    daemon.launch();
    let connect = daemon.connect();
    assert_eq!(connect.storage_pool.is_active(&made).unwrap(), 1);
}

/// A `qemu-img` that begins its work when it is told to.
fn slow_qemu_img(daemon: &mut Daemon) -> std::path::PathBuf {
    let folder = daemon.root.join("bin");
    std::fs::create_dir_all(&folder).unwrap();
    let (program, signal) = (folder.join("qemu-img"), folder.join("go"));
    let script = "#!/bin/sh\nwhile [ ! -e \"${0%/*}/go\" ]; do sleep 0.01; done\n";
    std::fs::write(&program, format!("{script}exec /usr/bin/qemu-img \"$@\"\n")).unwrap();
    std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    daemon.terminate();
    let path = format!("{}:/usr/bin:/bin", folder.display());
    daemon.launch_with(|command| {
        command.env("PATH", path);
    });
    signal
}

#[test]
fn what_takes_long_holds_nobody_up() {
    if !std::path::Path::new("/usr/bin/qemu-img").exists() {
        println!("skipped: there is no qemu-img");
        return;
    }
    let mut daemon = Daemon::start("");
    let signal = slow_qemu_img(&mut daemon);
    let connect = daemon.connect();
    let made = connect.storage_pool.define_xml(&pool(&daemon, "busy"), 0).unwrap();
    connect.storage_pool.create(&made, BUILD).unwrap();
    let source = connect.storage_vol.create_xml(&made, &volume("source", 1 << 20), 0).unwrap();
    let (second, from, target) = (daemon.connect(), source.clone(), made.clone());
    let image = "<volume><name>image</name><capacity>0</capacity><target><format type='qcow2'/></target></volume>";
    let copying = std::thread::spawn(move || second.storage_vol.create_xml_from(&target, image, &from, 0));
    let deadline = Instant::now() + Duration::from_secs(20);
    while connect.storage_vol.num_of_volumes(&made).unwrap() < 2 {
        assert!(Instant::now() < deadline, "the copy never begins");
        std::thread::sleep(Duration::from_millis(5));
    }
    let began = Instant::now();
    let beside = connect.storage_vol.create_xml(&made, &volume("beside", 4096), 0).unwrap();
    connect.storage_vol.delete(&beside, 0).unwrap();
    assert_eq!(connect.storage_vol.info(&source).unwrap().capacity, 1 << 20);
    let unfinished = connect.storage_vol.lookup_by_name(&made, "image").unwrap();
    let (busy, idle) = ("Requested operation is not valid: volume", "internal error: pool 'busy' has asynchronous");
    for (refused, words) in [
        (connect.storage_vol.delete(&source, 0), format!("{busy} 'source' is still in use.")),
        (connect.storage_vol.wipe(&source, 0), format!("{busy} 'source' is still in use.")),
        (connect.storage_vol.delete(&unfinished, 0), format!("{busy} 'image' is still being allocated.")),
        (connect.storage_pool.destroy(&made), format!("{idle} jobs running.")),
        (connect.storage_pool.refresh(&made, 0), format!("{idle} jobs running.")),
    ] {
        assert_eq!(refused.unwrap_err().to_string(), words);
    }
    assert!(!copying.is_finished() && began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    std::fs::write(signal, "").unwrap();
    copying.join().unwrap().unwrap();
    for vol in [&source, &unfinished] {
        connect.storage_vol.delete(vol, 0).unwrap();
    }
    connect.storage_pool.destroy(&made).unwrap();
}
