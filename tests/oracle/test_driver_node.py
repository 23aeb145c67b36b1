"""The node and the connection."""


def calls(do, conn, lv, work):
    for name in ("getType", "getVersion", "getLibVersion", "getHostname", "getInfo", "getFreeMemory", "getSecurityModel",
                 "isEncrypted", "isSecure", "isAlive", "getCPUMap", "getSysinfo", "getCapabilities", "getMemoryParameters",
                 "numOfDomains", "numOfDefinedDomains", "listDomainsID", "listDefinedDomains", "numOfNetworks",
                 "listNetworks", "listDefinedNetworks", "numOfDefinedNetworks", "listAllDomains", "listAllNetworks"):
        do(name, getattr(conn, name), settle=False)
    for kind in (None, "test", "kvm", "nothing"):
        do(f"max_vcpus_{kind}", lambda: conn.getMaxVcpus(kind), settle=False)
    for cpu in (-1, 0, 5, 99):
        do(f"cpu_stats_{cpu}", lambda: conn.getCPUStats(cpu), settle=False)
    do("cpu_stats_flags", lambda: conn.getCPUStats(0, 4), settle=False)
    do("sysinfo_flags", lambda: conn.getSysinfo(1), settle=False)
    for start, count in ((0, 5), (1, 5), (0, 1), (5, 5), (-1, 5), (2, 1)):
        do(f"cells_{start}_{count}", lambda: conn.getCellsFreeMemory(start, count), settle=False)
    for pages, start, count in (([4], 0, 1), ([4, 2048], 0, 2), ([4, 8, 2048, 1048576], 1, 3), ([5], 7, 2)):
        do(f"free_pages_{len(pages)}_{start}", lambda: conn.getFreePages(pages, start, count), settle=False)
    do("free_pages_negative", lambda: conn.getFreePages([4], -1, 1), settle=False)
    for flag in range(16):
        do(f"list_{flag}", lambda: conn.listAllDomains(1 << flag), settle=False)
    for name in ("", "test", "nobody", "test ", "ä"):
        do(f"lookup_{name}", lambda: conn.lookupByName(name), settle=False)
    for number in (1, 0, -1, 77):
        do(f"lookup_id_{number}", lambda: conn.lookupByID(number), settle=False)
    for uuid in ("6695eb01-f6a4-8304-79aa-97f2502e193f", "6695eb01-f6a4-8304-79aa-97f2502e1930", "zz", ""):
        do(f"lookup_uuid_{uuid}", lambda: conn.lookupByUUIDString(uuid), settle=False)
    for arch in ("x86_64", "i686", "ppc64", "aarch64", "s390x", "zz", ""):
        do(f"cpu_models_{arch}", lambda: conn.getCPUModelNames(arch, 0), settle=False)
    do("cpu_models_flags", lambda: conn.getCPUModelNames("x86_64", 1), settle=False)
    for names in ((), ("pentium3",), ("Penryn", "Nehalem"), ("nothing",)):
        cpus = [f"<cpu><arch>x86_64</arch><model>{name}</model></cpu>" for name in names]
        do(f"baseline_{'_'.join(names)}", lambda: conn.baselineCPU(cpus, 0), settle=False)
    do("baseline_features", lambda: conn.baselineCPU(["<cpu><arch>x86_64</arch><model>pentium</model></cpu>"], 1),
       settle=False)
    do("baseline_flags", lambda: conn.baselineCPU(["<cpu><arch>x86_64</arch><model>pentium</model></cpu>"], 64),
       settle=False)
    do("baseline_broken", lambda: conn.baselineCPU(["<cpu>"], 0), settle=False)
    for chosen in ((None, None, None, None), ("/bin/x", "x86_64", "pc", "kvm"), (None, "zz", None, None),
                   (None, None, None, "nothing")):
        do(f"capabilities_{chosen}", lambda: conn.getDomainCapabilities(*chosen), settle=False)
    do("capabilities_flags", lambda: conn.getDomainCapabilities(None, None, None, None, 1), settle=False)
