"""Virtual networks."""

UUID = "49a8ef3e-0646-45a8-aef0-d1a914f07d8%d"
DHCP = """<bridge name='vb'/><ip address='10.0.0.1' netmask='255.255.255.0'><dhcp><range start='10.0.0.2' end='10.0.0.9'/>
<host mac='52:54:00:00:00:01' ip='10.0.0.3'/></dhcp></ip>"""


def network(name, number, inside=DHCP):
    return f"<network><name>{name}</name><uuid>{UUID % number}</uuid>{inside}</network>"


VARIANTS = {
    "plain": "",
    "nat": "<forward mode='nat'/>" + DHCP,
    "route": "<forward mode='route' dev='eth0'/><ip address='10.1.0.1' prefix='16'/>",
    "bridge": "<forward mode='bridge'/><bridge name='br0'/>",
    "domain": "<domain name='example.org'/><dns><host ip='10.0.0.2'><hostname>h</hostname></host></dns>" + DHCP,
    "v6": "<ip family='ipv6' address='fd00::1' prefix='64'/>",
    "portgroup": "<portgroup name='a' default='yes'/>",
    "mtu": "<mtu size='9000'/>",
}
WRONG = {"empty": "", "broken": "<network", "no_name": "<network/>", "domain": "<domain/>",
         "slash": "<network><name>a/b</name></network>",
         "uuid": "<network><name>a</name><uuid>x</uuid></network>",
         "address": network("a", 1, "<ip address='10.0.0.300' netmask='255.255.255.0'/>"),
         "forward": network("a", 1, "<forward mode='nothing'/>"),
         "clash": "<network><name>default</name></network>"}
HOST = "<host mac='52:54:00:00:00:0%d' ip='10.0.0.%d'/>"


def calls(do, conn, lv, work):
    default = conn.networkLookupByName("default")
    for name in ("XMLDesc", "bridgeName", "isActive", "isPersistent", "autostart", "undefine", "create"):
        do(f"default_{name}", getattr(default, name))
    for name in ("", "default", "nobody"):
        do(f"lookup_{name}", lambda: conn.networkLookupByName(name))
    for uuid in ("dd8fe884-6c02-601e-7551-cca97df1c5df", "dd8fe884-6c02-601e-7551-cca97df1c5d0", "x"):
        do(f"lookup_uuid_{uuid}", lambda: conn.networkLookupByUUIDString(uuid))
    for name, inside in VARIANTS.items():
        do(f"define_{name}", lambda: conn.networkDefineXML(network("v", 1, inside)))
        net = conn.networkLookupByName("v")
        do(f"{name}_xml", net.XMLDesc)
        do(f"{name}_create", net.create)
        do(f"{name}_live", net.XMLDesc)
        do(f"{name}_bridge", net.bridgeName)
        do(f"{name}_destroy", net.destroy)
        do(f"{name}_undefine", net.undefine)
    for name, text in WRONG.items():
        do(f"define_{name}", lambda: conn.networkDefineXML(text))
        do(f"create_{name}", lambda: conn.networkCreateXML(text))
    net = conn.networkDefineXML(network("n", 2))
    for name in ("isActive", "isPersistent", "autostart", "destroy", "create", "create", "undefine", "XMLDesc"):
        do(f"life_{name}", getattr(net, name))
    for value in (1, 0):
        do(f"set_autostart_{value}", lambda: net.setAutostart(value))
        do(f"autostart_{value}", net.autostart)
    for flag in (0, 1, 2, 4, 8, 16, 32, 64, 1 << 20):
        do(f"list_{flag}", lambda: conn.listAllNetworks(flag))
    do("redefine", lambda: conn.networkDefineXML(network("n", 2, "<mtu size='9000'/>" + DHCP)))
    do("xml", net.XMLDesc)
    do("xml_inactive", lambda: net.XMLDesc(lv.VIR_NETWORK_XML_INACTIVE))
    do("xml_flags", lambda: net.XMLDesc(1 << 20))
    do("define_flags", lambda: conn.networkDefineXMLFlags(network("n", 2), 1 << 20))
    for flags in (0, 1, 2, 3, 1 << 20):
        for command in (0, 1, 2, 3, 4, 9):
            do(f"update_{command}_{flags}", lambda: net.update(
                command, lv.VIR_NETWORK_SECTION_IP_DHCP_HOST, -1, HOST % (4, 4 + flags % 4), flags))
        do(f"updated_{flags}", net.XMLDesc)
    do("update_section", lambda: net.update(3, lv.VIR_NETWORK_SECTION_BRIDGE, -1, "<bridge/>", 0))
    do("update_text", lambda: net.update(3, lv.VIR_NETWORK_SECTION_IP_DHCP_HOST, -1, "<host", 0))
    do("stop", net.destroy)
    do("stop_again", net.destroy)
    do("lists", lambda: [conn.listNetworks(), conn.listDefinedNetworks(), conn.numOfNetworks(), conn.numOfDefinedNetworks()])
    do("undefine", net.undefine)
    do("gone", net.XMLDesc)
    do("create_xml", lambda: conn.networkCreateXML(network("t", 3)))
    do("create_xml_again", lambda: conn.networkCreateXML(network("t", 3)))
    net = conn.networkLookupByName("t")
    do("transient", net.isPersistent)
    do("transient_undefine", net.undefine)
    do("transient_define", lambda: conn.networkDefineXML(network("t", 3)))
    do("transient_persistent", net.isPersistent)
    do("transient_destroy", net.destroy)
    do("transient_left", conn.listAllNetworks)
    do("end", net.undefine)
