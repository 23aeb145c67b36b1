"""What the reference serves beside: screens, memory, signals, trimmed file systems; and what only we serve."""
from test_driver_domain import guest

DEVICES = """<disk type='file'><driver type='qcow2'/><source file='/a'/><target dev='vda'/></disk>
<interface type='user'><mac address='52:54:00:00:00:02'/></interface><graphics type='vnc'/><console type='pty'/>
<channel type='unix'><target type='virtio' name='org.x'/></channel>"""
BACKUP = "<domainbackup><disks><disk name='vda' type='file'><target file='/b'/></disk></disks></domainbackup>"
COPY = "<disk type='file'><source file='/copy'/></disk>"


def picture(conn, dom, screen, flags):
    stream = conn.newStream()
    kind, data = dom.screenshot(stream, screen, flags), b""
    while chunk := stream.recv(65536):
        data += chunk
    stream.finish()
    return kind, data[:8]


def calls(do, conn, lv, work):
    dom = conn.defineXML(guest("r", 5, DEVICES))
    for state in ("rest", "live"):
        if state == "live":
            dom.create()
        for flag in (0, 1, 2, 4):
            for screen in (0, 1):
                do(f"{state}_screen_{screen}_{flag}", lambda: picture(conn, dom, screen, flag))
            for path in (None, "/", "/boot", "/nope"):
                do(f"{state}_trim_{path}_{flag}", lambda: dom.fSTrim(path, 0, flag))
            for pid, signal in ((2, 9), (1, 99), (1, 1), (1, 0), (0, 9)):
                do(f"{state}_signal_{pid}_{signal}_{flag}", lambda: dom.sendProcessSignal(pid, signal, flag))
            for size in (0, 1, 300):
                do(f"{state}_peek_{size}_{flag}", lambda: dom.memoryPeek(1000, size, flag))
            only_ours(do, conn, dom, lv, state, flag)
    for signal in (9, 15):
        do(f"kill_{signal}", lambda: dom.sendProcessSignal(1, signal))
    dom.destroy()
    dom.undefine()


def only_ours(do, conn, dom, lv, state, flag):
    """The reference has none of these calls; that ours have answers or the right errors is tested beside the driver."""
    for name, call in {
            "job": dom.jobInfo, "job_stats": lambda: dom.jobStats(flag), "abort": dom.abortJob,
            "labels": dom.securityLabelList, "block_stats": lambda: dom.blockStatsFlags("vda", flag),
            "block_peek": lambda: dom.blockPeek("vda", 0, 4, flag), "resize": lambda: dom.blockResize("vda", 1 << 20, flag),
            "block_job": lambda: dom.blockJobInfo("vda", flag), "pull": lambda: dom.blockPull("vda", 1, flag),
            "speed": lambda: dom.blockJobSetSpeed("vda", 2, flag), "cancel": lambda: dom.blockJobAbort("vda", flag),
            "copy": lambda: dom.blockCopy("vda", COPY, {"bandwidth": 1}, flag),
            "cancel_copy": lambda: dom.blockJobAbort("vda", flag),
            "backup": lambda: dom.backupBegin(BACKUP, None, flag), "backup_xml": lambda: dom.backupGetXMLDesc(flag),
            "backup_abort": dom.abortJob, "guest_vcpus": lambda: dom.guestVcpus(flag),
            "set_guest_vcpus": lambda: dom.setGuestVcpus("1", 0, flag), "set_vcpu": lambda: dom.setVcpu("1", 1, flag),
            "guest_info": lambda: len(dom.guestInfo(0, flag)), "keys": lambda: dom.authorizedSSHKeysGet("root", flag),
            "set_keys": lambda: dom.authorizedSSHKeysSet("root", ["a"], flag),
            "timeout": lambda: dom.agentSetResponseTimeout(5, flag), "dirty": lambda: dom.startDirtyRateCalc(1, flag),
            "threshold": lambda: dom.setBlockThreshold("vda", 5, flag), "speed_limit": lambda: dom.migrateSetMaxSpeed(5, flag),
            "downtime": lambda: dom.migrateSetMaxDowntime(5, flag), "cache": lambda: dom.migrateSetCompressionCache(5, flag),
            "sleep": lambda: dom.pMSuspendForDuration(0, 0, flag), "wake": lambda: dom.pMWakeup(flag),
            "group": lambda: dom.setThrottleGroup("g", {"total_bytes_sec": 5}, flag),
            "saved_xml": lambda: dom.managedSaveGetXMLDesc(flag), "graphics": lambda: dom.graphicsReload(0, flag)}.items():
        do(f"{state}_{name}_{flag}", call)
