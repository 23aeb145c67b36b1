"""Memory, CPUs and statistics of guests at rest and running."""
from test_driver_domain import guest


def calls(do, conn, lv, work):
    live, config = lv.VIR_DOMAIN_AFFECT_LIVE, lv.VIR_DOMAIN_AFFECT_CONFIG
    dom = conn.defineXML(guest("n", 3))
    for state in ("rest", "running"):
        if state == "running":
            do("create", dom.create)
        for flags in (0, live, config, 8):
            for kib in (1000, 65536, 65537, 0):
                do(f"{state}_set_memory_{kib}_{flags}", lambda: dom.setMemoryFlags(kib, flags))
            do(f"{state}_set_maximum_{flags}", lambda: dom.setMemoryFlags(70000, flags | lv.VIR_DOMAIN_MEM_MAXIMUM))
            do(f"{state}_back_{flags}", lambda: dom.setMemoryFlags(65536, flags | lv.VIR_DOMAIN_MEM_MAXIMUM))
            for count in (1, 4, 5, 40):
                do(f"{state}_set_vcpus_{count}_{flags}", lambda: dom.setVcpusFlags(count, flags))
            do(f"{state}_vcpus_{flags}", lambda: dom.vcpusFlags(flags), settle=False)
            do(f"{state}_max_vcpus_{flags}", lambda: dom.vcpusFlags(flags | lv.VIR_DOMAIN_VCPU_MAXIMUM), settle=False)
            do(f"{state}_pins_{flags}", lambda: dom.vcpuPinInfo(flags), settle=False)
            do(f"{state}_emulator_pin_{flags}", lambda: dom.emulatorPinInfo(flags), settle=False)
        do(f"{state}_memory", lambda: dom.setMemory(3000))
        do(f"{state}_max_memory", lambda: dom.setMaxMemory(60000))
        do(f"{state}_vcpus", lambda: dom.setVcpus(3))
        do(f"{state}_no_vcpus", lambda: dom.setVcpus(0))
        do(f"{state}_most_vcpus", lambda: dom.setVcpusFlags(6, config | lv.VIR_DOMAIN_VCPU_MAXIMUM))
        do(f"{state}_least_vcpus", lambda: dom.setVcpusFlags(4, config | lv.VIR_DOMAIN_VCPU_MAXIMUM))
        do(f"{state}_max", dom.maxVcpus)
        do(f"{state}_vcpu_list", lambda: [[row[:2] + row[3:] for row in dom.vcpus()[0]], dom.vcpus()[1]], settle=False)
        do(f"{state}_pin", lambda: dom.pinVcpu(0, (True, False, True)))
        do(f"{state}_pin_none", lambda: dom.pinVcpu(9, (True,)))
        do(f"{state}_vcpu_list_pinned", lambda: [row[3:] for row in dom.vcpus()[0]], settle=False)
        do(f"{state}_xml", dom.XMLDesc, settle=False)
        do(f"{state}_xml_inactive", lambda: dom.XMLDesc(lv.VIR_DOMAIN_XML_INACTIVE), settle=False)
        do(f"{state}_info", dom.info, settle=False)
        for name in ("getTime", "hostname", "fsInfo", "memoryStats", "diskErrors", "securityLabel", "controlInfo",
                     "schedulerType", "messages", "reset", "injectNMI"):
            do(f"{state}_{name}", getattr(dom, name))
        for flags in (0, 1, 2, 8):
            do(f"{state}_scheduler_{flags}", lambda: dom.schedulerParametersFlags(flags), settle=False)
            do(f"{state}_set_scheduler_{flags}", lambda: dom.setSchedulerParametersFlags({"weight": 70}, flags))
        do(f"{state}_set_scheduler", lambda: dom.setSchedulerParameters({"weight": 70}))
        do(f"{state}_scheduler", dom.schedulerParameters)
        for total in (True, False):
            do(f"{state}_cpu_stats_{total}", lambda: dom.getCPUStats(total), settle=False)
        for source in (0, 1, 2, 3, 9):
            do(f"{state}_addresses_{source}", lambda: dom.interfaceAddresses(source), settle=False)
        for disk in ("hda", "/x", "zzz", ""):
            do(f"{state}_block_stats_{disk}", lambda: len(dom.blockStats(disk)), settle=False)
            do(f"{state}_block_info_{disk}", lambda: dom.blockInfo(disk), settle=False)
        for card in ("testnet0", "eth9"):
            do(f"{state}_interface_stats_{card}", lambda: len(dom.interfaceStats(card)), settle=False)
        do(f"{state}_send_key", lambda: dom.sendKey(0, 0, [3], 1, 0))
        do(f"{state}_send_bad_key", lambda: dom.sendKey(0, 0, [70000], 1, 0))
        do(f"{state}_set_time", lambda: dom.setTime({"seconds": 5}))
        do(f"{state}_password", lambda: dom.setUserPassword("u", "p"))
        for name in ("fsFreeze", "fsFreeze", "fsThaw", "fsThaw"):
            do(f"{state}_{name}", getattr(dom, name))
        do(f"{state}_freeze_one", lambda: dom.fsFreeze(["/"]))
        do(f"{state}_freeze_wrong", lambda: dom.fsFreeze(["/nothing"]))
        do(f"{state}_thaw_all", dom.fsThaw)
    for stats in (0, 1, 1 << 20, 0xff):
        do(f"bulk_{stats}", lambda: [[d.name(), figures] for d, figures in sorted(conn.getAllDomainStats(stats), key=lambda s: s[0].name())], settle=False)
        do(f"bulk_enforced_{stats}", lambda: len(conn.getAllDomainStats(
            stats, lv.VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS)), settle=False)
    for flags in (1, 2, 4, 8, 16, 32, 64, 128, 1 << 20):
        do(f"bulk_filter_{flags}", lambda: sorted(d.name() for d, _ in conn.getAllDomainStats(1, flags)), settle=False)
    dom.destroy()
    dom.undefine()
