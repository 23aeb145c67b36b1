"""Ports of virtual networks and what they have been lent; the reference is the daemon's own driver of networks."""

UUID = "49a8ef3e-0646-45a8-aef0-d1a914f07d%02d"
NETWORK = f"<network><name>n</name><uuid>{UUID % 1}</uuid><forward mode='bridge'/><bridge name='unused'/></network>"


def port(number, inside="", mac="52:54:00:00:00:01"):
    uuid = f"<uuid>{UUID % number}</uuid>" if number else ""
    return (f"<networkport>{uuid}<owner><name>o</name><uuid>{UUID % 99}</uuid></owner><mac address='{mac}'/>{inside}"
            "</networkport>")


PLUG = "<plug type='bridge' bridge='unused'/>"
VARIANTS = {"plain": port(1), "plugged": port(1, PLUG), "vlan": port(1, "<vlan><tag id='5'/></vlan>"),
            "trusting": port(1, "<rxfilters trustGuest='yes'/>")}
WRONG = {"empty": "", "broken": "<networkp", "other": "<domain/>", "no_uuid": port(0), "mac": port(1, "", "x"),
         "no_owner": "<networkport><uuid>" + UUID % 1 + "</uuid><mac address='52:54:00:00:00:01'/></networkport>",
         "no_mac": port(1).replace("<mac address='52:54:00:00:00:01'/>", ""), "plug": port(1, "<plug type='x'/>")}


def calls(do, conn, lv, work):
    net = conn.networkDefineXML(NETWORK)
    for name in ("listAllPorts", "DHCPLeases"):
        do(f"inactive_{name}", getattr(net, name))
    do("inactive_create", lambda: net.portCreateXML(port(1), 0))
    do("inactive_lookup", lambda: net.portLookupByUUIDString(UUID % 1))
    net.create()
    do("none", net.listAllPorts)
    for name, text in VARIANTS.items():
        for flags in (0, 1, 4):
            do(f"create_{name}_{flags}", lambda: net.portCreateXML(text, flags).UUIDString())
            do(f"{name}_{flags}_list", lambda: [item.UUIDString() for item in net.listAllPorts()])
            for item in net.listAllPorts():
                do(f"{name}_{flags}_xml", item.XMLDesc)
                do(f"{name}_{flags}_xml_flags", lambda: item.XMLDesc(1))
                do(f"{name}_{flags}_parameters", item.parameters)
                do(f"{name}_{flags}_network", lambda: item.network().name())
                do(f"{name}_{flags}_net_xml", net.XMLDesc)
                do(f"{name}_{flags}_again", lambda: net.portCreateXML(port(1), 0))
                do(f"{name}_{flags}_delete_flags", lambda: item.delete(1))
                do(f"{name}_{flags}_delete", item.delete)
                do(f"{name}_{flags}_delete_again", item.delete)
                do(f"{name}_{flags}_gone", item.XMLDesc)
    for name, text in WRONG.items():
        do(f"create_{name}_wrong", lambda: net.portCreateXML(text, 0))
    item = net.portCreateXML(port(2), 0)
    for number in (2, 9):
        do(f"lookup_{number}", lambda: net.portLookupByUUIDString(UUID % number).UUIDString())
    do("list_flags", lambda: net.listAllPorts(1))
    do("live", net.XMLDesc)
    do("inactive_xml", lambda: net.XMLDesc(1))
    for mac in (None, "52:54:00:00:00:01", "x"):
        do(f"leases_{mac}", lambda: net.DHCPLeases(mac))
    do("leases_flags", lambda: net.DHCPLeases(None, 1))
    do("stop", net.destroy)
    do("stopped", item.XMLDesc)
    net.create()
    do("started_again", net.listAllPorts)
    net.destroy()
    do("end", net.undefine)
