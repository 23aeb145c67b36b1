"""Devices of the host."""

VPORT = "<device><parent>%s</parent><capability type='scsi_host'><capability type='fc_host'><wwnn>%s</wwnn>" \
        "<wwpn>%s</wwpn></capability></capability></device>"
WWN = "200000001234567%d"
DEVICES = {
    "vport": VPORT % ("scsi_host1", WWN % 1, WWN % 2),
    "second": VPORT % ("scsi_host2", WWN % 3, WWN % 4),
    "named": VPORT.replace("<device>", "<device><name>mine</name>") % ("scsi_host1", WWN % 1, WWN % 2),
    "no_wwn": "<device><parent>scsi_host1</parent><capability type='scsi_host'><capability type='fc_host'/>"
              "</capability></device>",
    "by_wwn": VPORT.replace("<parent>%s", "<parent wwnn='2000000012341234' wwpn='1000000012341234'>")
              % (WWN % 1, WWN % 2),
    "by_fabric": VPORT.replace("<parent>%s", "<parent fabric_wwn='2000000043214321'>") % (WWN % 1, WWN % 2),
    "no_parent": VPORT.replace("<parent>%s</parent>", "") % (WWN % 1, WWN % 2),
    "host_1": VPORT.replace("<capability type='fc_host'>", "<host>1</host><capability type='fc_host'>", 1)
              % ("scsi_host1", WWN % 1, WWN % 2),
}
WRONG = {
    "empty": "", "broken": "<device", "other": "<domain/>", "no_capability": "<device><name>a</name></device>",
    "kind": "<device><name>a</name><capability type='x'/></device>",
    "parent": VPORT % ("nobody", WWN % 1, WWN % 2), "parent_kind": VPORT % ("computer", WWN % 1, WWN % 2),
    "not_vports": VPORT % ("scsi_host11", WWN % 1, WWN % 2),
    "no_wwnn": VPORT.replace("<wwnn>%s</wwnn>", "") % ("scsi_host1", WWN % 1),
    "wwn": VPORT % ("scsi_host1", "x", "y"),
    "half_parent": VPORT.replace("<parent>%s", "<parent wwnn='2000000012341234'>") % (WWN % 1, WWN % 2),
    "unknown_parent": VPORT.replace("<parent>%s", "<parent wwnn='2000000012341239' wwpn='1000000012341234'>")
                      % (WWN % 1, WWN % 2),
    "unknown_fabric": VPORT.replace("<parent>%s", "<parent fabric_wwn='2000000043214322'>") % (WWN % 1, WWN % 2),
    "net": "<device><name>n</name><parent>computer</parent><capability type='net'><interface>e</interface></capability>"
           "</device>",
}
NAMES = ("computer", "scsi_host1", "scsi_host2", "scsi_host11", "nothing", "")
CAPS = (None, "system", "scsi_host", "fc_host", "vports", "net", "pci", "x", "", "mdev", "mdev_types")


def calls(do, conn, lv, work):
    for name in NAMES:
        do(f"lookup_{name}", lambda: conn.nodeDeviceLookupByName(name))
    for name in NAMES[:4]:
        device = conn.nodeDeviceLookupByName(name)
        for call in ("XMLDesc", "parent", "numOfCaps", "listCaps", "isActive", "isPersistent", "name", "autostart"):
            do(f"{name}_{call}", getattr(device, call))
        do(f"{name}_xml_flags", lambda: device.XMLDesc(1))
        do(f"{name}_xml_flags_more", lambda: device.XMLDesc(1 << 20))
    for cap in CAPS:
        do(f"num_{cap}", lambda: conn.numOfDevices(cap, 0))
        do(f"list_{cap}", lambda: sorted(conn.listDevices(cap, 0)))
    do("num_flags", lambda: conn.numOfDevices(None, 1))
    do("list_flags", lambda: conn.listDevices(None, 1))
    for bit in range(32):
        do(f"all_{bit}", lambda: conn.listAllDevices(1 << bit))
    for flags in (0, 32 | 512, 1 | 32, (1 << 29) | 1, (1 << 31) | (1 << 30)):
        do(f"all_some_{flags}", lambda: conn.listAllDevices(flags))
    for wwnn, wwpn in (("2000000012341234", "1000000012341234"), ("2000000034563456", "1000000034563456"),
                       ("2000000012341234", "1"), ("", ""), ("x", "y"), ("2000000012341234", "1000000056785678")):
        do(f"by_wwn_{wwnn}_{wwpn}", lambda: conn.nodeDeviceLookupSCSIHostByWWN(wwnn, wwpn, 0))
    do("by_wwn_flags", lambda: conn.nodeDeviceLookupSCSIHostByWWN("2000000012341234", "1000000012341234", 1))
    for name, text in DEVICES.items():
        made(do, conn, name, text)
    for name, text in WRONG.items():
        do(f"create_{name}", lambda: conn.nodeDeviceCreateXML(text))
        remove(conn)
    for flags in (1, 2, 1 << 20):
        do(f"create_flags_{flags}", lambda: conn.nodeDeviceCreateXML(DEVICES["vport"], flags))
        remove(conn)
    for name in ("computer", "scsi_host2", "scsi_host11", "scsi_host1"):
        do(f"destroy_{name}", lambda: conn.nodeDeviceLookupByName(name).destroy())
    do("end", conn.listAllDevices)


def remove(conn):
    """Takes away what was made."""
    for device in conn.listAllDevices():
        if device.name() not in NAMES:
            device.destroy()


def made(do, conn, name, text):
    before = {device.name() for device in conn.listAllDevices()}
    do(f"create_{name}", lambda: conn.nodeDeviceCreateXML(text))
    for device in conn.listAllDevices():
        if device.name() in before:
            continue
        for call in ("XMLDesc", "parent", "numOfCaps", "listCaps", "isActive", "isPersistent"):
            do(f"{name}_{call}", getattr(device, call))
        do(f"{name}_fc", lambda: sorted(conn.listDevices("fc_host", 0)))
        do(f"{name}_by_wwn", lambda: conn.nodeDeviceLookupSCSIHostByWWN(WWN % 1, WWN % 2, 0))
        do(f"{name}_destroy", device.destroy)
        do(f"{name}_gone", device.XMLDesc)
        do(f"{name}_destroy_again", device.destroy)
