#!/usr/bin/python3
"""The life of a guest through the distribution's Python module; prints what every call gives, one line a call.

    python_life.py URI DOCUMENT
"""
import sys
import threading
import time

import libvirt

libvirt.registerErrorHandler(lambda *_: None, None)
libvirt.virEventRegisterDefaultImpl()
stop = threading.Event()


def loop():
    while not stop.is_set():
        libvirt.virEventRunDefaultImpl()


def show(name, call):
    try:
        print(name, repr(call()))
    except libvirt.libvirtError as error:
        print(name, "error", error.get_error_code(), error.get_error_domain(), error.get_error_message())


def wait(what, again=lambda: None):
    """Until it holds; its cause is repeated meanwhile, since a guest that still boots hears nothing."""
    end, repeat = time.time() + 60, time.time() + 2
    while not what() and time.time() < end:
        if time.time() > repeat:
            try:
                again()
            except libvirt.libvirtError:
                pass
            repeat = time.time() + 2
        time.sleep(0.02)


def state(dom):
    return lambda: dom.state()


uri, document = sys.argv[1:]
text = open(document).read()
threading.Thread(target=loop, daemon=True).start()
conn = libvirt.open(uri)
events = []


def names(kind):
    return lambda _conn, dom, *rest: events.append((kind, dom.name(), *[r for r in rest[:-1] if isinstance(r, (int, str))]))


for event, kind in ((libvirt.VIR_DOMAIN_EVENT_ID_LIFECYCLE, "lifecycle"), (libvirt.VIR_DOMAIN_EVENT_ID_REBOOT, "reboot"),
                    (libvirt.VIR_DOMAIN_EVENT_ID_IO_ERROR, "io error"), (libvirt.VIR_DOMAIN_EVENT_ID_WATCHDOG, "watchdog"),
                    (libvirt.VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE, "agent"), (libvirt.VIR_DOMAIN_EVENT_ID_METADATA_CHANGE, "metadata")):
    conn.domainEventRegisterAny(None, event, names(kind), None)
timeout = libvirt.virEventAddTimeout(50, lambda *_: None, None)

show("type", conn.getType)
show("version", conn.getVersion)
show("library version", conn.getLibVersion)
show("encrypted", conn.isEncrypted)
show("secure", conn.isSecure)
show("alive", conn.isAlive)
show("uri", lambda: conn.getURI().replace(uri, "URI"))
show("max vcpus", lambda: conn.getMaxVcpus("qemu"))
show("info", lambda: [v for i, v in enumerate(conn.getInfo()) if i not in (1, 3)])
show("cells", lambda: len(conn.getCellsFreeMemory(0, 4)))
show("cpu map", conn.getCPUMap)
show("cpu stats", lambda: sorted(conn.getCPUStats(-1)))
show("memory stats", lambda: sorted(conn.getMemoryStats(-1)))
show("free memory", lambda: conn.getFreeMemory() > 0)
show("free pages", lambda: sorted(conn.getFreePages([4], 0, 1)[0]))
show("sysinfo", conn.getSysinfo)
show("security model", conn.getSecurityModel)
show("ids", conn.listDomainsID)
show("defined", conn.listDefinedDomains)
show("nobody", lambda: conn.lookupByName("nobody"))
show("nobody by id", lambda: conn.lookupByID(77))
show("nobody by uuid", lambda: conn.lookupByUUIDString("00000000-0000-0000-0000-000000000001"))
show("bad document", lambda: conn.defineXML("<domain"))
show("wrong document", lambda: conn.defineXML("<network/>"))

