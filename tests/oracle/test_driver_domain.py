"""Definitions: documents in, documents out."""
UUID = "7c92be85-d40c-4163-ba6f-99670d0dc9e%d"
DOCUMENT = """<domain type='test'><name>%s</name><uuid>%s</uuid><memory>65536</memory><vcpu current='2'>4</vcpu>
<os><type>hvm</type></os><devices>%s</devices></domain>"""
DEVICES = """<disk type='file'><source file='/x'/><target dev='hda'/></disk>
<interface type='network'><mac address='52:54:00:89:65:85'/><source network='default'/></interface>
<console type='pty'/>"""


def guest(name, number, devices=DEVICES):
    return DOCUMENT % (name, UUID % number, devices)


VARIANTS = {
    "no_devices": "",
    "two_disks": "<disk type='file'><source file='/b'/><target dev='vdb'/></disk><disk type='block' device='cdrom'>"
                 "<source dev='/dev/sr0'/><target dev='hdc'/></disk>",
    "scsi": "<disk type='file'><source file='/s'/><target dev='sda'/></disk>",
    "cards": "<interface type='bridge'><mac address='52:54:00:00:00:01'/><source bridge='br0'/></interface>"
             "<interface type='user'><mac address='52:54:00:00:00:02'/></interface>",
    "card_target": "<interface type='bridge'><mac address='52:54:00:00:00:01'/><source bridge='br0'/>"
                   "<target dev='testnet0'/></interface><interface type='user'><mac address='52:54:00:00:00:02'/></interface>",
    "serial": "<serial type='pty'/><serial type='file'><source path='/log'/></serial>",
    "channel": "<channel type='unix'><target type='virtio' name='org.x'/></channel>",
    "vnc": "<graphics type='vnc' port='5901' passwd='secret'/>",
    "spice": "<graphics type='spice' autoport='yes'/>",
    "video": "<graphics type='vnc'/><video><model type='vga'/></video>",
    "balloon": "<memballoon model='virtio'/>",
    "input": "<input type='tablet' bus='usb'/>",
    "filesystem": "<filesystem type='mount'><source dir='/a'/><target dir='b'/></filesystem>",
    "sound": "<sound model='ich6'/>",
    "rng": "<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>",
    "watchdog": "<watchdog model='i6300esb'/>",
    "emulator": "<emulator>/usr/bin/test-hv</emulator>",
}

WRONG = {
    "without_kind": "<domain/>",
    "broken": "<domain",
    "empty": "",
    "network": "<network/>",
    "no_os": "<domain type='test'><name>x</name><memory>1</memory></domain>",
    "no_name": "<domain type='test'><memory>1</memory><os><type>hvm</type></os></domain>",
    "no_memory": "<domain type='test'><name>x</name><os><type>hvm</type></os></domain>",
    "os": "<domain type='test'><name>x</name><memory>1</memory><os><type>foo</type></os></domain>",
    "slash": "<domain type='test'><name>x/y</name><memory>1</memory><os><type>hvm</type></os></domain>",
    "uuid": "<domain type='test'><name>x</name><uuid>zz</uuid><memory>1</memory><os><type>hvm</type></os></domain>",
    "vcpu": "<domain type='test'><name>x</name><memory>1</memory><vcpu>0</vcpu><os><type>hvm</type></os></domain>",
    "vcpus": "<domain type='test'><name>x</name><memory>1</memory><vcpu current='3'>2</vcpu><os><type>hvm</type></os></domain>",
    "disk": guest("x", 8, "<disk type='file'><source file='/x'/></disk>"),
    "disk_twice": guest("x", 8, "<disk type='file'><source file='/x'/><target dev='hda'/></disk>" * 2),
    "device": guest("x", 8, "<interface type='nothing'/>"),
}


def calls(do, conn, lv, work):
    flags = {"xml": 0, "secure": lv.VIR_DOMAIN_XML_SECURE, "inactive": lv.VIR_DOMAIN_XML_INACTIVE}
    test = conn.lookupByName("test")
    for name, flag in flags.items():
        do(f"test_{name}", lambda: test.XMLDesc(flag), settle=False)
    for name, devices in VARIANTS.items():
        do(f"define_{name}", lambda: conn.defineXML(guest("v", 1, devices)))
        dom = conn.lookupByName("v")
        for flag_name, flag in flags.items():
            do(f"{name}_{flag_name}", lambda: dom.XMLDesc(flag), settle=False)
        do(f"create_{name}", dom.create)
        do(f"{name}_live", dom.XMLDesc, settle=False)
        dom.destroy()
        do(f"undefine_{name}", dom.undefine)
    for name, text in WRONG.items():
        do(f"define_{name}", lambda: conn.defineXML(text))
        do(f"create_{name}", lambda: conn.createXML(text))
    dom = conn.defineXML(guest("a", 1))
    for name in ("name", "UUIDString", "ID", "OSType", "autostart", "state", "maxMemory", "isActive", "isPersistent",
                 "isUpdated", "hasManagedSaveImage", "vcpusFlags", "maxVcpus", "controlInfo", "hostname", "getTime",
                 "memoryStats", "fsInfo", "diskErrors", "securityLabel", "messages", "info"):
        do(f"rest_{name}", getattr(dom, name), settle=False)
    do("again", lambda: conn.defineXML(guest("a", 1)))
    do("other_name", lambda: conn.defineXML(guest("b", 1)))
    do("other_uuid", lambda: conn.defineXML(guest("a", 2)))
    for flag in (2, 1 << 20):
        do(f"define_flags_{flag}", lambda: conn.defineXMLFlags(guest("a", 1), flag))
        do(f"xml_flags_{flag}", lambda: dom.XMLDesc(flag), settle=False)
    for value in (1, 0, 5):
        do(f"set_autostart_{value}", lambda: dom.setAutostart(value))
        do(f"autostart_{value}", dom.autostart)
    for name in ("b", "test", "b", "", "a/b"):
        do(f"rename_{name}", lambda: dom.rename(name))
    do("rename_flags", lambda: dom.rename("c", 5))
    do("renamed", lambda: conn.lookupByName("b"))
    kinds = {"description": lv.VIR_DOMAIN_METADATA_DESCRIPTION, "title": lv.VIR_DOMAIN_METADATA_TITLE,
             "element": lv.VIR_DOMAIN_METADATA_ELEMENT, "unknown": 9}
    for name, kind in kinds.items():
        uri = "http://example.org/x" if name == "element" else None
        do(f"metadata_{name}", lambda: dom.metadata(kind, uri), settle=False)
        do(f"set_metadata_{name}", lambda: dom.setMetadata(kind, "<a><b/></a>", "k", uri))
        do(f"metadata_{name}_set", lambda: dom.metadata(kind, uri), settle=False)
        do(f"metadata_{name}_live", lambda: dom.metadata(kind, uri, lv.VIR_DOMAIN_AFFECT_LIVE), settle=False)
        do(f"metadata_{name}_both", lambda: dom.metadata(kind, uri, 3), settle=False)
    do("set_metadata_title_lines", lambda: dom.setMetadata(1, "a\nb", None, None))
    do("with_metadata", dom.XMLDesc, settle=False)
    do("remove_metadata", lambda: dom.setMetadata(2, None, "k", "http://example.org/x"))
    do("remove_title", lambda: dom.setMetadata(1, None, None, None))
    do("without_metadata", dom.XMLDesc, settle=False)
    for flag in (0, 1, 2, 4, 1 << 20):
        do(f"undefine_flags_{flag}", lambda: dom.undefineFlags(flag))
    do("gone", dom.state)
    do("gone_xml", dom.XMLDesc)
