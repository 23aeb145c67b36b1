"""Interfaces of the host."""

IP = "<protocol family='ipv4'><ip address='10.0.0.%d' prefix='24'/></protocol>"


def ethernet(name, mac, inside=""):
    return f"<interface type='ethernet' name='{name}'><start mode='none'/><mac address='{mac}'/>{inside}</interface>"


MAC = "52:54:00:00:00:0%d"
VARIANTS = {
    "plain": ethernet("i", MAC % 1), "address": ethernet("i", MAC % 1, IP % 1),
    "mtu": ethernet("i", MAC % 1, "<mtu size='9000'/>"),
    "upper": ethernet("i", "52:54:00:AB:CD:EF"), "bare": "<interface type='ethernet' name='i'/>",
    "dhcp": "<interface type='ethernet' name='i'><start mode='onboot'/><protocol family='ipv4'><dhcp/></protocol>"
            "</interface>",
    "bridge": "<interface type='bridge' name='i'><start mode='onboot'/><bridge stp='off'>"
              "<interface type='ethernet' name='e0'><mac address='52:54:00:00:00:09'/></interface></bridge></interface>",
    "vlan": "<interface type='vlan' name='e0.5'><vlan tag='5'><interface name='e0'/></vlan></interface>",
    "vlan_bare": "<interface type='vlan'><vlan tag='5'><interface name='e0'/></vlan></interface>",
    "bond": "<interface type='bond' name='i'><bond mode='active-backup'><interface type='ethernet' name='e0'/>"
            "</bond></interface>",
    "link": ethernet("i", MAC % 1, "<link speed='1000' state='up'/>"),
}
WRONG = {"empty": "", "broken": "<interface", "other": "<domain/>", "no_kind": "<interface name='a'/>",
         "kind": "<interface type='x' name='a'/>", "no_name": "<interface type='ethernet'/>",
         "start": "<interface type='ethernet' name='a'><start mode='x'/></interface>",
         "family": "<interface type='ethernet' name='a'><protocol family='x'/></interface>",
         "no_bridge": "<interface type='bridge' name='a'/>", "mtu": ethernet("a", MAC % 1, "<mtu size='x'/>"),
         "unknown": ethernet("a", MAC % 1, "<unknown/>")}


def calls(do, conn, lv, work):
    default = conn.interfaceLookupByName("eth1")
    for name in ("XMLDesc", "MACString", "name", "isActive", "create", "undefine"):
        do(f"default_{name}", getattr(default, name))
    do("default_gone", conn.listAllInterfaces)
    do("default_again", lambda: conn.interfaceDefineXML(ethernet("eth1", "aa:bb:cc:dd:ee:ff")))
    for name, text in VARIANTS.items():
        variant(do, conn, name, text)
    for name, text in WRONG.items():
        do(f"define_{name}", lambda: conn.interfaceDefineXML(text))
    for flags in (1, 2):
        do(f"define_flags_{flags}", lambda: conn.interfaceDefineXML(ethernet("f", MAC % 5), flags))
    do("flags_end", lambda: conn.interfaceLookupByName("f").undefine())
    one = conn.interfaceDefineXML(ethernet("a", MAC % 2))
    for flags in (1, 2):
        do(f"create_flags_{flags}", lambda: one.create(flags))
        do(f"destroy_flags_{flags}", lambda: one.destroy(flags))
        do(f"xml_flags_{flags}", lambda: one.XMLDesc(flags))
    lookups(do, conn, one)
    changes(do, conn, lv)
    do("end", one.undefine)
    do("end_again", one.undefine)


def variant(do, conn, name, text):
    do(f"define_{name}", lambda: conn.interfaceDefineXML(text))
    for item in conn.listAllInterfaces():
        if item.name() == "eth1":
            continue
        for step in ("XMLDesc", "MACString", "isActive", "destroy", "create", "create", "isActive", "XMLDesc"):
            do(f"{name}_{step}", getattr(item, step))
        do(f"{name}_lists", lambda: lists(conn))
        do(f"{name}_redefine", lambda: conn.interfaceDefineXML(text))
        do(f"{name}_still", item.isActive)
        do(f"{name}_undefine_active", item.undefine)
        do(f"{name}_left", lambda: lists(conn))
        do(f"{name}_again", lambda: conn.interfaceDefineXML(text))
        do(f"{name}_stop", item.destroy)
        do(f"{name}_undefine", item.undefine)
        for step in ("XMLDesc", "isActive", "create", "destroy", "undefine"):
            do(f"{name}_gone_{step}", getattr(item, step))


def lists(conn):
    return [sorted(conn.listInterfaces()), sorted(conn.listDefinedInterfaces()), conn.numOfInterfaces(),
            conn.numOfDefinedInterfaces(), conn.listAllInterfaces()]


def lookups(do, conn, one):
    for name in ("", "eth1", "a", "nothing"):
        do(f"lookup_{name}", lambda: conn.interfaceLookupByName(name))
    for mac in ("", "aa:bb:cc:dd:ee:ff", "AA:BB:CC:DD:EE:FF", MAC % 2, "x", "52:54:0:0:0:2"):
        do(f"by_mac_{mac}", lambda: conn.interfaceLookupByMACString(mac))
    two = conn.interfaceDefineXML(ethernet("b", MAC % 2))
    do("by_mac_of_two", lambda: conn.interfaceLookupByMACString(MAC % 2))
    for flag in (0, 1, 2, 3, 4):
        do(f"list_{flag}", lambda: conn.listAllInterfaces(flag))
    do("two_end", two.undefine)
    do("new_mac", lambda: conn.interfaceDefineXML(ethernet("a", MAC % 3)))
    do("old_mac", one.MACString)
    do("old_object", one.XMLDesc)


def changes(do, conn, lv):
    """Transactions: what is changed between begin and commit can be taken back."""
    do("commit_early", conn.changeCommit)
    do("rollback_early", conn.changeRollback)
    for flags in (1, 2):
        do(f"begin_flags_{flags}", lambda: conn.changeBegin(flags))
    do("begin", conn.changeBegin)
    do("begin_again", conn.changeBegin)
    do("commit_flags", lambda: conn.changeCommit(1))
    do("define", lambda: conn.interfaceDefineXML(ethernet("c", MAC % 6)))
    do("start", lambda: conn.interfaceLookupByName("c").create())
    do("stop", lambda: conn.interfaceLookupByName("eth1").destroy())
    do("remove", lambda: conn.interfaceLookupByName("a").undefine())
    do("changed", lambda: lists(conn))
    do("rollback_flags", lambda: conn.changeRollback(1))
    do("rollback", conn.changeRollback)
    do("taken_back", lambda: lists(conn))
    do("rollback_again", conn.changeRollback)
    do("second_begin", conn.changeBegin)
    do("second_define", lambda: conn.interfaceDefineXML(ethernet("c", MAC % 6)))
    do("second_redefine", lambda: conn.interfaceDefineXML(ethernet("a", MAC % 7)))
    do("commit", conn.changeCommit)
    do("kept", lambda: lists(conn))
    do("commit_again", conn.changeCommit)
    do("kept_xml", lambda: conn.interfaceLookupByName("a").XMLDesc())
    do("third_begin", conn.changeBegin)
    do("third_define", lambda: conn.interfaceLookupByName("c").undefine())
    do("third_rollback", conn.changeRollback)
    do("third_end", lambda: conn.interfaceLookupByName("c").undefine())