dom = conn.defineXML(text)
show("name", dom.name)
show("id", dom.ID)
show("os", dom.OSType)
show("max memory", dom.maxMemory)
show("autostart", dom.autostart)
show("set autostart", lambda: dom.setAutostart(1))
show("autostart", dom.autostart)
show("set autostart", lambda: dom.setAutostart(0))
show("active", dom.isActive)
show("persistent", dom.isPersistent)
show("updated", dom.isUpdated)
show("state", dom.state)
show("info", dom.info)
show("xml", lambda: dom.XMLDesc())
show("secure xml", lambda: dom.XMLDesc(libvirt.VIR_DOMAIN_XML_SECURE))
show("migratable xml", lambda: dom.XMLDesc(libvirt.VIR_DOMAIN_XML_MIGRATABLE))
show("unknown flag", lambda: dom.XMLDesc(1 << 20))
show("vcpus", lambda: dom.vcpusFlags(libvirt.VIR_DOMAIN_AFFECT_CONFIG))
show("max vcpus", dom.maxVcpus)
show("managed save", dom.hasManagedSaveImage)
show("snapshots", dom.snapshotNum)
show("metadata", lambda: dom.metadata(libvirt.VIR_DOMAIN_METADATA_TITLE, None))
show("set metadata", lambda: dom.setMetadata(libvirt.VIR_DOMAIN_METADATA_ELEMENT, "<a><b/></a>", "m", "http://example.org/m"))
show("metadata", lambda: dom.metadata(libvirt.VIR_DOMAIN_METADATA_ELEMENT, "http://example.org/m"))
show("no metadata", lambda: dom.metadata(libvirt.VIR_DOMAIN_METADATA_ELEMENT, "http://example.org/none"))
show("memory stats while off", dom.memoryStats)
show("shutdown while off", dom.shutdown)
show("block stats while off", lambda: dom.blockStats("vda"))

show("create", dom.create)
show("create again", dom.create)
show("id", lambda: dom.ID() > 0)
show("state", dom.state)
show("block stats", lambda: len(dom.blockStats("vda")))
show("block stats flags", lambda: sorted(dom.blockStatsFlags("vda")))
show("block info", lambda: dom.blockInfo("vda")[0])
show("no such disk", lambda: dom.blockStats("vdz"))
show("interface stats", lambda: len(dom.interfaceStats("net0")))
show("vcpus", lambda: [v[:2] for v in dom.vcpus()[0]])
show("cpu stats", lambda: sorted(dom.getCPUStats(True)[0]))
show("control", lambda: dom.controlInfo()[0])
show("job", lambda: dom.jobInfo())
show("bulk", lambda: sorted(conn.getAllDomainStats(libvirt.VIR_DOMAIN_STATS_STATE | libvirt.VIR_DOMAIN_STATS_BALLOON, 0)[0][1]))
show("scheduler", lambda: dom.schedulerType())
show("suspend", dom.suspend)
show("state", dom.state)
show("resume", dom.resume)
show("state", dom.state)
time.sleep(0.5)
show("set memory", lambda: dom.setMemoryFlags(49152, libvirt.VIR_DOMAIN_AFFECT_LIVE))
show("too many vcpus", lambda: dom.setVcpusFlags(99, libvirt.VIR_DOMAIN_AFFECT_CONFIG))
show("reboot", dom.reboot)
wait(lambda: any(e[0] == "reboot" for e in events), dom.reboot)
time.sleep(0.7)
stream = conn.newStream(libvirt.VIR_STREAM_NONBLOCK)
show("console", lambda: dom.openConsole(None, stream, libvirt.VIR_DOMAIN_CONSOLE_FORCE))
show("say", lambda: stream.send(b"echo over the stream\r"))
heard = b""


def listen():
    global heard
    data = stream.recv(1024)
    if isinstance(data, bytes):
        heard += data
    return b"over the stream\r\nover the stream" in heard or heard.count(b"over the stream") > 1


wait(listen, lambda: stream.send(b"echo over the stream\r"))
show("heard", lambda: heard.count(b"over the stream") > 1)
show("finish", stream.finish)
show("no such console", lambda: dom.openConsole("serial7", conn.newStream(), 0))
show("shutdown", dom.shutdown)
wait(lambda: dom.state()[0] == libvirt.VIR_DOMAIN_SHUTOFF, dom.shutdown)
show("state", dom.state)
show("create paused", lambda: dom.createWithFlags(libvirt.VIR_DOMAIN_START_PAUSED))
show("state", dom.state)
show("destroy", dom.destroy)
show("state", dom.state)
show("undefine", dom.undefine)
show("gone", dom.info)
transient = conn.createXML(text, libvirt.VIR_DOMAIN_START_PAUSED)
show("transient", lambda: (transient.isPersistent(), transient.state()))
show("undefine transient", transient.undefine)
show("destroy", transient.destroy)
show("gone", transient.info)
time.sleep(0.3)
stop.set()
for event in events:
    print("event", *event)
