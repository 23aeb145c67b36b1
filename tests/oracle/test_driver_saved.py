"""Guests saved to files."""
import os

from test_driver_domain import guest


def calls(do, conn, lv, work):
    path = os.path.join(work, "saved")
    dom = conn.defineXML(guest("s", 6))
    do("save_at_rest", lambda: dom.save(path))
    for flags in (0, 1, 1 << 20):
        for restore in (0, 1, 1 << 20):
            try:
                dom.create()
            except lv.libvirtError:
                pass
            do(f"save_{flags}_{restore}", lambda: dom.saveFlags(path, None, flags))
            do(f"state_{flags}_{restore}", dom.state)
            do(f"restore_{flags}_{restore}", lambda: conn.restoreFlags(path, None, restore))
            do(f"restored_{flags}_{restore}", dom.state)
    do("image_xml", lambda: conn.saveImageGetXMLDesc(path))
    do("image_xml_flags", lambda: conn.saveImageGetXMLDesc(path, 1 << 20))
    do("save_to_nowhere", lambda: dom.save("/nonexistent/x"))
    do("restore_nothing", lambda: conn.restore("/nonexistent/x"))
    do("restore_active", lambda: conn.restore(path))
    for name, content in {"bad": b"x" * 100, "short": b"Test", "cut": b"TestGuestMagic\0x",
                          "long": b"TestGuestMagic\0\xff\xff\0\0<domain/>", "empty": b"",
                          "no_document": b"TestGuestMagic\0\x09\0\0\0<nothing/"}.items():
        with open(path, "wb") as f:
            f.write(content)
        do(f"restore_{name}", lambda: conn.restore(path))
        do(f"image_{name}", lambda: conn.saveImageGetXMLDesc(path))
    for flag in (0, 1, 1 << 20):
        try:
            dom.create()
        except lv.libvirtError:
            pass
        do(f"managed_{flag}", lambda: dom.managedSave(flag))
        do(f"managed_{flag}_has", dom.hasManagedSaveImage)
        do(f"managed_{flag}_state", dom.state)
        do(f"managed_{flag}_create", dom.create)
        do(f"managed_{flag}_created", dom.state)
    dom.managedSave()
    do("list_saved", lambda: conn.listAllDomains(lv.VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE))
    do("undefine_saved", dom.undefine)
    do("rename_saved", lambda: dom.rename("s2"))
    do("remove_flags", lambda: dom.managedSaveRemove(1))
    do("remove", dom.managedSaveRemove)
    do("dump_at_rest", lambda: dom.coreDump(os.path.join(work, "core"), 0))
    for flag in (0, 1, 2, 4, 8, 16):
        try:
            dom.create()
        except lv.libvirtError:
            pass
        do(f"dump_{flag}", lambda: dom.coreDump(os.path.join(work, "core"), flag))
        do(f"dump_{flag}_state", dom.state)
    do("dump_format", lambda: dom.coreDumpWithFormat(os.path.join(work, "core"), 1, 0))
    do("dump_nowhere", lambda: dom.coreDump("/nonexistent/x", 0))
    dom.undefineFlags(1)
    try:
        dom.destroy()
    except lv.libvirtError:
        pass
