#!/usr/bin/python3
"""Calls on node devices, on whatever machine the daemon sees; prints a line for each, see `words`.

    node_device_calls.py URI FOLDER [TOPIC…]

No call may take a device from its driver that the machine needs: those of topic `changes` are for machines that are trees
of files only.
"""
import os

import words
from test_driver_nodedev import CAPS, DEVICES, WRONG

# Each entry: how the name of a call begins, and why its answer differs.
EXPLAINED = [
    (r"reads\.by_wwn_", "an adapter that is not there is said to be missing; the reference says nothing"),
    (r"wrong\.(create|define)_no_capability$", "a device that has a name is called by it"),
    (r"wrong\.create_named$", "as above"),
    (r"changes\.scsi_generic_\w+_(reAttach|reset)$", "the reference cannot read the document that it printed"),
    (r"reads\.block_(nvme0n1|sr0)_.*_XMLDesc$", "the kernel counts sectors of 512 bytes whatever the device's blocks are"),
]
MOVING = []
READS = ("XMLDesc", "parent", "numOfCaps", "listCaps", "isActive", "isPersistent", "autostart")
MDEV = ("<device><parent>%s</parent><capability type='mdev'><type id='i915-GVTg_V5_4'/>"
        "<uuid>6f5a3d4e-1b2c-4d3e-8f90-a1b2c3d4e5f6</uuid></capability></device>")


def reads(do, conn, lv, folder):
    devices = sorted(conn.listAllDevices(), key=lambda device: device.name())
    do("names", lambda: [device.name() for device in devices])
    for device in devices:
        for call in READS:
            do(f"{device.name()}_{call}", getattr(device, call))
    for cap in (*CAPS, "usb", "usb_device", "storage", "scsi", "scsi_target", "scsi_generic", "drm", "vdpa", "pci "):
        do(f"num_{cap}", lambda: conn.numOfDevices(cap, 0))
        do(f"list_{cap}", lambda: sorted(conn.listDevices(cap, 0)))
    for flags in [1 << bit for bit in range(32)] + [32 | 512, 1 | 32, (1 << 29) | 1, (1 << 31) | (1 << 30)]:
        do(f"all_{flags}", lambda: conn.listAllDevices(flags))
    do("num_flags", lambda: conn.numOfDevices(None, 1))
    do("list_flags", lambda: conn.listDevices(None, 1))
    for name in ("computer", "nothing", ""):
        do(f"lookup_{name}", lambda: conn.nodeDeviceLookupByName(name).name())
    for wwnn, wwpn in (("20000000c9831b4b", "10000000c9831b4b"), ("20000000c9831b4b", "1"), ("", ""), ("x", "y")):
        do(f"by_wwn_{wwnn}_{wwpn}", lambda: conn.nodeDeviceLookupSCSIHostByWWN(wwnn, wwpn, 0))
    do("by_wwn_flags", lambda: conn.nodeDeviceLookupSCSIHostByWWN("1", "2", 1))
    computer = conn.nodeDeviceLookupByName("computer")
    for flags in (1, 2, 1 << 20):
        do(f"xml_flags_{flags}", lambda: computer.XMLDesc(flags))


def wrong(do, conn, lv, folder):
    """What is refused whatever the machine is."""
    computer = conn.nodeDeviceLookupByName("computer")
    for call in ("dettach", "reAttach", "reset", "destroy", "undefine", "create"):
        do(f"computer_{call}", getattr(computer, call))
    for driver in (None, "vfio", "kvm", "xen", "x"):
        do(f"detach_flags_{driver}", lambda: computer.detachFlags(driver, 0))
    do("detach_flags_1", lambda: computer.detachFlags(None, 1))
    do("set_autostart", lambda: computer.setAutostart(1))
    do("undefine_flags", lambda: computer.undefine(1))
    do("create_flags", lambda: computer.create(1))
    do("update", lambda: computer.update("<device><name>computer</name><capability type='system'><hardware><uuid>"
                                         "4c4c4544-0042-4d10-8052-c3c04f4e3232</uuid></hardware></capability></device>", 0))
    do("update_mdev", lambda: computer.update(MDEV % "computer", 0))
    do("update_flags", lambda: computer.update(MDEV % "computer", 4))
    # Where there is an adapter that could, the reference waits half a minute for a new one.
    able = {name: text for name, text in DEVICES.items() if name != "no_parent" or not conn.listDevices("vports", 0)}
    for name, text in {**WRONG, **able, "mdev": MDEV % "computer", "mdev_nobody": MDEV % "nobody"}.items():
        do(f"create_{name}", lambda: conn.nodeDeviceCreateXML(text))
        do(f"define_{name}", lambda: conn.nodeDeviceDefineXML(text))
    for flags in (1, 2, 1 << 20):
        do(f"create_flags_{flags}", lambda: conn.nodeDeviceCreateXML(WRONG["net"], flags))
        do(f"define_flags_{flags}", lambda: conn.nodeDeviceDefineXML(WRONG["net"], flags))


def changes(do, conn, lv, folder):
    """Every change of every device."""
    for device in sorted(conn.listAllDevices(), key=lambda device: device.name()):
        name = device.name()
        for call in ("destroy", "undefine", "create"):
            # The reference has mdevctl do what mediated devices need, and waits for new virtual adapters.
            if call != "destroy" or not {"vports", "mdev"} & set(device.listCaps()):
                do(f"{name}_{call}", getattr(device, call))
        do(f"{name}_set_autostart", lambda: device.setAutostart(1))
        if not name.startswith("pci"):
            for call in ("dettach", "reAttach", "reset"):
                do(f"{name}_{call}", getattr(device, call))
    do("create_mdev_on_host", lambda: conn.nodeDeviceCreateXML(MDEV % "scsi_host0"))
    do("define_mdev_on_host", lambda: conn.nodeDeviceDefineXML(MDEV % "scsi_host0"))


TOPICS = {"reads": reads, "wrong": wrong, "changes": changes}


if __name__ == "__main__":
    words.serve(TOPICS, MOVING)
    os._exit(0)
