"""Volumes in storage pools."""

POOL = "<pool type='%s'><name>%s</name><uuid>49a8ef3e-0646-45a8-aef0-d1a914f07e9%d</uuid>%s</pool>"
TARGET = "<target><path>/somewhere</path></target>"
POOLS = {
    "dir": POOL % ("dir", "p", 1, TARGET),
    "fs": POOL % ("fs", "p", 1, "<source><device path='/dev/sda1'/></source>" + TARGET),
    "netfs": POOL % ("netfs", "p", 1, "<source><host name='h'/><dir path='/d'/></source>" + TARGET),
    "logical": POOL % ("logical", "p", 1, "<source><device path='/dev/sda'/></source>"),
    "disk": POOL % ("disk", "p", 1, "<source><device path='/dev/sda'/></source>" + TARGET),
    "scsi": POOL % ("scsi", "p", 1, "<source><adapter type='scsi_host' name='scsi_host1'/></source>" + TARGET),
    "mpath": POOL % ("mpath", "p", 1, TARGET),
}


def volume(name, inside="<capacity unit='MiB'>8</capacity>", kind=""):
    return f"<volume{kind}><name>{name}</name>{inside}</volume>"


SIZE = "<capacity>1000000</capacity>"
VARIANTS = {
    "plain": volume("v"),
    "sparse": volume("v", "<capacity unit='G'>2</capacity><allocation>0</allocation>"),
    "half": volume("v", "<capacity unit='M'>9</capacity><allocation unit='KiB'>7</allocation>"),
    "over": volume("v", "<capacity>5</capacity><allocation>7</allocation>"),
    "zero": volume("v", "<capacity>0</capacity>"),
    "block": volume("v", SIZE, " type='block'"),
    "folder": volume("v", SIZE, " type='dir'"),
    "network": volume("v", SIZE, " type='network'"),
    "qcow2": volume("v", SIZE + "<target><format type='qcow2'/><compat>1.1</compat>"
                                "<features><lazy_refcounts/></features></target>"),
    "placed": volume("v", SIZE + "<key>other</key><target><path>/other/place</path><permissions><mode>0600</mode>"
                                 "<owner>5</owner><group>6</group><label>l</label></permissions></target>"),
    "backed": volume("v", SIZE + "<backingStore><path>/default-pool/base</path><format type='raw'/></backingStore>"),
    "spaces": volume("a b"),
    "odd": volume("&lt;&amp;'"),
    "slash": volume("a/b"),
    "dots": volume(".."),
    "line": volume("a\nb"),
    "encrypted": volume("v", SIZE + "<target><format type='raw'/><encryption format='luks'><secret type='passphrase' "
                                    "usage='u'/></encryption></target>"),
    "huge": volume("v", "<capacity unit='T'>1</capacity>"),
    "huge_sparse": volume("v", "<capacity unit='T'>1</capacity><allocation>0</allocation>"),
    "whole": volume("v", "<capacity unit='GiB'>100</capacity>"),
    "more": volume("v", "<capacity>107374182401</capacity>"),
}
WRONG = {
    "empty": "", "broken": "<volume", "other": "<pool/>", "no_name": "<volume>" + SIZE + "</volume>",
    "no_capacity": volume("v", ""), "no_number": volume("v", "<capacity>x</capacity>"),
    "negative": volume("v", "<capacity>-5</capacity>"), "unit": volume("v", "<capacity unit='x'>5</capacity>"),
    "too_large": volume("v", "<capacity unit='EiB'>100</capacity>"), "kind": volume("v", SIZE, " type='x'"),
    "format": volume("v", SIZE + "<target><format type='x'/></target>"),
    "mode": volume("v", SIZE + "<target><permissions><mode>9</mode></permissions></target>"),
    "empty_name": volume("", SIZE), "allocation": volume("v", SIZE + "<allocation>x</allocation>"),
}


def calls(do, conn, lv, work):
    pool = conn.storagePoolLookupByName("default-pool")
    for name in ("numOfVolumes", "listVolumes", "listAllVolumes"):
        do(f"none_{name}", getattr(pool, name))
    for name, text in VARIANTS.items():
        do(f"create_{name}", lambda: pool.createXML(text))
        variant(do, conn, pool, name)
    for name, text in WRONG.items():
        do(f"create_{name}", lambda: pool.createXML(text))
    for flags in (1, 2, 4, 8, 1 << 20):
        do(f"create_flags_{flags}", lambda: pool.createXML(volume("f", SIZE + "<target/>"), flags))
        remove(pool, "f")
    base = pool.createXML(volume("base"))
    do("create_again", lambda: pool.createXML(volume("base")))
    lookups(do, conn, pool, base)
    clones(do, conn, pool, base)
    pools(do, conn, lv, base)
    inactive(do, pool, base)
    do("flags_delete", lambda: pool.createXML(volume("f")).delete(1))
    remove(pool, "f")
    do("flags_delete_more", lambda: base.delete(1 << 20))
    do("flags_xml", lambda: base.XMLDesc(1))
    do("flags_list", lambda: pool.listAllVolumes(1))
    do("flags_list_more", lambda: pool.listAllVolumes(1 << 20))
    do("delete", lambda: base.delete(0))
    for name in ("info", "XMLDesc", "path", "storagePoolLookupByVolume", "delete"):
        do(f"gone_{name}", getattr(base, name))
    for item in pool.listAllVolumes():
        do(f"end_{item.name()}", item.delete)
    do("end_pool", pool.info)


