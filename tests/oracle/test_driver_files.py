"""Hosts that files describe: what is on them at once, and which files are refused."""
import os
import re

from test_driver_domain import guest

NAMESPACE = "xmlns:test='http://libvirt.org/schemas/domain/test/1.0'"
UUID = "7c92be85-1111-4a4c-8f5b-2a9b8a3d0001"
POOL = """<pool type='dir'><name>p</name><target><path>/p</path></target><volume file='volume.xml'/>
<volume><name>w</name><capacity>1000</capacity><allocation>50</allocation><target><path>/p/w</path></target></volume></pool>"""
DEVICE = "<device><name>%s</name><parent>%s</parent><capability type='net'><interface>%s</interface></capability></device>"
PARTS = {"snapshot.xml": """<domainsnapshot><name>three</name><state>paused</state><parent><name>one</name></parent>
<creationTime>7</creationTime><active>1</active></domainsnapshot>""",
         "volume.xml": "<volume><name>v</name><capacity>2000</capacity></volume>", "torn.xml": "<domain>\n<name>",
         "network.xml": "<network><name>n</name><bridge name='vb'/></network>"}

# The reference does not survive the end of such hosts.
KEPT = []


def domain(inside, name="a"):
    return f"<domain type='test' {NAMESPACE}><name>{name}</name><uuid>{UUID}</uuid><memory>4096</memory>" \
           f"<os><type>hvm</type></os>{inside}</domain>"


def snapshot(name, inside="<active>0</active>", time=5):
    return f"<test:domainsnapshot><name>{name}</name><state>running</state><creationTime>{time}</creationTime>{inside}" \
           f"</test:domainsnapshot>"


def state(number):
    return f"<test:runstate>{number}</test:runstate>"


WHOLE = f"""<node><cpu><mhz>6000</mhz><model>x86_64</model><active>50</active><nodes>4</nodes></cpu><memory>8192000</memory>
{domain(state(3) + snapshot('one') + snapshot('two', '<active>0</active><parent><name>one</name></parent>')
        + "<test:domainsnapshot file='snapshot.xml'/>")}<network file='network.xml'/>{POOL}
<interface type='ethernet' name='e7'><mac address='aa:bb:cc:dd:ee:ff'/></interface>{DEVICE % ('x', 'none', 'eth9')}</node>"""
BAD = {"torn": "<node", "root": "<nodes/>", "memory": "<node><memory>x</memory></node>",
       "speed": "<node><cpu><mhz>-1</mhz></cpu></node>", "no_file": "<node><domain file='none.xml'/></node>",
       "torn_file": "<node><domain file='torn.xml'/></node>", "wrong_file": "<node><domain file='network.xml'/></node>",
       "twice": f"<node>{domain('')}{domain('')}{domain('', 'b')}</node>", "state_9": f"<node>{domain(state(9))}</node>",
       "state_x": f"<node>{domain(state('x'))}</node>",
       "transient": f"<node>{domain('<test:transient/>' + state(5))}</node>",
       "saved": f"<node>{domain('<test:hasmanagedsave/>')}</node>",
       "snapshot_twice": f"<node>{domain(snapshot('s') + snapshot('s'))}</node>",
       "two_current": f"<node>{domain(snapshot('s', '<active>1</active>') + snapshot('t', '<active>1</active>'))}</node>",
       "orphan": f"<node>{domain(snapshot('s', '<active>0</active><parent><name>t</name></parent>'))}</node>",
       "not_said": f"<node>{domain(snapshot('s', ''))}</node>", "user": "<node><auth><user/></auth></node>"}


def calls(do, conn, lv, work):
    def opened(text):
        with open(os.path.join(work, "node.xml"), "w") as file:
            file.write(text)
        KEPT.append(lv.open(conn.getURI().replace("/default", os.path.join(work, "node.xml"), 1)))
        return KEPT[-1]

    for name, text in PARTS.items():
        with open(os.path.join(work, name), "w") as file:
            file.write(text)
    whole(do, opened(WHOLE))
    for number in range(8):
        for name, call in {"state": lambda d: d.state(), "time": lambda d: d.getTime(), "suspend": lambda d: d.suspend(),
                           "set_time": lambda d: d.setTime({"seconds": 1, "nseconds": 0}), "resume": lambda d: d.resume(),
                           "shutdown": lambda d: d.shutdown(), "reboot": lambda d: d.reboot(),
                           "save": lambda d: d.managedSave(), "create": lambda d: d.create()}.items():
            dom = opened(f"<node>{domain(state(number))}</node>").lookupByName("a")
            do(f"{name}_{number}", lambda: call(dom))
            do(f"{name}_{number}_state", dom.state)
    for name, text in BAD.items():
        do(f"bad_{name}", lambda: len(opened(text).listAllDomains()))
    transient = conn.storagePoolCreateXML("<pool type='dir'><name>t</name><target><path>/t</path></target></pool>")
    do("transient_autostart", lambda: transient.setAutostart(1))
    transient.destroy()
    dom = conn.createXML(guest("files", 9))
    for target in ("vda", "vdb"):
        disk = f"<disk type='file'><source file='/{target}'/><target dev='{target}'/></disk>"
        do(f"attach_{target}", lambda: dom.attachDevice(disk))
    dom.destroy()


def whole(do, node):
    do("info", node.getInfo)
    do("domains", node.listAllDomains)
    dom = node.lookupByName("a")
    do("dom", lambda: (dom.ID(), dom.state(), dom.isPersistent()))
    do("snapshots", lambda: sorted(dom.snapshotListNames()))
    do("order", lambda: dom.snapshotListNames(1 << 10)[0])
    do("current", lambda: dom.snapshotCurrent().getName())
    for name in ("one", "two", "three"):
        do(f"xml_{name}", lambda: re.sub(r"\s+", " ", dom.snapshotLookupByName(name).getXMLDesc()))
        do(f"parent_{name}", lambda: dom.snapshotLookupByName(name).getParent().getName())
    for kind in ("Networks", "Interfaces", "StoragePools", "Devices"):
        do(kind, lambda: [(one.name(), one.isActive() if hasattr(one, "isActive") else one.parent())
                          for one in getattr(node, f"listAll{kind}")()])
    pool = node.storagePoolLookupByName("p")
    do("pool", lambda: (pool.info(), pool.autostart(), pool.isPersistent()))
    do("volumes", lambda: sorted((v.name(), v.path(), v.info()) for v in pool.listAllVolumes()))
