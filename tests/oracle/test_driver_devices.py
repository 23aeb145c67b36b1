"""Devices that come, change and go; I/O threads; what happens at the end of a run."""
from test_driver_domain import guest

DISK = "<disk type='file'><source file='/b'/><target dev='%s' bus='virtio'/></disk>"
CDROM = "<disk type='file' device='cdrom'><source file='/cd'/><target dev='hdc'/></disk>"
OTHERS = {
    "rng": "<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>",
    "channel": "<channel type='unix'><target type='virtio' name='org.x'/></channel>",
    "memory": "<memory model='dimm'><target><size unit='KiB'>1024</size></target></memory>",
    "filesystem": "<filesystem type='mount'><source dir='/a'/><target dir='b'/></filesystem>",
    "watchdog": "<watchdog model='i6300esb'/>", "sound": "<sound model='ich6'/>", "graphics": "<graphics type='vnc'/>",
    "pci": "<hostdev mode='subsystem' type='pci'><source><address domain='0' bus='1' slot='2' function='0'/></source></hostdev>",
    "broken": "<disk", "unknown": "<nothing/>", "empty": "",
}


def calls(do, conn, lv, work):
    base = "<disk type='file'><source file='/a'/><target dev='vda'/></disk>" + CDROM
    dom = conn.defineXML(guest("d", 3, base))
    for flag in (0, 1, 2, 3, 4):
        do(f"rest_update_{flag}", lambda: dom.updateDeviceFlags(CDROM.replace("/cd", "/cd2"), flag))
        do(f"rest_iothread_{flag}", lambda: dom.addIOThread(2, flag))
        do(f"rest_del_iothread_{flag}", lambda: dom.delIOThread(2, flag))
    do("rest_attach_live", lambda: dom.attachDeviceFlags(DISK % "vdb", 1))
    do("rest_alias_live", lambda: dom.detachDeviceAlias("x", 1))
    dom.create()
    do("attach", lambda: dom.attachDeviceFlags(DISK % "vdb", 1))
    do("attached", dom.XMLDesc)
    do("attached_inactive", lambda: dom.XMLDesc(2))
    do("attach_again", lambda: dom.attachDeviceFlags(DISK % "vdb", 1))
    do("attach_default", lambda: dom.attachDeviceFlags(DISK % "vdc", 0))
    do("detach_alias", lambda: dom.detachDeviceAlias("virtio-disk1", 1))
    do("detach_alias_again", lambda: dom.detachDeviceAlias("virtio-disk1", 1))
    do("detached", dom.XMLDesc)
    for flag in (0, 1, 2, 3, 4):
        for name, text in {"medium": CDROM.replace("/cd", "/cd3"), "eject": CDROM.replace("<source file='/cd'/>", ""),
                           "none": DISK % "vdz", "broken": "<x"}.items():
            do(f"update_{name}_{flag}", lambda: dom.updateDeviceFlags(text, flag))
    do("updated_inactive", lambda: dom.XMLDesc(2))
    for flag in (0, 1, 2, 3, 4):
        do(f"iothread_none_{flag}", lambda: dom.ioThreadInfo(flag))
        do(f"iothread_add_{flag}", lambda: dom.addIOThread(3, flag))
        do(f"iothread_twice_{flag}", lambda: dom.addIOThread(3, flag))
        do(f"iothread_pin_{flag}", lambda: dom.pinIOThread(3, (True, False), flag))
        do(f"iothread_pinned_{flag}", lambda: dom.XMLDesc(2 if flag == 2 else 0))
        do(f"iothread_del_{flag}", lambda: dom.delIOThread(3, flag))
        do(f"iothread_gone_{flag}", lambda: dom.delIOThread(3, flag))
    do("iothread_zero", lambda: dom.addIOThread(0))
    do("iothread_del_zero", lambda: dom.delIOThread(0))
    do("iothread_pin_none", lambda: dom.pinIOThread(9, (True,)))
    dom.addIOThread(7, 1)
    for name, params in {"poll": {"poll_max_ns": 5}, "grow": {"poll_grow": 2, "poll_shrink": 3}, "unknown": {"x": 1}}.items():
        do(f"iothread_params_{name}", lambda: dom.setIOThreadParams(7, params, 1))
    do("iothread_params_none", lambda: dom.setIOThreadParams(99, {"poll_grow": 1}, 1))
    do("iothread_params_flag", lambda: dom.setIOThreadParams(7, {"poll_grow": 1}, 8))
    for kind in range(4):
        for action in range(7):
            do(f"lifecycle_{kind}_{action}", lambda: dom.setLifecycleAction(kind, action, 1))
    do("lifecycle_config", lambda: dom.setLifecycleAction(0, 1, 2))
    do("lifecycle_flag", lambda: dom.setLifecycleAction(0, 1, 8))
    do("lifecycle_xml", lambda: dom.XMLDesc(2))
    for period in (0, 5, -1):
        for flag in (0, 1, 2, 4):
            do(f"period_{period}_{flag}", lambda: dom.setMemoryStatsPeriod(period, flag))
    balloon = conn.lookupByName("test")
    do("period_balloon", lambda: balloon.setMemoryStatsPeriod(7))
    do("period_told", lambda: "period='7'" in balloon.XMLDesc())
    for name, text in OTHERS.items():
        do(f"attach_{name}", lambda: dom.attachDeviceFlags(text, 1))
    dom.destroy()
    dom.undefine()