def remove(pool, name):
    """Takes away what only one of both has made."""
    for item in pool.listAllVolumes():
        if item.name() == name:
            item.delete()


def variant(do, conn, pool, name):
    items = [item for item in pool.listAllVolumes()]
    for item in items:
        for call in ("info", "XMLDesc", "path", "key", "name", "storagePoolLookupByVolume"):
            do(f"{name}_{call}", getattr(item, call))
        do(f"{name}_by_path", lambda: conn.storageVolLookupByPath(item.path()))
        do(f"{name}_by_key", lambda: conn.storageVolLookupByKey(item.key()))
    do(f"{name}_pool", pool.info)
    do(f"{name}_pool_xml", pool.XMLDesc)
    for item in items:
        do(f"{name}_delete", item.delete)


def lookups(do, conn, pool, base):
    for name in ("", "base", "nothing", "a/b"):
        do(f"lookup_{name}", lambda: pool.storageVolLookupByName(name))
        do(f"by_path_{name}", lambda: conn.storageVolLookupByPath("/default-pool/" + name))
        do(f"by_key_{name}", lambda: conn.storageVolLookupByKey("/default-pool/" + name))
        do(f"by_bare_path_{name}", lambda: conn.storageVolLookupByPath(name))
        do(f"by_bare_key_{name}", lambda: conn.storageVolLookupByKey(name))
    do("by_long_path", lambda: conn.storageVolLookupByPath("//default-pool///base"))
    do("pool_of", base.storagePoolLookupByVolume)
    do("lists", lambda: [pool.listVolumes(), pool.numOfVolumes()])


def clones(do, conn, pool, base):
    for name, text in (("plain", volume("c")), ("larger", volume("c", "<capacity unit='MiB'>80</capacity>")),
                       ("smaller", volume("c", "<capacity>5</capacity>")), ("no_size", volume("c", "")),
                       ("same", volume("base")), ("sparse", volume("c", SIZE + "<allocation>0</allocation>")),
                       ("qcow2", volume("c", SIZE + "<target><format type='qcow2'/></target>")),
                       ("huge", volume("c", "<capacity unit='GiB'>101</capacity>")), ("broken", "<volume")):
        do(f"clone_{name}", lambda: pool.createXMLFrom(text, base))
        do(f"clone_{name}_xml", lambda: pool.storageVolLookupByName("c").XMLDesc())
        do(f"clone_{name}_pool", pool.info)
        do(f"clone_{name}_delete", lambda: pool.storageVolLookupByName("c").delete())
    for flags in (1, 2, 4, 1 << 20):
        do(f"clone_flags_{flags}", lambda: pool.createXMLFrom(volume("f", SIZE + "<target/>"), base, flags))
        remove(pool, "f")


def pools(do, conn, lv, base):
    """Volumes of other kinds of pools, and copies from pool to pool."""
    for kind, text in POOLS.items():
        do(f"{kind}_define", lambda: conn.storagePoolDefineXML(text))
        pool = conn.storagePoolLookupByName("p")
        do(f"{kind}_create_inactive", lambda: pool.createXML(volume("v")))
        pool.create()
        for name in ("plain", "qcow2", "placed", "block", "sparse"):
            do(f"{kind}_{name}", lambda: pool.createXML(VARIANTS[name]))
            variant(do, conn, pool, f"{kind}_{name}")
        do(f"{kind}_from_other", lambda: pool.createXMLFrom(volume("x"), base))
        remove(pool, "x")
        do(f"{kind}_list", pool.listAllVolumes)
        do(f"{kind}_refresh", pool.refresh)
        do(f"{kind}_list_again", pool.listAllVolumes)
        do(f"{kind}_destroy", pool.destroy)
        do(f"{kind}_delete", pool.delete)
        do(f"{kind}_again", pool.create)
        do(f"{kind}_left", pool.listAllVolumes)
        do(f"{kind}_stop", pool.destroy)
        do(f"{kind}_undefine", pool.undefine)
        do(f"{kind}_define_new", lambda: conn.storagePoolDefineXML(text))
        pool = conn.storagePoolLookupByName("p")
        pool.create()
        do(f"{kind}_new", pool.listAllVolumes)
        pool.destroy()
        pool.undefine()


def inactive(do, pool, base):
    pool.destroy()
    do("inactive_create", lambda: pool.createXML(volume("n")))
    do("inactive_clone", lambda: pool.createXMLFrom(volume("n"), base))
    do("inactive_lookup", lambda: pool.storageVolLookupByName("base"))
    for name in ("numOfVolumes", "listVolumes", "listAllVolumes", "info", "XMLDesc"):
        do(f"inactive_{name}", getattr(pool, name))
    for name in ("info", "XMLDesc", "path", "storagePoolLookupByVolume", "delete"):
        do(f"inactive_vol_{name}", getattr(base, name))
    pool.create()
    do("active_again", pool.listAllVolumes)
    do("active_info", pool.info)
