"""Limits by named values."""
import re

from test_driver_domain import guest

DEVICES = """<disk type='file'><source file='/a'/><target dev='vda'/></disk>
<interface type='user'><mac address='52:54:00:00:00:02'/></interface>"""
BLKIO = [{"weight": 200}, {"weight": 5}, {"weight": 0}, {"device_weight": "/dev/sda,300"}, {"device_weight": ""},
         {"device_weight": "/dev/sda,300,/dev/sdb,0"}, {"device_read_iops_sec": "/dev/sda,10"}, {"device_weight": "xx"},
         {"device_write_bytes_sec": "/dev/sda,1000,/dev/sdc,2"}, {"device_weight": "/dev/sda,-1"},
         {"device_weight": "/dev/sda,0"}, {"unknown": 1}]
MEMORY = [{"hard_limit": 1000}, {"soft_limit": 2000}, {"swap_hard_limit": 500}, {"swap_hard_limit": 5000},
          {"hard_limit": 9007199254740991}, {"hard_limit": 100000}, {"hard_limit": 4000, "swap_hard_limit": 4000}]
NUMA = [{"numa_mode": 0}, {"numa_mode": 9}, {"numa_nodeset": "0-1"}, {"numa_nodeset": "x"}, {"numa_nodeset": ""}, {"numa_mode": 1},
        {"numa_mode": 2, "numa_nodeset": "1"}, {"numa_mode": -1}]
INTERFACE = [{"inbound.average": 100}, {"inbound.average": 100, "inbound.peak": 200, "outbound.average": 5},
             {"inbound.average": 0}, {"outbound.average": 0}, {"outbound.peak": 5}]
BLOCK = [{"total_bytes_sec": 100, "read_bytes_sec": 100}, {"total_iops_sec": 9, "total_iops_sec_max": 20},
         {"total_iops_sec_max": 20}, {"total_iops_sec_max": 2}, {"total_iops_sec_max_length": 20}, {"group_name": "g1"},
         {"size_iops_sec": 4}, {"total_iops_sec": 1 << 63}]
PERF = [{"cmt": True}, {"cmt": False, "mbmt": True}, {"unknown": True}]


def calls(do, conn, lv, work):
    dom = conn.defineXML(guest("t", 4, DEVICES))
    mac = "52:54:00:00:00:02"
    for state in ("rest", "live"):
        if state == "live":
            dom.create()
        for flag in (0, 1, 2, 3, 4):
            for name, get, put, values in (
                    ("blkio", dom.blkioParameters, dom.setBlkioParameters, BLKIO),
                    ("memory", dom.memoryParameters, dom.setMemoryParameters, MEMORY),
                    ("numa", dom.numaParameters, dom.setNumaParameters, NUMA),
                    ("perf", dom.perfEvents, dom.setPerfEvents, PERF),
                    ("interface", lambda f: dom.interfaceParameters(mac, f),
                     lambda v, f: dom.setInterfaceParameters(mac, v, f), INTERFACE),
                    ("block", lambda f: dom.blockIoTune("vda", f), lambda v, f: dom.setBlockIoTune("vda", v, f), BLOCK)):
                if flag == 3:
                    do(f"{state}_{name}_both", lambda: get(flag))
                    continue
                for number, value in enumerate(values):
                    do(f"{state}_{name}_set_{flag}_{number}", lambda: put(value, flag))
                    do(f"{state}_{name}_get_{flag}_{number}", lambda: get(flag))
            # The reference prints an element for limits that are gone.
            do(f"{state}_xml_{flag}", lambda: re.sub(r" *<bandwidth>\s*</bandwidth>\n", "", dom.XMLDesc(2 * (flag == 2))))
        for what in ("vda", "/a", "zz", ""):
            do(f"{state}_disk_{what}", lambda: dom.blockIoTune(what))
            do(f"{state}_card_{what}", lambda: dom.interfaceParameters(what))
    do("limit_without_burst", lambda: dom.setBlockIoTune("vda", {"total_bytes_sec": 100}))
    dom.destroy()
    dom.undefine()
