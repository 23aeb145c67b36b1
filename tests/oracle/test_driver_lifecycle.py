"""States of guests, with their reasons and events."""
from test_driver_domain import guest


def calls(do, conn, lv, work):
    verbs = ["create", "suspend", "resume", "reboot", "reset", "shutdown", "destroy", "managedSave", "managedSaveRemove",
             "hasManagedSaveImage", "isPersistent", "isActive", "undefine"]

    def every(where, dom):
        do(f"{where}_state", dom.state)
        do(f"{where}_xml", dom.XMLDesc, settle=False)

    def fresh(state):
        dom = conn.defineXML(guest("l", 4))
        if state != "rest":
            dom.create()
        if state == "paused":
            dom.suspend()
        return dom

    for state in ("rest", "running", "paused"):
        for verb in verbs:
            dom = fresh(state)
            do(f"{state}_{verb}", getattr(dom, verb))
            every(f"{state}_{verb}", dom)
            for end in (lambda: dom.undefineFlags(1), dom.destroy):
                try:
                    end()
                except lv.libvirtError:
                    pass
    for verb in verbs:
        do(f"transient_create_{verb}", lambda: conn.createXML(guest("t", 5)))
        dom = conn.lookupByName("t")
        do(f"transient_{verb}", getattr(dom, verb))
        every(f"transient_{verb}", dom)
        try:
            dom.destroy()
        except lv.libvirtError:
            pass
    # What the document says about powering off and rebooting.
    for element in ("on_poweroff", "on_reboot"):
        for action in ("destroy", "restart", "preserve", "rename-restart"):
            text = guest("p", 6).replace("<devices>", f"<{element}>{action}</{element}><devices>")
            for verb in ("shutdown", "reboot"):
                dom = conn.createXML(text)
                do(f"{element}_{action}_{verb}", getattr(dom, verb))
                every(f"{element}_{action}_{verb}", dom)
                try:
                    dom.destroy()
                except lv.libvirtError:
                    pass
    dom = conn.defineXML(guest("l", 4))
    for flag in (0, 1 << 20):
        do(f"create_flags_{flag}", lambda: dom.createWithFlags(flag))
        do(f"destroy_flags_{flag}", lambda: dom.destroyFlags(flag))
        do(f"shutdown_flags_{flag}", lambda: dom.shutdownFlags(flag))
        do(f"create_xml_flags_{flag}", lambda: conn.createXML(guest("f", 7), flag).destroy())
    do("start", dom.create)
    do("define_while_running", lambda: conn.defineXML(guest("l", 4, "")))
    do("two_documents", lambda: [dom.XMLDesc(), dom.XMLDesc(lv.VIR_DOMAIN_XML_INACTIVE)])
    do("updated", dom.isUpdated)
    do("create_xml_active", lambda: conn.createXML(guest("l", 4)))
    do("rename_active", lambda: dom.rename("x"))
    do("undefine_active", dom.undefine)
    do("now_transient", dom.isPersistent)
    do("autostart_transient", lambda: dom.setAutostart(1))
    do("define_again", lambda: conn.defineXML(guest("l", 4)))
    do("undefine_again", dom.undefine)
    do("end", dom.destroy)
    do("list", conn.listAllDomains)
