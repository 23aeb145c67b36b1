#!/usr/bin/python3
"""Calls on storage pools and volumes, with good and bad arguments; prints one line for each: its name, its answer with
all words, and the events that it brought, between tabs.

    storage_calls.py URI LIB [TOPIC…]

LIB is what the daemon sees as /var/lib/libvirt: images that only a program could make are put below it.
"""
import os
import re
import subprocess
import time

import storage_images
import words
from test_driver_volume import WRONG as WRONG_VOLUMES

ROOT = "/var/lib/libvirt/images"
UUID = "49a8ef3e-0646-45a8-aef0-d1a914f07e%02d"
MIB = 1 << 20
# Seconds after which a daemon has looked at a pool again.
SETTLE = 0.3
# What moves with time and with the disk of the machine.
MOVING = [(re.compile(r"<([abcm]time)>[^<]*</"), r"<\1>T</"), (re.compile(r"<btime>T</btime>\\n *"), ""),
          (re.compile(r"(<(?:capacity|available) unit='bytes'>)\d+(?=.*</pool>)"), r"\1N"),
          (re.compile(r"(<allocation unit='bytes'>)\d+(?=.*</pool>)"), r"\1N"),
          (re.compile(r"\b(?!49a8ef3e)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "UUID"),
          (re.compile(r"^(\[[02], )[1-9]\d*, \d+, \d+\]$"), r"\1N, N, N]"),
          (re.compile(r"'(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [^']*'"), "'T'")]


# Each entry: how the name of a call begins, and why its answer differs.
EXPLAINED = [
    ("pools.capabilities$", "only kinds of pools that are there are said to be"),
    ("pools.validate$", "our own words for what a document has too much"),
    (r"sources\.find_(rbd|zfs)_", "kinds of pools that one of both does not have"),
    ("sources.find_flags", "flags are looked at before the kind of pool"),
    ("clones.clone_flags_4", "a document that is to be checked is checked; the reference has no such flag further down"),
    (r"clones\.clone_\w+_backed_xml", "a copy has all its bytes, and its document does not say otherwise"),
    ("wipes.wipe_8", "random bytes need no other program"),
    ("wipes.wiped_qcow2", "wiping does not make a file longer"),
    (r"probes\.bad_(cut|end)_", "a damaged image does not stop its pool"),
    ("probes.delete_folder", "the event of the pool's start that the reference needs after a damaged image"),
    ("probes.resize_folder", "the format is said to qemu-img, which words it in another way"),
    (r"mounts\.(last_delete|seen)", "the reference does not find a file system again that it has mounted from a file"),
    (r"mounts\.auto$", "no program is started for a file system that the document does not name"),
    (r"mounts\.flags_4$", "what is on a device is not named"),
    ("volumes.create_allocation", "the element that is wrong is named"),
    ("volumes.create_nocow", "whose words they are for a file system without that flag"),
]


def pool(name, number, folder=None, kind="dir", inside="", target=""):
    folder = folder or name
    uuid = f"<uuid>{UUID % number}</uuid>" if number else ""
    return (f"<pool type='{kind}'><name>{name}</name>{uuid}{inside}"
            f"<target><path>{ROOT}/{folder}</path>{target}</target></pool>")


def volume(name, inside="<capacity unit='MiB'>1</capacity>", kind=""):
    return f"<volume{kind}><name>{name}</name>{inside}</volume>"


def typed(format, more="", size="<capacity>1048576</capacity>", behind=""):
    return f"{size}<target><format type='{format}'/>{more}</target>{behind}"


SIZE = "<capacity>1000000</capacity>"
VOLUMES = {
    "plain": volume("v"),
    "sparse": volume("v", "<capacity unit='M'>9</capacity><allocation>0</allocation>"),
    "half": volume("v", "<capacity unit='M'>8</capacity><allocation unit='KiB'>64</allocation>"),
    "odd_size": volume("v", "<capacity>1000001</capacity>"),
    "over": volume("v", "<capacity>5</capacity><allocation>7</allocation>"),
    "zero": volume("v", "<capacity>0</capacity>"),
    "block": volume("v", SIZE, " type='block'"),
    "folder": volume("v", SIZE, " type='dir'"),
    "dir_format": volume("v", typed("dir")),
    "network": volume("v", SIZE, " type='network'"),
    "qcow2": volume("v", typed("qcow2")),
    "qcow2_old": volume("v", typed("qcow2", "<compat>0.10</compat>")),
    "qcow2_features": volume("v", typed("qcow2", "<compat>1.1</compat><features><lazy_refcounts/></features>")),
    "qcow2_clusters": volume("v", typed("qcow2", "<clusterSize unit='KiB'>128</clusterSize>")),
    "qcow2_extended": volume("v", typed("qcow2", "<features><extended_l2/></features>")),
    "qcow2_wrong": volume("v", typed("qcow2", "<compat>0.10</compat><features><lazy_refcounts/></features>")),
    "qcow2_bad_clusters": volume("v", typed("qcow2", "<clusterSize>777</clusterSize>")),
    "qcow2_full": volume("v", typed("qcow2", size="<capacity>1048576</capacity><allocation>1048576</allocation>")),
    "nocow": volume("v", typed("raw", "<nocow/>")),
    "iso": volume("v", typed("iso")),
    "bochs": volume("v", typed("bochs")), "cloop": volume("v", typed("cloop")), "dmg": volume("v", typed("dmg")),
    "vpc": volume("v", typed("vpc", size="<capacity unit='MiB'>8</capacity>")), "vdi": volume("v", typed("vdi")),
    "vmdk": volume("v", typed("vmdk")), "qed": volume("v", typed("qed")), "qcow": volume("v", typed("qcow")),
    "fat": volume("v", typed("fat")), "vhd": volume("v", typed("vhd")), "ploop": volume("v", typed("ploop")),
    "cow": volume("v", typed("cow")),
    "mode": volume("v", typed("raw", "<permissions><mode>0640</mode><owner>0</owner><group>0</group></permissions>")),
    "owner": volume("v", typed("raw", "<permissions><mode>0604</mode><owner>7</owner><group>8</group></permissions>")),
    "qcow2_owner": volume("v", typed("qcow2", "<permissions><mode>0604</mode><owner>7</owner><group>8</group>"
                                              "</permissions>")),
    "placed": volume("v", SIZE + "<key>other</key><target><path>/other/place</path></target>"),
    "backed_raw": volume("v", SIZE + f"<backingStore><path>{ROOT}/p/base</path><format type='raw'/></backingStore>"),
    "backed": volume("v", typed("qcow2", behind=f"<backingStore><path>{ROOT}/p/base</path><format type='raw'/>"
                                                "</backingStore>")),
    "backed_no_size": volume("v", typed("qcow2", size="", behind=f"<backingStore><path>{ROOT}/p/base</path>"
                                        "<format type='raw'/></backingStore>")),
    "backed_missing": volume("v", typed("qcow2", behind=f"<backingStore><path>{ROOT}/p/none</path>"
                                                        "<format type='raw'/></backingStore>")),
    "backed_relative": volume("v", typed("qcow2", behind="<backingStore><path>base</path><format type='raw'/>"
                                                         "</backingStore>")),
    "spaces": volume("a b"), "odd": volume("&lt;&amp;'"), "slash": volume("a/b"), "dots": volume(".."),
    "dot": volume("."), "line": volume("a\nb"), "umlaut": volume("\u00fc"), "long": volume("x" * 300),
    "hidden": volume(".hidden"), "comma": volume("a,b", typed("qcow2")), "dash": volume("-b", typed("qcow2")),
    "colon": volume("nbd:x", typed("qcow2")),
    "encrypted": volume("v", SIZE + "<target><format type='raw'/><encryption format='luks'><secret type='passphrase' "
                                    "usage='u'/></encryption></target>"),
    "old_encrypted": volume("v", SIZE + "<target><format type='qcow2'/><encryption format='qcow'/></target>"),
    "huge": volume("v", "<capacity unit='P'>1</capacity>"),
    "huge_sparse": volume("v", "<capacity unit='T'>1</capacity><allocation>0</allocation>"),
    "too_huge": volume("v", "<capacity unit='EiB'>15</capacity><allocation>0</allocation>"),
}
KINDS = {
    "logical": "<pool type='logical'><name>v</name><source><device path='/dev/none'/></source></pool>",
    "fs": "<pool type='fs'><name>v</name><source><device path='/dev/none'/></source><target><path>/nonesuch/m</path>"
          "</target></pool>",
    "disk": "<pool type='disk'><name>v</name><source><device path='/dev/none'/></source><target><path>/dev</path>"
            "</target></pool>",
    "iscsi": "<pool type='iscsi'><name>v</name><source><host name='h'/><device path='iqn'/></source>"
             "<target><path>/dev/disk/by-path</path></target></pool>",
    "mpath": "<pool type='mpath'><name>v</name><target><path>/dev/mapper</path></target></pool>",
}
WRONG_POOLS = {
    "empty": "", "broken": "<pool", "no_kind": "<pool/>", "kind": "<pool type='x'><name>a</name></pool>",
    "no_name": "<pool type='dir'><target><path>/p</path></target></pool>",
    "no_target": "<pool type='dir'><name>a</name></pool>", "slash": "<pool type='dir'><name>a/b</name><target><path>/x"
    "</path></target></pool>", "relative": "<pool type='dir'><name>a</name><target><path>x</path></target></pool>",
    "mode": pool("a", 0, target="<permissions><mode>9</mode></permissions>"),
    "sheepdog_less": "<pool type='sheepdog'><name>a</name></pool>", "spaces": pool(" a ", 0),
    "newline": pool("a\nb", 0, "nl"), "clash_name": pool("p", 33, "elsewhere"), "clash_uuid": pool("other", 1, "elsewhere"),
    "clash_target": pool("other", 34, "p"), "clash_target_slash": pool("other", 34, "p/"),
}


def each(do, name, item, calls):
    for call in calls:
        do(f"{name}_{call}", getattr(item, call))


def pools(do, conn, lv, lib):
    do("none", lambda: [conn.listAllStoragePools(), conn.listStoragePools(), conn.listDefinedStoragePools()])
    do("capabilities", conn.getStoragePoolCapabilities)
    do("capabilities_flags", lambda: conn.getStoragePoolCapabilities(1))
    do("define", lambda: conn.storagePoolDefineXML(pool("p", 1)))
    one = conn.storagePoolLookupByName("p")
    reads = ("info", "XMLDesc", "isActive", "isPersistent", "autostart", "numOfVolumes", "listVolumes", "listAllVolumes")
    each(do, "defined", one, reads)
    do("define_again", lambda: conn.storagePoolDefineXML(pool("p", 1)))
    each(do, "no_folder", one, ("create", "refresh", "destroy", "delete"))
    do("build", one.build)
    do("build_again", one.build)
    for flags in (1, 2, 4, 8, 12, 16):
        do(f"build_flags_{flags}", lambda: one.build(flags))
    do("create", one.create)
    do("create_again", one.create)
    each(do, "active", one, reads)
    do("xml_inactive", lambda: one.XMLDesc(1))
    do("xml_flags", lambda: one.XMLDesc(2))
    each(do, "active", one, ("refresh", "build", "delete", "undefine"))
    do("refresh_flags", lambda: one.refresh(1))
    do("delete_flags", lambda: one.delete(8))
    do("define_active", lambda: conn.storagePoolDefineXML(pool("p", 1, target="<permissions><mode>0700</mode>"
                                                                                "</permissions>")))
    do("xml_active_changed", one.XMLDesc)
    do("xml_inactive_changed", lambda: one.XMLDesc(1))
    for name in ("", "p", "nobody"):
        do(f"lookup_{name}", lambda: conn.storagePoolLookupByName(name))
    for uuid in (UUID % 1, UUID % 99, "x"):
        do(f"lookup_uuid_{uuid}", lambda: conn.storagePoolLookupByUUIDString(uuid))
    for path in (f"{ROOT}/p", f"{ROOT}/p/", f"{ROOT}//p", "/nowhere", "", "p"):
        do(f"lookup_path_{path}", lambda: conn.storagePoolLookupByTargetPath(path))
    for name, text in WRONG_POOLS.items():
        do(f"define_{name}", lambda: conn.storagePoolDefineXML(text))
        do(f"create_{name}", lambda: conn.storagePoolCreateXML(text))
        for number, known in enumerate(p for p in conn.listAllStoragePools() if p.name() != "p"):
            do(f"wrong_{name}_{number}", known.XMLDesc)
            if known.isActive():
                do(f"wrong_{name}_{number}_stop", known.destroy)
            if known.isPersistent():
                do(f"wrong_{name}_{number}_undefine", known.undefine)
    for value in (1, 1, 0, 1):
        do(f"set_autostart_{value}", lambda: one.setAutostart(value))
        do(f"autostart_{value}", one.autostart)
    for flag in (0, 1, 2, 4, 8, 16, 32, 64, 128, 512, 1 << 30):
        do(f"list_{flag}", lambda: conn.listAllStoragePools(flag))
    do("counts", lambda: [conn.numOfStoragePools(), conn.numOfDefinedStoragePools()])
    each(do, "end", one, ("destroy", "destroy", "refresh", "delete", "delete", "create", "undefine", "undefine", "info",
                          "XMLDesc", "create", "isActive"))
    transient(do, conn)
    built(do, conn)
    for name, text in KINDS.items():
        do(f"{name}_define", lambda: conn.storagePoolDefineXML(text))
        try:
            item = conn.storagePoolLookupByName("v")
        except lv.libvirtError:
            continue
        do(f"{name}_xml", lambda: re.sub("<uuid>.*</uuid>", "", item.XMLDesc()))
        if name in ("fs", "dir"):
            each(do, name, item, ("create",))
        do(f"{name}_undefine", item.undefine)
    do("validate", lambda: conn.storagePoolDefineXML("<pool type='dir'><name>x</name><wrong/><target><path>/x</path>"
                                                     "</target></pool>", 1))
    do("validate_good", lambda: conn.storagePoolDefineXML(pool("good", 8), 1))
    do("define_flags", lambda: conn.storagePoolDefineXML(pool("good", 8), 2))
    do("validate_end", lambda: conn.storagePoolLookupByName("good").undefine())


def transient(do, conn):
    text = pool("t", 2)
    do("transient_no_folder", lambda: conn.storagePoolCreateXML(text))
    do("transient_none", lambda: conn.storagePoolLookupByName("t"))
    do("transient_flags", lambda: conn.storagePoolCreateXML(text, 8))
    do("transient_both", lambda: conn.storagePoolCreateXML(text, 6))
    do("transient", lambda: conn.storagePoolCreateXML(text, 1))
    do("transient_again", lambda: conn.storagePoolCreateXML(text))
    item = conn.storagePoolLookupByName("t")
    each(do, "transient", item, ("isActive", "isPersistent", "undefine", "autostart"))
    do("transient_set_autostart", lambda: item.setAutostart(1))
    do("transient_define", lambda: conn.storagePoolDefineXML(text))
    each(do, "transient_defined", item, ("isPersistent", "destroy", "undefine"))
    do("transient_second", lambda: conn.storagePoolCreateXML(text))
    do("transient_stop", lambda: conn.storagePoolLookupByName("t").destroy())
    do("transient_gone", lambda: conn.storagePoolLookupByName("t"))
    do("transient_mode", lambda: conn.storagePoolCreateXML(pool("m", 0, target="<permissions><mode>0750</mode>"
                                                                "<owner>3</owner><group>4</group></permissions>"), 1))
    do("transient_mode_xml", lambda: re.sub("<uuid>.*</uuid>", "", conn.storagePoolLookupByName("m").XMLDesc()))
    do("transient_mode_stop", lambda: conn.storagePoolLookupByName("m").destroy())


def built(do, conn):
    """What the flags of a start do with the folder."""
    for number, flags in enumerate((1, 2, 4, 3, 5, 6, 7, 8)):
        text = pool(f"b{number}", 40 + number, "built/" + str(number))
        do(f"built_{flags}_define", lambda: conn.storagePoolDefineXML(text))
        item = conn.storagePoolLookupByName(f"b{number}")
        do(f"built_{flags}_start", lambda: item.create(flags))
        do(f"built_{flags}_active", item.isActive)
        if item.isActive():
            do(f"built_{flags}_stop", item.destroy)
            do(f"built_{flags}_start_again", lambda: item.create(flags))
            if item.isActive():
                item.destroy()
            do(f"built_{flags}_delete", item.delete)
        do(f"built_{flags}_undefine", item.undefine)


def sources(do, conn, lv, lib):
    specs = {"none": None, "empty": "", "broken": "<source", "host": "<source><host name='127.0.0.1'/></source>",
             "other": "<pool/>"}
    for kind in ("dir", "fs", "netfs", "logical", "disk", "iscsi", "scsi", "mpath", "rbd", "gluster", "zfs", "x", ""):
        if kind in ("netfs", "iscsi", "logical", "gluster", "fs"):
            continue
        for name, spec in specs.items():
            do(f"find_{kind}_{name}", lambda: conn.findStoragePoolSources(kind, spec))
    do("find_flags", lambda: conn.findStoragePoolSources("dir", None, 1))


READS = ("info", "XMLDesc", "path", "key", "name", "storagePoolLookupByVolume")


def describe(do, name, item):
    each(do, name, item, READS)
    do(f"{name}_physical", lambda: item.infoFlags(1))


def start(conn, name, number):
    made = conn.storagePoolDefineXML(pool(name, number))
    made.build()
    made.create()
    return made


def empty(held):
    for item in held.listAllVolumes():
        item.delete()


def volumes(do, conn, lv, lib):
    held = start(conn, "p", 1)
    do("base", lambda: held.createXML(volume("base")))
    for name, text in VOLUMES.items():
        do(f"create_{name}", lambda: held.createXML(text))
        for number, item in enumerate(i for i in held.listAllVolumes() if i.name() != "base"):
            describe(do, f"{name}_{number}", item)
            do(f"{name}_by_path", lambda: conn.storageVolLookupByPath(item.path()))
            do(f"{name}_by_key", lambda: conn.storageVolLookupByKey(item.key()))
            do(f"{name}_refresh", held.refresh)
            do(f"{name}_refreshed", item.XMLDesc)
            do(f"{name}_delete", item.delete)
            do(f"{name}_refresh_gone", held.refresh)
        do(f"{name}_left", lambda: sorted(os.listdir(os.path.join(lib, "images", "p"))))
        do(f"{name}_list", held.listVolumes)
    for name, text in WRONG_VOLUMES.items():
        do(f"create_{name}", lambda: held.createXML(text))
    for flags in (1, 2, 4, 8, 1 << 20):
        for format in ("raw", "qcow2"):
            do(f"create_flags_{flags}_{format}", lambda: held.createXML(volume("f", typed(format)), flags))
            do(f"created_{flags}_{format}", lambda: held.storageVolLookupByName("f").XMLDesc())
            do(f"delete_{flags}_{format}", lambda: held.storageVolLookupByName("f").delete())
    do("create_again", lambda: held.createXML(volume("base")))
    base = held.storageVolLookupByName("base")
    with open(os.path.join(lib, "images", "p", "foreign"), "w") as f:
        f.write("text")
    do("create_over_file", lambda: held.createXML(volume("foreign")))
    do("create_over_file_qcow2", lambda: held.createXML(volume("foreign", typed("qcow2"))))
    do("lookup_before", lambda: held.storageVolLookupByName("foreign"))
    do("path_before", lambda: conn.storageVolLookupByPath(f"{ROOT}/p/foreign"))
    do("refresh", held.refresh)
    do("lookup_after", lambda: held.storageVolLookupByName("foreign").XMLDesc())
    do("delete_foreign", lambda: held.storageVolLookupByName("foreign").delete())
    lookups(do, conn, held, base)
    for flags in (1, 2, 3, 4, 1 << 20):
        do(f"delete_flags_{flags}_make", lambda: held.createXML(volume("f")))
        do(f"delete_flags_{flags}", lambda: held.storageVolLookupByName("f").delete(flags))
        do(f"delete_flags_{flags}_left", held.listVolumes)
        if "f" in held.listVolumes():
            held.storageVolLookupByName("f").delete()
    do("flags_xml", lambda: base.XMLDesc(1))
    do("flags_info", lambda: base.infoFlags(2))
    do("flags_list", lambda: held.listAllVolumes(1))
    do("vanish_make", lambda: held.createXML(volume("vanish")))
    os.unlink(os.path.join(lib, "images", "p", "vanish"))
    item = held.storageVolLookupByName("vanish")
    each(do, "vanished", item, ("info", "XMLDesc", "path", "delete", "delete"))
    inactive(do, conn, held, base)
    do("delete", lambda: base.delete(0))
    each(do, "gone", base, ("info", "XMLDesc", "path", "storagePoolLookupByVolume", "delete"))
    empty(held)
    held.destroy()
    held.delete()
    held.undefine()


def lookups(do, conn, held, base):
    for name in ("", "base", "nothing", "a/b"):
        do(f"lookup_{name}", lambda: held.storageVolLookupByName(name))
        do(f"by_path_{name}", lambda: conn.storageVolLookupByPath(f"{ROOT}/p/" + name))
        do(f"by_key_{name}", lambda: conn.storageVolLookupByKey(f"{ROOT}/p/" + name))
        do(f"by_bare_path_{name}", lambda: conn.storageVolLookupByPath(name))
        do(f"by_bare_key_{name}", lambda: conn.storageVolLookupByKey(name))
    do("by_long_path", lambda: conn.storageVolLookupByPath(f"/{ROOT}/p///base"))
    do("by_dot_path", lambda: conn.storageVolLookupByPath(f"{ROOT}/p/../p/base"))
    do("pool_of", base.storagePoolLookupByVolume)
    do("lists", lambda: [held.listVolumes(), held.numOfVolumes()])


def inactive(do, conn, held, base):
    held.destroy()
    do("inactive_create", lambda: held.createXML(volume("n")))
    do("inactive_clone", lambda: held.createXMLFrom(volume("n"), base))
    do("inactive_lookup", lambda: held.storageVolLookupByName("base"))
    do("inactive_path", lambda: conn.storageVolLookupByPath(f"{ROOT}/p/base"))
    do("inactive_key", lambda: conn.storageVolLookupByKey(f"{ROOT}/p/base"))
    each(do, "inactive", held, ("numOfVolumes", "listVolumes", "listAllVolumes", "info"))
    each(do, "inactive_vol", base, ("info", "XMLDesc", "path", "storagePoolLookupByVolume", "delete", "wipe"))
    do("inactive_vol_resize", lambda: base.resize(5))
    held.create()
    do("active_again", held.listAllVolumes)


def probes(do, conn, lv, lib):
    """Images that somebody else has put there."""
    folder = os.path.join(lib, "images", "p")
    held = start(conn, "p", 1)
    storage_images.make(folder)
    do("refresh", held.refresh)
    do("list", held.listAllVolumes)
    for item in sorted(held.listAllVolumes(), key=lambda item: item.name()):
        describe(do, item.name(), item)
    for name in ("link", "to_folder", "folder", "qcow2"):
        do(f"path_of_{name}", lambda: conn.storageVolLookupByPath(f"{ROOT}/p/{name}"))
    for name, content in storage_images.damaged(folder):
        with open(os.path.join(folder, name), "wb") as f:
            f.write(content)
        do(f"{name}_refresh", held.refresh)
        do(f"{name}_active", held.isActive)
        do(f"{name}_xml", lambda: held.storageVolLookupByName(name).XMLDesc())
        os.unlink(os.path.join(folder, name))
        if not held.isActive():
            held.create()
    do("delete_folder", lambda: held.storageVolLookupByName("folder").delete())
    do("delete_full_folder", lambda: held.storageVolLookupByName("full_folder").delete())
    do("wipe_folder", lambda: held.storageVolLookupByName("full_folder").wipe())
    do("resize_folder", lambda: held.storageVolLookupByName("full_folder").resize(7 * MIB))
    do("destroy", held.destroy)
    do("delete_full", held.delete)
    do("undefine", held.undefine)
    subprocess.run(["rm", "-rf", folder], check=True)


def clones(do, conn, lv, lib):
    held, other = start(conn, "p", 1), start(conn, "o", 3)
    base = held.createXML(volume("base"))
    write(conn, base, b"content" * 1000)
    image = held.createXML(volume("image", typed("qcow2")))
    for label, source in (("raw", base), ("qcow2", image)):
        for name, text in (("plain", volume("c")), ("larger", volume("c", "<capacity unit='MiB'>8</capacity>")),
                           ("smaller", volume("c", "<capacity>5</capacity>")), ("no_size", volume("c", "")),
                           ("same", volume("base")), ("sparse", volume("c", SIZE + "<allocation>0</allocation>")),
                           ("half", volume("c", "<capacity>1048576</capacity><allocation>65536</allocation>")),
                           ("qcow2", volume("c", typed("qcow2"))), ("qcow2_larger", volume("c", typed(
                               "qcow2", size="<capacity unit='MiB'>4</capacity>"))), ("vmdk", volume("c", typed("vmdk"))),
                           ("backed", volume("c", typed("qcow2", behind=f"<backingStore><path>{ROOT}/p/base</path>"
                                                        "<format type='raw'/></backingStore>"))),
                           ("mode", volume("c", typed("raw", "<permissions><mode>0604</mode><owner>7</owner><group>8"
                                                             "</group></permissions>"))), ("broken", "<volume")):
            do(f"clone_{label}_{name}", lambda: held.createXMLFrom(text, source))
            do(f"clone_{label}_{name}_xml", lambda: held.storageVolLookupByName("c").XMLDesc())
            do(f"clone_{label}_{name}_bytes", lambda: read(conn, held.storageVolLookupByName("c"), 0, 0, 0)[:30]
               if "qcow2" not in name and name not in ("vmdk", "backed") else b"")
            do(f"clone_{label}_{name}_delete", lambda: held.storageVolLookupByName("c").delete())
    for flags in (1, 2, 3, 4, 8, 1 << 20):
        do(f"clone_flags_{flags}", lambda: held.createXMLFrom(volume("f", SIZE + "<target/>"), base, flags))
        do(f"clone_flags_{flags}_delete", lambda: held.storageVolLookupByName("f").delete())
    do("across", lambda: other.createXMLFrom(volume("x"), base))
    do("across_qcow2", lambda: other.createXMLFrom(volume("y", typed("qcow2")), image))
    do("across_list", other.listVolumes)
    do("across_pool", lambda: other.storageVolLookupByName("x").storagePoolLookupByVolume())
    for item in (held, other):
        empty(item)
        item.destroy()
        item.delete()
        item.undefine()


def sizes(do, conn, lv, lib):
    held = start(conn, "p", 1)
    for format in ("raw", "qcow2", "vmdk"):
        item = held.createXML(volume("s", typed(format)))
        for size, flags in ((2 * MIB, 0), (MIB, 0), (MIB, 4), (MIB, 2), (MIB, 6), (0, 0), (0, 2), (3000001, 0), (4 * MIB, 1),
                            (4 * MIB, 5), (8 * MIB, 8), (1 << 60, 0), (1 << 60, 1), (9 * MIB, 3), (1, 2), ((1 << 64) - 1, 2),
                            (5 * MIB, 4), (100, 4), (20 * MIB, 6)):
            do(f"{format}_resize_{size}_{flags}", lambda: item.resize(size, flags))
            do(f"{format}_resized_{size}_{flags}", item.info)
            do(f"{format}_resized_{size}_{flags}_physical", lambda: item.infoFlags(1))
        do(f"{format}_xml", item.XMLDesc)
        do(f"{format}_pool", held.refresh)
        do(f"{format}_refreshed", item.XMLDesc)
        item.delete()
    held.destroy()
    held.delete()
    held.undefine()


def write(conn, item, content, offset=0, length=0, flags=0):
    stream = conn.newStream()
    try:
        item.upload(stream, offset, length, flags)
        for at in range(0, len(content), 65536):
            stream.send(content[at:at + 65536])
        stream.finish()
    except Exception:
        try:
            stream.abort()
        except Exception:
            pass
        raise
    # The pool is looked at again behind everybody's back.
    time.sleep(SETTLE)


def read(conn, item, offset, length, flags):
    stream = conn.newStream()
    item.download(stream, offset, length, flags)
    out = []
    if flags & 1:
        def take(_stream, data, _opaque):
            out.append(data)

        def hole(_stream, length, _opaque):
            out.append(b"<%d>" % length)
        stream.sparseRecvAll(take, hole, None)
    else:
        stream.recvAll(lambda _stream, data, _opaque: out.append(data), None)
    stream.finish()
    return b"".join(out)


def data(do, conn, lv, lib):
    held = start(conn, "p", 1)
    item = held.createXML(volume("d", "<capacity unit='MiB'>1</capacity><allocation>0</allocation>"))
    do("write", lambda: write(conn, item, b"0123456789" * 10))
    do("written", item.info)
    for offset, length in ((0, 0), (0, 10), (5, 3), (100, 10), (MIB - 4, 0), (MIB, 0), (MIB + 1, 0), (0, MIB), (0, 2 * MIB),
                           (MIB - 4, 8), (1 << 62, 0), (1 << 63, 1), (0, (1 << 64) - 1)):
        do(f"read_{offset}_{length}", lambda: summary(read(conn, item, offset, length, 0)))
        do(f"read_sparse_{offset}_{length}", lambda: summary(read(conn, item, offset, length, 1)))
        do(f"write_{offset}_{length}", lambda: write(conn, item, b"ab", offset, length))
        do(f"written_{offset}_{length}", item.info)
    do("write_flags", lambda: write(conn, item, b"ab", 0, 0, 2))
    do("read_flags", lambda: read(conn, item, 0, 0, 2))
    image = held.createXML(volume("q", typed("qcow2")))
    do("image", lambda: read(conn, image, 0, 8, 0))
    do("replace", lambda: write(conn, image, b"no image any more" * 100))
    time.sleep(0.2)
    do("replaced", image.XMLDesc)
    do("read_of_missing", lambda: vanish(conn, held, lib))
    busy(do, conn, held)
    empty(held)
    held.destroy()
    held.delete()
    held.undefine()


def vanish(conn, held, lib):
    item = held.createXML(volume("w"))
    os.unlink(os.path.join(lib, "images", "p", "w"))
    return read(conn, item, 0, 0, 0)


def busy(do, conn, held):
    """A volume that is being written."""
    item = held.createXML(volume("busy"))
    stream = conn.newStream()
    item.upload(stream, 0, 0, 0)
    stream.send(b"part")
    for name, call in (("delete", item.delete), ("wipe", item.wipe), ("resize", lambda: item.resize(5 * MIB)),
                       ("info", item.info), ("clone", lambda: held.createXMLFrom(volume("copy"), item)),
                       ("read", lambda: summary(read(conn, item, 0, 0, 0))), ("pool_refresh", held.refresh),
                       ("pool_destroy", held.destroy), ("pool_create", held.create), ("pool_delete", held.delete),
                       ("create", lambda: held.createXML(volume("beside"))), ("list", held.listVolumes)):
        do(f"busy_{name}", call)
    do("busy_finish", lambda: settled(stream.finish))
    do("idle_list", held.listVolumes)
    do("idle_delete", item.delete)


def settled(call):
    """Makes a call after which a pool is looked at again by itself."""
    answer = call()
    time.sleep(SETTLE)
    return answer


def summary(content):
    import zlib
    return [len(content), zlib.crc32(content), content[:12]]


def wipes(do, conn, lv, lib):
    held = start(conn, "p", 1)
    item = held.createXML(volume("d", "<capacity unit='MiB'>1</capacity><allocation>0</allocation>"))
    do("wipe_flags", lambda: item.wipe(1))
    for algorithm in (*range(0, 12), 1 << 20):
        write(conn, item, b"secret" * 20000)
        do(f"wipe_{algorithm}", lambda: item.wipePattern(algorithm))
        do(f"wiped_{algorithm}", lambda: read(conn, item, 0, 12, 0) if algorithm in (0, 9) else b"")
        do(f"wiped_info_{algorithm}", lambda: item.info()[:2])
    do("wipe_pattern_flags", lambda: item.wipePattern(0, 1))
    image = held.createXML(volume("q", typed("qcow2")))
    do("wipe_qcow2", image.wipe)
    do("wiped_qcow2", image.XMLDesc)
    empty(held)
    held.destroy()
    held.delete()
    held.undefine()


def mounts(do, conn, lv, lib):
    """A pool that is a file system of the host: here one in a file."""
    image = os.path.join(lib, "images", "fs.img")
    with open(image, "wb") as f:
        f.truncate(16 * MIB)
    if subprocess.run(["mkfs.ext4", "-q", "-F", image]).returncode:
        return
    source = f"<source><device path='{ROOT}/fs.img'/><format type='ext4'/></source>"
    text = pool("m", 9, "mounted", "fs", source)
    do("define", lambda: conn.storagePoolDefineXML(text))
    held = conn.storagePoolLookupByName("m")
    reads = ("info", "XMLDesc", "listVolumes")
    for call in ("create", "build", "create", "create", *reads, "refresh", "isActive"):
        do(f"first_{call}", getattr(held, call))
    do("make", lambda: held.createXML(volume("v")))
    do("make_too_large", lambda: held.createXML(volume("w", "<capacity unit='MiB'>64</capacity>")))
    do("list", held.listVolumes)
    do("xml", lambda: held.storageVolLookupByName("v").XMLDesc())
    for call in ("delete", "destroy", "destroy", "isActive", "delete", "undefine"):
        do(f"last_{call}", getattr(held, call))
    do("seen", lambda: os.listdir(os.path.join(lib, "images", "mounted")))
    do("wrong", lambda: conn.storagePoolCreateXML(pool("n", 10, "mounted", "fs", "<source><device path='/dev/null'/>"
                                                        "<format type='ext4'/></source>"), 1))
    for number, flags in enumerate((4, 2, 6, 1)):
        with open(f"{image}{number}", "wb") as f:
            f.truncate(16 * MIB)
        other = text.replace("fs.img", f"fs.img{number}").replace("mounted", f"mounted{number}")
        do(f"made_{flags}", lambda: conn.storagePoolCreateXML(other, flags))
        do(f"made_{flags}_list", lambda: conn.storagePoolLookupByName("m").listVolumes())
        do(f"made_{flags}_stop", lambda: conn.storagePoolLookupByName("m").destroy())
    do("flags_4", lambda: conn.storagePoolCreateXML(text, 4))
    do("auto", lambda: conn.storagePoolCreateXML(text.replace("<format type='ext4'/>", ""), 2))


TOPICS = {"pools": pools, "sources": sources, "volumes": volumes, "probes": probes, "clones": clones, "sizes": sizes,
          "data": data, "wipes": wipes, "mounts": mounts}


if __name__ == "__main__":
    words.serve(TOPICS, MOVING)
