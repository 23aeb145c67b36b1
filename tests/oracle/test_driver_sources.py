"""What a storage pool could be made from, and more ways to make one."""

SOURCES = {
    "none": None, "empty": "", "broken": "<source", "other": "<pool/>", "plain": "<source></source>",
    "host": "<source><host name='h'/></source>", "port": "<source><host name='h' port='5'/></source>",
    "host_dir": "<source><host name='h'/><dir path='/x'/></source>", "device": "<source><device path='/dev/sda'/></source>",
    "initiator": "<source><host name='h'/><initiator><iqn name='i'/></initiator></source>",
    "format": "<source><host name='h'/><format type='cifs'/></source>",
    "name": "<source><name>n</name></source>", "no_host_name": "<source><host/></source>",
}
KINDS = ("logical", "netfs", "iscsi", "dir", "fs", "disk", "scsi", "mpath", "rbd", "gluster", "zfs", "", "x")
POOL = "<pool type='dir'><name>p</name><target><path>/p</path></target></pool>"


def calls(do, conn, lv, work):
    for kind in KINDS:
        for name, text in SOURCES.items():
            # The reference's process ends here.
            if kind != "netfs" or "source>" not in (text or "") or "host name" in text:
                do(f"find_{kind}_{name}", lambda: conn.findStoragePoolSources(kind, text, 0))
    do("find_flags", lambda: conn.findStoragePoolSources("logical", None, 1))
    for flags in (0, 1, 2, 4, 3, 6, 7, 8):
        do(f"create_xml_{flags}", lambda: conn.storagePoolCreateXML(POOL, flags))
        for pool in conn.listAllStoragePools():
            if pool.name() == "p":
                pool.destroy()
    for flags in (0, 1, 2):
        do(f"define_{flags}", lambda: conn.storagePoolDefineXML(POOL, flags))
    pool = conn.storagePoolLookupByName("p")
    for flags in (0, 1, 2, 3, 4, 6, 7, 8):
        do(f"build_{flags}", lambda: pool.build(flags))
        do(f"create_{flags}", lambda: pool.create(flags))
        do(f"refresh_{flags}", lambda: pool.refresh(flags))
        if pool.isActive():
            pool.destroy()
        do(f"delete_{flags}", lambda: pool.delete(flags))
    do("autostart", lambda: pool.setAutostart(1))
    do("redefine", lambda: conn.storagePoolDefineXML(POOL))
    do("autostart_kept", pool.autostart)
    do("same_path", lambda: conn.storagePoolDefineXML(POOL.replace(">p<", ">q<")))
    do("same_path_create", lambda: conn.storagePoolCreateXML(POOL.replace(">p<", ">r<")))
    do("by_path", lambda: conn.storagePoolLookupByTargetPath("/p"))
    do("capabilities", conn.getStoragePoolCapabilities)
    for name in ("q", "r", "p"):
        do(f"end_destroy_{name}", lambda: conn.storagePoolLookupByName(name).destroy())
        do(f"end_undefine_{name}", lambda: conn.storagePoolLookupByName(name).undefine())
