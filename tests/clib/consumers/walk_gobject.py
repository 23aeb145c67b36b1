#!/usr/bin/python3
"""Walks over what a daemon has through libvirt-glib's objects, with GLib's main loop.

    walk_gobject.py URI DOCUMENT
"""
import sys

import gi

gi.require_version("LibvirtGLib", "1.0")
gi.require_version("LibvirtGConfig", "1.0")
gi.require_version("LibvirtGObject", "1.0")
from gi.repository import GLib, LibvirtGConfig, LibvirtGLib, LibvirtGObject  # noqa: E402

uri, document = sys.argv[1:]
heard = []


def show(name, call):
    try:
        print(name, call())
    except GLib.Error as error:
        print(name, "error", error.domain, error.code)


def wait(what):
    """Runs the loop until it holds."""
    late = []
    timer = GLib.timeout_add_seconds(20, lambda: late.append(True) or True)
    while not what() and not late:
        GLib.MainContext.default().iteration(True)
    GLib.source_remove(timer)


LibvirtGLib.init_check(None)
LibvirtGLib.event_register()
conn = LibvirtGObject.Connection.new(uri)
conn.connect("domain-added", lambda _, dom: heard.append(("added", dom.get_name())))
conn.connect("domain-removed", lambda _, dom: heard.append(("removed", dom.get_name())))
opened = []
conn.open_async(None, lambda source, result: opened.append(source.open_finish(result)))
wait(lambda: opened)
show("open", conn.is_open)
show("uri", lambda: conn.get_uri() == uri)
show("type", conn.get_hypervisor_name)
show("version", conn.get_version)
show("node", lambda: conn.get_node_info().cpus > 0)
show("capabilities", lambda: len(conn.get_capabilities().to_xml()) > 100)
show("fetch domains", lambda: conn.fetch_domains(None))
show("fetch networks", lambda: conn.fetch_networks(None))
show("fetch pools", lambda: conn.fetch_storage_pools(None))
show("domains", lambda: sorted(dom.get_name() for dom in conn.get_domains()))
show("networks", lambda: sorted(net.get_name() for net in conn.get_networks()))
show("pools", lambda: sorted(pool.get_name() for pool in conn.get_storage_pools()))
text = open(document).read()
if uri.startswith("test:"):
    text = text.replace("type='qemu'", "type='test'")
dom = conn.create_domain(LibvirtGConfig.Domain.new_from_xml(text))
for signal in ("started", "suspended", "resumed", "stopped"):
    dom.connect(signal, lambda _dom, *_, word=signal: heard.append((word,)))
show("name", dom.get_name)
show("uuid", dom.get_uuid)
show("document", lambda: dom.get_config(0).to_xml())
show("start", lambda: dom.start(0))
show("start again", lambda: dom.start(0))
show("info", lambda: (dom.get_info().state, dom.get_info().maxMem, dom.get_info().nrVirtCpu))
show("suspend", dom.suspend)
show("resume", dom.resume)
show("devices", lambda: [type(device).__name__ for device in dom.get_devices()])
show("stop", lambda: dom.stop(0))
show("delete", lambda: dom.delete(0))
wait(lambda: ("removed", "life") in heard)
# A guest may be seen to go by its own event and by the connection's.
for event in dict.fromkeys(heard):
    print("event", *event)
conn.close()
