"""Snapshots and checkpoints."""
import re

from test_driver_domain import guest

SNAPSHOT = "<domainsnapshot><name>%s</name>%s</domainsnapshot>"
CHECKPOINT = "<domaincheckpoint><name>%s</name>%s</domaincheckpoint>"
DISK = "<disk type='file'><source file='/a'/><target dev='vda'/></disk>"


def timeless(text):
    return re.sub(r"<creationTime>\d+", "<creationTime>T", text)


def bring(dom, state):
    """off, running or paused"""
    if state == "off" and dom.isActive():
        dom.destroy()
    if state != "off" and not dom.isActive():
        dom.create()
    if state == "running" and dom.state()[0] == 3:
        dom.resume()
    if state == "paused" and dom.state()[0] == 1:
        dom.suspend()


def forget(dom, name):
    """Deletes what only one side made."""
    try:
        dom.snapshotLookupByName(name).delete(0)
    except Exception:
        pass


def snapshots(do, conn):
    dom = conn.defineXML(guest("m", 7, DISK))
    do("current_none", lambda: dom.snapshotCurrent().getName())
    do("has_current", dom.hasCurrentSnapshot)
    for state in ("off", "running", "paused"):
        bring(dom, state)
        do(f"create_{state}", lambda: dom.snapshotCreateXML(SNAPSHOT % (state, ""), 0).getName())
        do(f"xml_{state}", lambda: timeless(dom.snapshotLookupByName(state).getXMLDesc()))
        do(f"again_{state}", lambda: dom.snapshotCreateXML(SNAPSHOT % (state, ""), 0).getName())
    bring(dom, "running")
    for bit in range(11):
        flag = 1 << bit
        bring(dom, "running")
        do(f"flag_{flag}", lambda: dom.snapshotCreateXML(SNAPSHOT % (f"f{flag}", ""), flag).getName())
        do(f"flag_{flag}_state", dom.state)
    for name, text in {"broken": "<domainsnapshot", "root": "<domain/>", "slash": SNAPSHOT % ("a/b", ""),
                       "dot": SNAPSHOT % (".b", ""), "disk": SNAPSHOT % ("d", "<disks><disk name='vdz'/></disks>"),
                       "twice": SNAPSHOT % ("t", "<disks><disk name='vda'/><disk name='/a'/></disks>"),
                       "memory": SNAPSHOT % ("e", "<memory snapshot='external'/>"),
                       "described": SNAPSHOT % ("des", "<description>a &amp; b</description>")}.items():
        do(f"bad_{name}", lambda: dom.snapshotCreateXML(text, 0).getName())
    for name in ("a/b", ".b", "f16", "f32"):
        forget(dom, name)
    lists(do, dom)
    redefined(do, dom)
    for before in ("off", "running", "paused"):
        for after in ("off", "running", "paused"):
            for flag in (0, 1, 2, 3, 4):
                do(f"bring_{before}_{after}_{flag}", lambda: bring(dom, before))
                snap = dom.snapshotLookupByName(after)
                do(f"revert_{before}_{after}_{flag}", lambda: dom.revertToSnapshot(snap, flag))
                do(f"reverted_{before}_{after}_{flag}", dom.state)
                do(f"current_{before}_{after}_{flag}", lambda: dom.snapshotCurrent().getName())
    deleted(do, dom)
    bring(dom, "off")
    do("undefine", dom.undefine)
    do("rename", lambda: dom.rename("m2"))
    do("list_with", lambda: conn.listAllDomains(128 * 2))
    do("undefine_flags", lambda: dom.undefineFlags(2))


def lists(do, dom):
    names = lambda found: sorted(one.getName() for one in found)
    for bit in range(12):
        flag = 1 << bit
        do(f"list_{flag}", lambda: sorted(dom.snapshotListNames(flag)))
        do(f"num_{flag}", lambda: dom.snapshotNum(flag))
        do(f"all_{flag}", lambda: names(dom.listAllSnapshots(flag)))
        snap = dom.snapshotLookupByName("off")
        do(f"children_{flag}", lambda: sorted(snap.listChildrenNames(flag)))
        do(f"num_children_{flag}", lambda: snap.numChildren(flag))
        do(f"all_children_{flag}", lambda: names(snap.listAllChildren(flag)))
    do("topological", lambda: dom.snapshotListNames(1 << 10)[:3])
    for name in ("off", "running", "paused", "none"):
        do(f"lookup_{name}", lambda: dom.snapshotLookupByName(name).getName())
        do(f"parent_{name}", lambda: dom.snapshotLookupByName(name).getParent().getName())
        do(f"is_current_{name}", lambda: dom.snapshotLookupByName(name).isCurrent())
        do(f"has_metadata_{name}", lambda: dom.snapshotLookupByName(name).hasMetadata())
    do("lookup_flags", lambda: dom.snapshotLookupByName("off", 1).getName())
    do("current_flags", lambda: dom.snapshotCurrent(1).getName())
    do("xml_flags", lambda: timeless(dom.snapshotLookupByName("off").getXMLDesc(1)))
    do("xml_flag_2", lambda: timeless(dom.snapshotLookupByName("off").getXMLDesc(2)))


