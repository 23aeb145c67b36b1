"""Storage pools."""

UUID = "49a8ef3e-0646-45a8-aef0-d1a914f07e8%d"


def pool(name, number, kind="dir", inside="<target><path>/p</path></target>"):
    return f"<pool type='{kind}'><name>{name}</name><uuid>{UUID % number}</uuid>{inside}</pool>"


VARIANTS = {
    "dir": pool("v", 1),
    "logical": pool("v", 1, "logical", "<source><device path='/dev/sda'/></source>"),
    "fs": pool("v", 1, "fs", "<source><device path='/dev/sda1'/></source><target><path>/m</path></target>"),
    "netfs": pool("v", 1, "netfs", "<source><host name='h'/><dir path='/d'/></source><target><path>/m</path></target>"),
    "iscsi": pool("v", 1, "iscsi", "<source><host name='h'/><device path='iqn'/></source>"
                                   "<target><path>/dev/disk/by-path</path></target>"),
}
WRONG = {"empty": "", "broken": "<pool", "no_kind": "<pool/>", "kind": "<pool type='x'><name>a</name></pool>",
         "no_name": "<pool type='dir'><target><path>/p</path></target></pool>", "no_target": pool("a", 1, "dir", ""),
         "clash": "<pool type='dir'><name>default-pool</name><target><path>/q</path></target></pool>"}


def calls(do, conn, lv, work):
    default = conn.storagePoolLookupByName("default-pool")
    steps = ("isActive", "isPersistent", "autostart", "info", "XMLDesc", "destroy", "refresh", "build", "delete",
             "create", "create", "info", "XMLDesc", "undefine", "build", "delete", "refresh")
    for name in ("info", "XMLDesc", "isActive", "isPersistent", "autostart", "undefine", "create"):
        do(f"default_{name}", getattr(default, name))
    for name in ("", "default-pool", "nobody"):
        do(f"lookup_{name}", lambda: conn.storagePoolLookupByName(name))
    for uuid in ("dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566", "dfe224cb-28fb-8dd0-c4b2-64eb3f0f4560", "x"):
        do(f"lookup_uuid_{uuid}", lambda: conn.storagePoolLookupByUUIDString(uuid))
    do("lookup_path", lambda: conn.storagePoolLookupByTargetPath("/default-pool"))
    for name, text in VARIANTS.items():
        do(f"define_{name}", lambda: conn.storagePoolDefineXML(text))
        item = conn.storagePoolLookupByName("v")
        for number, step in enumerate(steps):
            do(f"{name}_{number}_{step}", getattr(item, step))
        do(f"{name}_destroy", item.destroy)
        do(f"{name}_destroy_again", item.destroy)
        do(f"{name}_undefine", item.undefine)
        do(f"{name}_gone", item.info)
    for name, text in WRONG.items():
        do(f"define_{name}", lambda: conn.storagePoolDefineXML(text))
        do(f"create_{name}", lambda: conn.storagePoolCreateXML(text))
    do("create_xml", lambda: conn.storagePoolCreateXML(pool("t", 2)))
    do("create_xml_again", lambda: conn.storagePoolCreateXML(pool("t", 2)))
    item = conn.storagePoolLookupByName("t")
    do("transient", item.isPersistent)
    for flag in (0, 1, 2, 4, 8, 16, 32, 64, 128, 512, 1 << 30):
        do(f"list_{flag}", lambda: conn.listAllStoragePools(flag))
    for value in (1, 0):
        do(f"set_autostart_{value}", lambda: default.setAutostart(value))
        do(f"autostart_{value}", default.autostart)
    do("xml_flags", lambda: default.XMLDesc(1 << 20))
    do("lists", lambda: [sorted(conn.listStoragePools()), conn.listDefinedStoragePools(), conn.numOfStoragePools()])
    do("end", item.destroy)
