#!/usr/bin/python3
"""Calls that tune a QEMU guest and look into it; prints a line for each, see `words`.

    tuning_calls.py URI FOLDER [TOPIC…]
"""
import os
import re
import subprocess
import time

import words

# Each entry: how the name of a call begins, and why its answer differs.
EXPLAINED = [
    (r"placed\.odd_(pin|sched)_start", "a guest that never ran does not tell of its shutdown"),
    (r"placed\.odd_partition_start", "our own words for a partition that is not there"),
    (r"cpus\.live_pin_wrong_3", "wrong for both documents; ours says first what is wrong for the running guest"),
    (r"iothreads\.live_set_4_3", "as above"),
    (r"jobs\.copy_[123]_info", "holes of a new image need not be written"),
    (r"vcpus\.", "CPUs are counted, not listed one by one: such a guest does not start yet"),
    (r"jobs\.rest_", "a guest at rest is said to be that"),
    (r"throttle\.(rest|live)_missing", "our own words for a disk that is not there"),
    (r"throttle\.live_get_0_[234]$", "a length that nobody chose is told as none, not as what QEMU makes of it"),
    (r"throttle\.live_empty_4", "unknown flags are refused before the disk is looked at"),
    (r"limits\.(rest|live)_memory_get_(2_[678]|4$)", "a limit above all is told as none"),
    (r"limits\.live_(perf|xml)", "counters of the host's CPUs are not built: a running guest cannot be given any"),
    (r"looks\.(live_(dump|format)_|running_dump|crash$|reset$|reset_state|stats_completed)",
     "events do not tell of a dump's progress, and a dump that is refused does not stop the guest"),
]
MOVING = [(re.compile(r"\b(process|pid) \d+"), r"\1 N"),
          (re.compile(r"\b(?!49a8ef3e)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "UUID")]
IMAGES = "/var/lib/libvirt/images"
CGROUPS = "/sys/fs/cgroup"
UUID = "49a8ef3e-0646-45a8-aef0-d1a914f07b%02d"

TUNED = """<memtune><soft_limit unit='KiB'>1048576</soft_limit></memtune>
<cputune><shares>512</shares><period>50000</period><quota>40000</quota><global_period>60000</global_period>
<emulator_period>70000</emulator_period><emulator_quota>20000</emulator_quota>
<iothread_period>80000</iothread_period><iothread_quota>30000</iothread_quota>
<vcpupin vcpu='0' cpuset='1'/><emulatorpin cpuset='0'/><iothreadpin iothread='1' cpuset='1'/></cputune>
<numatune><memory mode='strict' nodeset='0'/></numatune>"""


def guest(name, number, folder, more="", devices="", vcpus="<vcpu current='1'>2</vcpu>", iothreads="<iothreads>1</iothreads>"):
    disk = os.path.join(folder, "images", f"{name}.raw")
    with open(disk, "wb") as f:
        f.write(b"ferro" + bytes(1019))
        f.truncate(4 << 20)
    return f"""<domain type='qemu'><name>{name}</name><uuid>{UUID % number}</uuid><memory unit='MiB'>64</memory>
{vcpus}{iothreads}{more}<os><type arch='x86_64' machine='pc'>hvm</type><kernel>{IMAGES}/tiny-guest.elf</kernel></os>
<features><acpi/></features>
<devices><disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='{IMAGES}/{name}.raw'/>
<target dev='vda' bus='virtio'/></disk>{devices}<memballoon model='virtio'/></devices></domain>"""


def part(xml, *names):
    """Elements of a document, by their names."""
    found = [re.findall(rf"<{name}\b(?:[^>]*/>|.*?</{name}>)", xml, re.S) for name in names]
    return " ".join(text for texts in found for text in texts)


CONTROLS = ("cpu.shares", "cpu.cfs_period_us", "cpu.cfs_quota_us", "cpuset.cpus", "cpuset.mems", "memory.limit_in_bytes",
            "memory.soft_limit_in_bytes", "cpuset.memory_migrate", "blkio.bfq.weight", "blkio.throttle.read_bps_device",
            "blkio.throttle.write_iops_device", "devices.list")


def threads(pid, path):
    """Names of the threads in a group, as the guest's QEMU gave them."""
    out = []
    with open(path) as f:
        for tid in f.read().split():
            try:
                with open(f"/proc/{pid}/task/{tid}/comm") as comm:
                    out.append(re.sub(r"^(worker|call_rcu|qemu-system-.*)$", "", comm.read().strip()))
            except OSError:
                pass
    return sorted(name for name in out if name)


def groups(folder, name):
    """Where a guest stands, what is written there, and which threads are in it."""
    try:
        with open(os.path.join(os.path.dirname(folder), "run", "qemu", f"{name}.pid")) as f:
            pid = int(f.read())
    except OSError:
        return "no process"
    out = []
    with open(f"/proc/{pid}/cgroup") as f:
        places = [line.strip().split(":", 2) for line in f]
    for _, controller, place in sorted(places):
        at = os.path.join(CGROUPS, controller, place.lstrip("/"))
        if "machine" not in place:
            continue
        top = at[:at.index(".libvirt-qemu") + len(".libvirt-qemu")]
        for folder, _, files in sorted(os.walk(top)):
            says = []
            for file in sorted(files):
                if file in CONTROLS:
                    with open(os.path.join(folder, file)) as f:
                        says.append(f"{file}={f.read().strip()}")
            out.append(f"{controller} {os.path.relpath(folder, CGROUPS)} {threads(pid, folder + '/tasks')} {' '.join(says)}")
    return [re.sub(r"qemu-\d+-", "qemu-N-", line) for line in out]


def left(name):
    """Groups of a guest that is no more."""
    return sorted(re.sub(r"qemu-\d+-", "qemu-N-", os.path.join(folder, one)) for folder, inside, _ in os.walk(CGROUPS)
                  for one in inside if f"-{name}.libvirt-qemu" in one)


def placed(do, conn, lv, folder):
    """Groups that a guest is put in."""
    for number, (name, more) in enumerate((("plain", ""), ("tuned", TUNED))):
        dom = conn.defineXML(guest(name, number, folder, more))
        do(f"{name}_start", dom.create)
        do(f"{name}_groups", lambda: groups(folder, name))
        do(f"{name}_xml", lambda: part(dom.XMLDesc(), "memtune", "cputune", "numatune", "resource"))
        do(f"{name}_scheduler", lambda: dom.schedulerParametersFlags(1))
        do(f"{name}_memory", lambda: dom.memoryParameters(1))
        do(f"{name}_blkio", lambda: dom.blkioParameters(1))
        do(f"{name}_numa", lambda: dom.numaParameters(1))
        do(f"{name}_pins", lambda: [dom.vcpuPinInfo(1), dom.emulatorPinInfo(1), dom.ioThreadInfo(1)])
        do(f"{name}_affinity", lambda: dom.vcpus()[1])
        do(f"{name}_cpu_stats", lambda: [sorted(one) for one in dom.getCPUStats(True)])
        do(f"{name}_cpus_stats", lambda: [sorted(one) for one in dom.getCPUStats(False)])
        do(f"{name}_end", dom.destroy)
        do(f"{name}_left", lambda: left(name))
        dom.undefine()
    for name, more in {"pin": "<cputune><vcpupin vcpu='0' cpuset='9'/></cputune>",
                       "emulator": "<cputune><emulatorpin cpuset='9'/></cputune>",
                       "node": "<numatune><memory mode='strict' nodeset='3'/></numatune>",
                       "weight": "<blkiotune><weight>300</weight></blkiotune>",
                       "swap": "<memtune><swap_hard_limit unit='KiB'>3000000</swap_hard_limit></memtune>",
                       "device": "<blkiotune><device><path>/dev/null</path><read_bytes_sec>9000</read_bytes_sec></device></blkiotune>",
                       "cpuset": "<cpu/>", "partition": "<resource><partition>/mine</partition></resource>",
                       "sched": "<cputune><vcpusched vcpus='0' scheduler='fifo' priority='1'/><emulatorsched scheduler='batch'/></cputune>"}.items():
        vcpus = "<vcpu cpuset='1'>1</vcpu>" if name == "cpuset" else "<vcpu>1</vcpu>"
        dom = conn.defineXML(guest("odd", 9, folder, more if name != "cpuset" else "", vcpus=vcpus))
        do(f"odd_{name}_start", dom.create)
        do(f"odd_{name}_groups", lambda: groups(folder, "odd"))
        if dom.isActive():
            do(f"odd_{name}_affinity", lambda: dom.vcpus()[1])
            dom.destroy()
        do(f"odd_{name}_left", lambda: left("odd"))
        dom.undefine()


MAPS = {"one": (False, True), "other": (True, False), "both": (True, True), "none": (False, False), "long": (True, False, True) * 9}


def cpus(do, conn, lv, folder):
    """Where threads may run."""
    dom = conn.defineXML(guest("cpus", 1, folder))
    for state in ("rest", "live"):
        if state == "live":
            dom.create()
        for flag in (0, 1, 2, 3, 4):
            for name, cpumap in MAPS.items():
                do(f"{state}_pin_{name}_{flag}", lambda: dom.pinVcpuFlags(0, cpumap, flag))
                do(f"{state}_emulator_{name}_{flag}", lambda: dom.pinEmulator(cpumap, flag))
                do(f"{state}_iothread_{name}_{flag}", lambda: dom.pinIOThread(1, cpumap, flag))
            do(f"{state}_pin_absent_{flag}", lambda: dom.pinVcpuFlags(1, (True,), flag))
            do(f"{state}_pin_wrong_{flag}", lambda: dom.pinVcpuFlags(7, (True,), flag))
            do(f"{state}_iothread_wrong_{flag}", lambda: dom.pinIOThread(7, (True,), flag))
            do(f"{state}_pin_{flag}", lambda: dom.pinVcpuFlags(0, (True, False), flag))
            do(f"{state}_pins_{flag}", lambda: [dom.vcpuPinInfo(flag), dom.emulatorPinInfo(flag)])
            do(f"{state}_iothreads_{flag}", lambda: dom.ioThreadInfo(flag))
            do(f"{state}_xml_{flag}", lambda: part(dom.XMLDesc(2 * (flag == 2)), "vcpu", "cputune"))
        do(f"{state}_pin_plain", lambda: dom.pinVcpu(0, (False, True)))
        do(f"{state}_groups", lambda: groups(folder, "cpus"))
    dom.destroy()
    dom.undefine()


def iothreads(do, conn, lv, folder):
    """Threads for disks."""
    dom = conn.defineXML(guest("iothreads", 1, folder, iothreads=""))
    for state in ("rest", "live"):
        if state == "live":
            dom.create()
        for flag in (0, 1, 2, 3):
            do(f"{state}_none_{flag}", lambda: dom.ioThreadInfo(flag))
            for number in (0, 2, 2, 5):
                do(f"{state}_add_{number}_{flag}", lambda: dom.addIOThread(number, flag))
            do(f"{state}_pin_{flag}", lambda: dom.pinIOThread(5, (True, False), flag))
            do(f"{state}_info_{flag}", lambda: dom.ioThreadInfo(flag))
            for number, values in enumerate(({"poll_max_ns": 1000}, {"poll_max_ns": 7, "poll_grow": 2, "poll_shrink": 3},
                                             {"thread_pool_min": 2, "thread_pool_max": 4}, {"thread_pool_min": 9},
                                             {"thread_pool_max": -1}, {"unknown": 1}, {"poll_max_ns": 1 << 63}, {"poll_grow": 1 << 31}, {})):
                do(f"{state}_set_{number}_{flag}", lambda: dom.setIOThreadParams(5, values, flag))
            do(f"{state}_set_wrong_{flag}", lambda: dom.setIOThreadParams(77, {"poll_grow": 1}, flag))
            do(f"{state}_xml_{flag}", lambda: part(dom.XMLDesc(2 * (flag == 2)), "iothreads", "iothreadids", "cputune"))
            for number in (0, 77, 2, 5):
                do(f"{state}_del_{number}_{flag}", lambda: dom.delIOThread(number, flag))
            do(f"{state}_xml_after_{flag}", lambda: part(dom.XMLDesc(2 * (flag == 2)), "iothreads", "iothreadids", "cputune"))
        do(f"{state}_groups", lambda: groups(folder, "iothreads"))
    dom.destroy()
    dom.undefine()
    used = guest("used", 2, folder).replace("type='raw'/>", "type='raw' iothread='1'/>")
    dom = conn.defineXML(used)
    for state in ("rest", "live"):
        if state == "live":
            dom.create()
        do(f"used_{state}", lambda: dom.delIOThread(1, 0))
    dom.destroy()
    dom.undefine()


def vcpus(do, conn, lv, folder):
    """Single CPUs, which come and go."""
    dom = conn.defineXML(guest("vcpus", 1, folder, vcpus="<vcpu current='1'>4</vcpu>"))
    for state in ("rest", "live"):
        if state == "live":
            dom.create()
        for flag in (0, 1, 2, 3, 4):
            for what, on in (("1", 1), ("3", 1), ("0", 0), ("1", 1), ("9", 1), ("x", 1), ("", 1), ("2", 2), ("1-2", 1), ("3", 0)):
                do(f"{state}_{what}_{on}_{flag}", lambda: dom.setVcpu(what, on, flag))
                do(f"{state}_xml_{what}_{on}_{flag}", lambda: part(dom.XMLDesc(2 * (flag == 2)), "vcpu", "vcpus"))
    dom.destroy()
    dom.undefine()


LIMITS = {
    "scheduler": [{}, {"cpu_shares": 512}, {"cpu_shares": 0}, {"cpu_shares": 300000}, {"vcpu_period": 20000, "vcpu_quota": 10000}, {"vcpu_period": 5},
                  {"vcpu_quota": 5}, {"vcpu_quota": -7}, {"global_period": 50000}, {"global_quota": 90000},
                  {"emulator_period": 30000, "emulator_quota": -1}, {"iothread_quota": 9000}, {"iothread_period": 40000},
                  {"vcpu_period": 0}, {"unknown": 1}, {"weight": 3}],
    "memory": [{}, {"hard_limit": 2000000}, {"soft_limit": 1000000}, {"swap_hard_limit": 1000}, {"swap_hard_limit": 3000000},
               {"hard_limit": 9007199254740991}, {"soft_limit": -1 & (1 << 64) - 1}, {"min_guarantee": 3}, {"hard_limit": 900000, "swap_hard_limit": 800000}],
    "blkio": [{}, {"weight": 200}, {"weight": 5}, {"device_read_bytes_sec": "/dev/null,1000"}, {"device_weight": "/dev/vda,300"},
              {"device_read_bytes_sec": "/dev/vda,4000000"}, {"device_write_iops_sec": "/dev/vda,900"},
              {"device_read_bytes_sec": "/dev/vda,0"}, {"device_write_iops_sec": "xx"}, {"device_read_iops_sec": "/dev/vda,0,/dev/vda,1"}, {"unknown": 1}],
    "numa": [{}, {"numa_mode": 0}, {"numa_mode": 9}, {"numa_nodeset": "0"}, {"numa_nodeset": "0-1"}, {"numa_nodeset": "x"}, {"numa_nodeset": ""},
             {"numa_mode": 1}, {"numa_mode": 0, "numa_nodeset": "0"}],
    "perf": [{}, {"cmt": True}, {"cpu_cycles": True}, {"page_faults": True}, {"cpu_cycles": False}, {"unknown": True}],
}


def limits(do, conn, lv, folder):
    """Values that the kernel keeps."""
    dom = conn.defineXML(guest("limits", 1, folder))
    calls = {"scheduler": (dom.schedulerParametersFlags, dom.setSchedulerParametersFlags),
             "memory": (dom.memoryParameters, dom.setMemoryParameters), "blkio": (dom.blkioParameters, dom.setBlkioParameters),
             "numa": (dom.numaParameters, dom.setNumaParameters), "perf": (dom.perfEvents, dom.setPerfEvents)}
    for state in ("rest", "live"):
        if state == "live":
            # A hard limit needs the right to lock memory, which not every host gives.
            dom = conn.defineXML(guest("limits", 1, folder))
            dom.create()
        do(f"{state}_type", dom.schedulerType)
        do(f"{state}_old", dom.schedulerParameters)
        do(f"{state}_set_old", lambda: dom.setSchedulerParameters({"cpu_shares": 700}))
        for flag in (0, 1, 2, 3, 4):
            for kind, values in LIMITS.items():
                get, put = calls[kind]
                do(f"{state}_{kind}_get_{flag}", lambda: get(flag))
                for number, value in enumerate(values):
                    do(f"{state}_{kind}_set_{flag}_{number}", lambda: put(value, flag))
                    if flag in (1, 2):
                        do(f"{state}_{kind}_get_{flag}_{number}", lambda: get(flag))
            do(f"{state}_xml_{flag}", lambda: part(dom.XMLDesc(2 * (flag == 2)), "memtune", "cputune", "blkiotune", "numatune", "perf"))
        do(f"{state}_groups", lambda: groups(folder, "limits"))
    dom.destroy()
    dom.undefine()


BLOCK = [{}, {"total_bytes_sec": 100, "read_bytes_sec": 100}, {"total_iops_sec": 900, "total_iops_sec_max": 2000}, {"total_iops_sec_max": 2000},
         {"total_iops_sec_max": 2}, {"total_iops_sec_max_length": 20}, {"total_iops_sec": 900, "total_iops_sec_max": 2000, "total_iops_sec_max_length": 20},
         {"group_name": "g1"}, {"size_iops_sec": 4}, {"total_iops_sec": 1 << 63}, {"total_bytes_sec": 100000},
         {"read_bytes_sec": 5000, "group_name": "g1"}, {"total_iops_sec": 0, "total_bytes_sec": 0, "read_bytes_sec": 0}, {"unknown": 1}]
SECOND = """<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='{}/{}.raw'/><target dev='vdb' bus='virtio'/>
</disk><disk type='file' device='cdrom'><target dev='hdc' bus='ide'/></disk>"""


def throttle(do, conn, lv, folder):
    """Limits of disks."""
    guest("second", 2, folder)
    dom = conn.defineXML(guest("throttle", 1, folder, devices=SECOND.format(IMAGES, "second")))
    for state in ("rest", "live"):
        if state == "live":
            # What a definition may say is not all that QEMU takes.
            dom = conn.defineXML(guest("throttle", 1, folder, devices=SECOND.format(IMAGES, "second")))
            dom.create()
        for flag in (0, 1, 2, 3, 4):
            do(f"{state}_get_{flag}", lambda: dom.blockIoTune("vda", flag))
            for number, value in enumerate(BLOCK):
                do(f"{state}_set_{flag}_{number}", lambda: dom.setBlockIoTune("vda", value, flag))
                do(f"{state}_get_{flag}_{number}", lambda: dom.blockIoTune("vda", flag))
            do(f"{state}_second_{flag}", lambda: dom.setBlockIoTune("vdb", {"group_name": "g1", "write_iops_sec": 77}, flag))
            do(f"{state}_first_{flag}", lambda: dom.blockIoTune("vda", flag))
            do(f"{state}_empty_{flag}", lambda: dom.setBlockIoTune("hdc", {"write_iops_sec": 77}, flag))
            do(f"{state}_missing_{flag}", lambda: dom.setBlockIoTune("zz", {"write_iops_sec": 77}, flag))
            do(f"{state}_path_{flag}", lambda: dom.setBlockIoTune(f"{IMAGES}/throttle.raw", {"write_iops_sec": 70}, flag))
            do(f"{state}_xml_{flag}", lambda: part(dom.XMLDesc(2 * (flag == 2)), "iotune"))
            for name, value in (("limit1", {"total_iops_sec": 99}), ("limit1", {"total_iops_sec": 98}), ("", {"total_iops_sec": 9}), ("limit2", {}),
                                ("limit3", {"total_iops_sec": 9, "read_iops_sec": 9}), ("limit4", {"group_name": "x", "total_iops_sec": 8})):
                do(f"{state}_group_{flag}_{name}", lambda: dom.setThrottleGroup(name, value, flag))
            do(f"{state}_groups_xml_{flag}", lambda: part(dom.XMLDesc(2 * (flag == 2)), "throttlegroups"))
            for name in ("limit1", "limit1", "none"):
                do(f"{state}_del_{flag}_{name}", lambda: dom.delThrottleGroup(name, flag))
        for what in ("vda", "vda[1]", "zz", "vda[77]"):
            for value in (0, 100000):
                do(f"{state}_threshold_{what}_{value}", lambda: dom.setBlockThreshold(what, value))
    dom.destroy()
    dom.undefine()


def looks(do, conn, lv, folder):
    """Bytes of memory and disks, and images of memory."""
    dom = conn.defineXML(guest("looks", 1, folder))
    target = os.path.join(folder, "images", "core")
    for state in ("rest", "live"):
        if state == "live":
            dom.create()
        do(f"{state}_block", lambda: dom.blockPeek("vda", 0, 8))
        for path, at, size in (("vda", 3, 4), (f"{IMAGES}/looks.raw", 0, 5), ("zz", 0, 1), ("vda", 5 << 20, 8), ("vda", 0, 0), ("", 0, 1)):
            do(f"{state}_block_{path}_{at}", lambda: dom.blockPeek(path, at, size))
        for at, size, flag in ((0xffff0, 16, 2), (0, 4, 1), (0, 4, 0), (0, 4, 3), (1 << 60, 4, 2), (0x7c00, 0, 2)):
            do(f"{state}_memory_{at}_{size}_{flag}", lambda: len(dom.memoryPeek(at, size, flag)))
        for path in (f"{IMAGES}/core", "/no/where"):
            for flag in (0, 8, 16, 1 << 20, 2 | 4):
                if state == "live" and not dom.isActive():
                    dom.create()
                do(f"{state}_dump_{path}_{flag}", lambda: dom.coreDump(path, flag))
                do(f"{state}_dumped_{path}_{flag}", lambda: [os.path.exists(target), dom.state()])
                if os.path.exists(target):
                    with open(target, "rb") as f:
                        do(f"{state}_dump_head_{flag}", lambda: f.read(4))
                    os.unlink(target)
        if state == "live" and not dom.isActive():
            dom.create()
        for kind in range(8):
            do(f"{state}_format_{kind}", lambda: dom.coreDumpWithFormat(f"{IMAGES}/core", kind, 0x20 if 0 else 8))
            if os.path.exists(target):
                with open(target, "rb") as f:
                    do(f"{state}_format_head_{kind}", lambda: f.read(8))
                os.unlink(target)
        if state == "live":
            do("running_dump", lambda: [dom.resume() if dom.state()[0] == 3 else None, dom.coreDump(f"{IMAGES}/core", 0), dom.state()])
            do("stats_completed", lambda: sorted(dom.jobStats(1)))
            do("crash", lambda: dom.coreDump(f"{IMAGES}/core", 1))
            do("crashed", lambda: [dom.state(), dom.isActive()])
            if not dom.isActive():
                dom.create()
            do("reset", lambda: dom.coreDump(f"{IMAGES}/core", 4))
            do("reset_state", lambda: [dom.state(), dom.isActive()])
    if dom.isActive():
        dom.destroy()
    dom.undefine()


def others(do, conn, lv, folder):
    """Calls of all kinds."""
    vnc = "<graphics type='vnc' listen='127.0.0.1'/>"
    dom = conn.defineXML(guest("others", 1, folder, devices=vnc))
    for state in ("rest", "live"):
        if state == "live":
            dom.create()
        do(f"{state}_wakeup", dom.pMWakeup)
        do(f"{state}_signal", lambda: dom.sendProcessSignal(1, 9))
        for kind in range(4):
            for action in (0, 1, 2, 3, 4, 5, 6):
                for flag in ((0, 1, 2, 3) if action < 2 else (0, 3)):
                    do(f"{state}_action_{kind}_{action}_{flag}", lambda: dom.setLifecycleAction(kind, action, flag))
        for flag in (1, 2):
            do(f"{state}_actions_{flag}", lambda: part(dom.XMLDesc(2 * (flag == 2)), "on_poweroff", "on_reboot", "on_crash"))
        for seconds, flags in ((0, 0), (1, 0), (1, 2), (1, 1), (61, 0), (1, 3), (-1, 0)):
            do(f"{state}_rate_{seconds}_{flags}", lambda: dom.startDirtyRateCalc(seconds, flags))
        time.sleep(1.5 if state == "live" else 0)
        do(f"{state}_rates", lambda: [(k, v if "status" in k or "period" in k or "mode" in k else "N")
                                      for k, v in conn.domainListGetStats([dom], 512)[0][1].items()])
        do(f"{state}_abort", dom.abortJob)
        for flags in (0, 1, 2):
            do(f"{state}_abort_{flags}", lambda: dom.abortJobFlags(flags))
        for number in (0, 1):
            for flags in (0, 1, 2):
                do(f"{state}_graphics_fd_{number}_{flags}", lambda: read_some(dom.openGraphicsFD(number, flags)))
        for kind, flags in ((0, 0), (1, 0), (2, 0), (0, 1)):
            do(f"{state}_reload_{kind}_{flags}", lambda: dom.graphicsReload(kind, flags))
        do(f"{state}_devices", lambda: dom.interfaceParameters("none"))
    for values in ({}, {"shm_pages_to_scan": 1}, {"shm_unknown": 1}):
        do(f"node_{sorted(values)}", lambda: conn.setMemoryParameters(values))
    for size, start, cells, flags in ((2048, 0, 1, 0), (4, 0, 1, 0), (7, 0, 1, 0), (2048, 5, 1, 0), (2048, 0, 1, 2), (2048, -1, 0, 0)):
        do(f"node_pages_{size}_{start}_{flags}", lambda: conn.allocPages({size: 0}, start, cells, flags))
    for target, seconds in ((9, 70),):
        do(f"node_suspend_{target}_{seconds}", lambda: conn.suspendForDuration(target, seconds, 0))
    dom.destroy()
    dom.undefine()


def read_some(fd):
    try:
        return os.read(fd, 12)
    finally:
        os.close(fd)
        time.sleep(0.3)


def settled(dom, call, wanted):
    """What a call answers that starts a job, once the job is as far as that and everybody knows it."""
    answer = call()
    deadline = time.time() + 20
    while time.time() < deadline and not wanted(dom.blockJobInfo("vda")):
        time.sleep(0.05)
    time.sleep(0.4)
    return answer


def is_over(info):
    return not info


def is_ready(info):
    return info and info["end"] and info["cur"] == info["end"]


def chain(folder, name, length):
    """A chain of images, the first of which has the data."""
    below = None
    for number in range(length):
        path = os.path.join(folder, "images", f"{name}{number}.qcow2")
        base = ["-b", f"{name}{number - 1}.qcow2", "-F", "qcow2"] if below else []
        subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", *base, path, *([] if below else ["8M"])], check=True)
        subprocess.run(["qemu-io", "-f", "qcow2", "-c", f"write -P {number + 1} {number}M 1M", path], check=True, capture_output=True)
        below = path


def disk_of(dom, flags=0):
    return re.sub(r"\s*\n\s*", "", part(dom.XMLDesc(flags), "disk"))


def jobs(do, conn, lv, folder):
    """Commit and copy."""
    chain(folder, "c", 4)
    text = guest("jobs", 1, folder).replace("type='raw'/>", "type='qcow2'/>").replace("jobs.raw", "c3.qcow2")
    dom = conn.defineXML(text)
    for args in (("vda", None, None, 0, 0), ("vda", None, None, 0, 4)):
        do(f"rest_{args}", lambda: dom.blockCommit(*args))
    dom.create()
    do("xml", lambda: disk_of(dom))
    for args in (("zz", None, None, 0, 0), ("vda", None, None, 0, 0), ("vda", "vda[9]", None, 0, 0), ("vda", "/no/where", None, 0, 0),
                 ("vda", "vda[2]", "vda[3]", 0, 0), ("vda", None, "vda[4]", 0, 0), ("vda", None, None, 0, 1 << 20), ("vda", None, None, 1 << 60, 4),
                 ("vda", "vda[1]", "vda[1]", 0, 0)):
        do(f"commit_wrong_{args}", lambda: dom.blockCommit(*args))
    do("abort_none", lambda: dom.blockJobAbort("vda", 0))
    do("commit_middle", lambda: settled(dom, lambda: dom.blockCommit("vda", "vda[3]", "vda[2]", 0, 0), is_over))
    do("committed_middle", lambda: [disk_of(dom), disk_of(dom, 2)])
    do("commit_active", lambda: settled(dom, lambda: dom.blockCommit("vda", None, None, 0, 4), is_ready))
    do("info_active", lambda: dom.blockJobInfo("vda"))
    do("ready", lambda: [disk_of(dom), disk_of(dom, 2)])
    do("commit_twice", lambda: dom.blockCommit("vda", None, None, 0, 4))
    do("cancel_active", lambda: dom.blockJobAbort("vda", 0))
    do("canceled_active", lambda: [disk_of(dom), dom.blockJobInfo("vda")])
    do("commit_again", lambda: settled(dom, lambda: dom.blockCommit("vda", None, None, 0, 4 | 2), is_ready))
    do("pivot", lambda: settled(dom, lambda: dom.blockJobAbort("vda", 2), is_over))
    do("pivoted", lambda: [disk_of(dom), disk_of(dom, 2), dom.blockJobInfo("vda"), sorted(os.listdir(os.path.join(folder, "images")))])
    copies(do, dom, folder)
    dom.destroy()
    dom.undefine()
    pulls(do, conn, folder)


def pulls(do, conn, folder):
    """The older call, which pulls down to an image, or copies; of guests that are kept and of others."""
    chain(folder, "p", 4)
    text = guest("jobs", 1, folder).replace("type='raw'/>", "type='qcow2'/>").replace("jobs.raw", "p3.qcow2")
    dom = conn.defineXML(text)
    dom.create()
    for args in (("vda", None, 0, 16), ("vda", "vda[9]", 0, 0), ("vda", "/no/where", 0, 0), ("vda", "vda[1]", 0, 0), ("vda", None, 1 << 60, 0),
                 ("vda", None, 0, 1 << 20), ("zz", None, 0, 0), ("vda", f"{IMAGES}/old.raw", 0, 8 | 4)):
        do(f"rebase_wrong_{args}", lambda: dom.blockRebase(*args))
    do("rebase_base", lambda: settled(dom, lambda: dom.blockRebase("vda", "vda[3]", 0, 0), is_over))
    do("rebased_base", lambda: [disk_of(dom), disk_of(dom, 2)])
    do("rebase_relative", lambda: settled(dom, lambda: dom.blockRebase("vda", "vda[4]", 0, 16), is_over))
    do("rebased_relative", lambda: [disk_of(dom), disk_of(dom, 2)])
    do("rebase_all", lambda: settled(dom, lambda: dom.blockRebase("vda", None, 1 << 30, 64), is_over))
    do("rebased_all", lambda: [disk_of(dom), disk_of(dom, 2)])
    dom.destroy()
    dom.undefine()
    dom = conn.createXML(text, 0)
    for name, flags in (("raw", 8 | 4), ("own", 8), ("there", 8 | 2), ("shallow", 8 | 1)):
        do(f"rebase_copy_{name}", lambda: settled(dom, lambda: dom.blockRebase("vda", f"{IMAGES}/old-{name.replace('there', 'own')}", 0, flags), is_ready))
        # How much there is to copy is QEMU's to say: the reference's also counts what was never written.
        do(f"rebase_copied_{name}", lambda: [disk_of(dom), dom.blockJobInfo("vda").get("type")])
        do(f"rebase_copy_{name}_end", lambda: settled(dom, lambda: dom.blockJobAbort("vda", 0), is_over))
    dom.destroy()


def copies(do, dom, folder):
    target = f"<disk type='file'><source file='{IMAGES}/copy%s'/><driver type='%s'/></disk>"
    for name, text, params, flags in (("missing", "<disk type='file'><source file='/no/where/x'/><driver type='raw'/></disk>", {}, 0),
                                      ("bad", "<disk", {}, 0), ("unknown", target % ("u", "raw"), {"x": 1}, 0),
                                      ("granularity", target % ("g", "raw"), {"granularity": 3}, 0), ("reuse", target % ("r", "raw"), {}, 2),
                                      ("flags", target % ("f", "raw"), {}, 1 << 20)):
        do(f"copy_wrong_{name}", lambda: dom.blockCopy("vda", text, params, flags))
    for name, kind, flags, end in (("1", "raw", 0, 0), ("2", "qcow2", 0, 2), ("3", "qcow2", 1, 2)):
        do(f"copy_{name}", lambda: dom.blockCopy("vda", target % (name, kind), {}, flags | 0))
        do(f"copy_{name}_job", lambda: settled(dom, lambda: dom.blockCopy("vda", target % (name, kind), {}, 4 | flags), is_ready))
        do(f"copy_{name}_info", lambda: dom.blockJobInfo("vda"))
        do(f"copy_{name}_ready", lambda: [disk_of(dom), disk_of(dom, 2)])
        do(f"copy_{name}_end", lambda: settled(dom, lambda: dom.blockJobAbort("vda", end), is_over))
        do(f"copy_{name}_ended", lambda: [disk_of(dom), disk_of(dom, 2)])


TOPICS = {"placed": placed, "cpus": cpus, "iothreads": iothreads, "vcpus": vcpus, "limits": limits, "throttle": throttle, "looks": looks,
          "others": others, "jobs": jobs}


if __name__ == "__main__":
    words.serve(TOPICS, MOVING)