def redefined(do, dom):
    text = dom.snapshotLookupByName("running").getXMLDesc()
    variants = {"same": text, "other": text.replace("<name>running<", "<name>other<"),
                "circle": text.replace("<name>off<", "<name>running<"), "orphan": text.replace("<name>off<", "<name>no<"),
                "nameless": text.replace("<name>running</name>", ""), "stateless": text.replace("<state>running</state>", ""),
                "state": text.replace("<state>running</state>", "<state>odd</state>"),
                "uuid": text.replace("7c92be85", "8c92be85"), "timeless": re.sub("<creationTime>.*</creationTime>", "", text)}
    for name, variant in variants.items():
        for flag in (1, 3):
            do(f"redefine_{name}_{flag}", lambda: dom.snapshotCreateXML(variant, flag).getName())
            do(f"redefined_{name}_{flag}", lambda: dom.snapshotCurrent().getName())


def deleted(do, dom):
    bring(dom, "running")
    for flag in (0, 1, 2, 4, 5, 8):
        for name in ("p", "q", "r"):
            dom.snapshotCreateXML(SNAPSHOT % (name, ""), 0)
        do(f"delete_{flag}", lambda: dom.snapshotLookupByName("q").delete(flag))
        do(f"deleted_{flag}", lambda: sorted(set(dom.snapshotListNames()) & {"p", "q", "r"}))
        do(f"deleted_current_{flag}", lambda: dom.snapshotCurrent().getName())
        for name in ("p", "q", "r"):
            forget(dom, name)


def checkpoints(do, conn):
    dom = conn.defineXML(guest("c", 8, DISK))
    do("checkpoint_off", lambda: dom.checkpointCreateXML(CHECKPOINT % ("a", ""), 0).getName())
    dom.create()
    for name in ("a", "b", "c"):
        do(f"checkpoint_{name}", lambda: dom.checkpointCreateXML(CHECKPOINT % (name, ""), 0).getName())
    for flag in (1, 2, 4, 8, 16):
        do(f"checkpoint_flag_{flag}", lambda: dom.checkpointCreateXML(CHECKPOINT % (f"f{flag}", ""), flag).getName())
        do(f"checkpoint_list_{flag}", lambda: sorted(c.getName() for c in dom.listAllCheckpoints(flag)))
        child = dom.checkpointLookupByName("a")
        do(f"checkpoint_children_{flag}", lambda: [c.getName() for c in child.listAllChildren(flag)])
        do(f"checkpoint_xml_{flag}", lambda: timeless(child.getXMLDesc(flag)))
    for name, text in {"again": CHECKPOINT % ("a", ""), "broken": "<domaincheckpoint", "slash": CHECKPOINT % ("x/y", ""),
                       "disk": CHECKPOINT % ("d", "<disks><disk name='vdz'/></disks>"),
                       "kind": CHECKPOINT % ("d", "<disks><disk name='vda' checkpoint='odd'/></disks>"),
                       "map": CHECKPOINT % ("d", "<disks><disk name='vda' checkpoint='bitmap' bitmap='m'/></disks>")}.items():
        do(f"checkpoint_{name}", lambda: dom.checkpointCreateXML(text, 0).getName())
    text = dom.checkpointLookupByName("b").getXMLDesc()
    for name, variant in {"same": text, "new": text.replace("<name>b<", "<name>n<"),
                          "circle": text.replace("<name>a<", "<name>c<"), "orphan": text.replace("<name>a<", "<name>z<"),
                          "uuid": text.replace("7c92be85", "8c92be85")}.items():
        do(f"checkpoint_redefine_{name}", lambda: dom.checkpointCreateXML(variant, 1).getName())
    do("checkpoint_parent", lambda: dom.checkpointLookupByName("b").getParent().getName())
    do("checkpoint_no_parent", lambda: dom.checkpointLookupByName("a").getParent().getName())
    do("checkpoint_lookup", lambda: dom.checkpointLookupByName("zz").getName())
    do("snapshot_with_checkpoint", lambda: dom.snapshotCreateXML(SNAPSHOT % ("s", ""), 0).getName())
    for flag in (8, 2, 4, 1, 0):
        do(f"checkpoint_delete_{flag}", lambda: dom.checkpointLookupByName("b").delete(flag))
        do(f"checkpoint_deleted_{flag}", lambda: sorted(c.getName() for c in dom.listAllCheckpoints()))
    dom.destroy()
    dom.undefine()


def calls(do, conn, lv, work):
    snapshots(do, conn)
    checkpoints(do, conn)
