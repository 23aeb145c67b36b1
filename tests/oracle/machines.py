"""Machines as trees of files: what the kernel would show below /sys, and udev's notes below /run/udev/data.

A device is a folder with attributes, a link to its subsystem, and a link there back to it.
"""
import os

# What a subsystem's devices are found by.
LISTS = {"pci": "bus/pci/devices", "usb": "bus/usb/devices", "scsi": "bus/scsi/devices", "virtio": "bus/virtio/devices",
         "mdev": "bus/mdev/devices", "vdpa": "bus/vdpa/devices"}


class Machine:
    """A tree that grows."""

    def __init__(self, root):
        self.sys, self.udev = os.path.join(root, "sys"), os.path.join(root, "udev")
        for folder in (*LISTS.values(), "class", "devices/system", "kernel", "fs/cgroup", "block", "firmware", "module",
                       "dev/block", "dev/char"):
            os.makedirs(os.path.join(self.sys, folder), exist_ok=True)
        os.makedirs(os.path.join(self.udev, "data"), exist_ok=True)

    def write(self, path, content):
        path = os.path.join(self.sys, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(content if isinstance(content, bytes) else content.encode())

    def link(self, path, target):
        """A link below /sys to another place below /sys."""
        path = os.path.join(self.sys, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.symlink(os.path.relpath(os.path.join(self.sys, target), os.path.dirname(path)), path)

    def device(self, path, subsystem, uevent=(), driver=None, notes=None, links=(), **files):
        """A device at `devices/PATH`. `uevent` are the kernel's lines, `notes` what udev knows of it."""
        path = "devices/" + path
        name = os.path.basename(path)
        uevent = dict(uevent)
        self.write(f"{path}/uevent", "".join(f"{key}={value}\n" for key, value in uevent.items()))
        for attribute, content in files.items():
            self.write(f"{path}/{attribute}", content)
        place = LISTS.get(subsystem)
        home = f"bus/{subsystem}" if place else f"class/{subsystem}"
        os.makedirs(os.path.join(self.sys, home), exist_ok=True)
        self.link(f"{path}/subsystem", home)
        self.link(f"{place}/{name}" if place else f"{home}/{name}", path)
        if subsystem == "block" and uevent.get("DEVTYPE") == "disk":
            self.link(f"block/{name}", path)
        if driver:
            os.makedirs(os.path.join(self.sys, f"bus/{subsystem}/drivers/{driver}"), exist_ok=True)
            self.link(f"{path}/driver", f"bus/{subsystem}/drivers/{driver}")
        for attribute, target in links:
            self.link(f"{path}/{attribute}", target)
        if "MAJOR" in uevent:
            kind = "block" if subsystem == "block" else "char"
            number = f"{uevent['MAJOR']}:{uevent['MINOR']}"
            self.write(f"{path}/dev", number + "\n")
            self.link(f"dev/{kind}/{number}", path)
        if notes is not None:
            self.note(name, subsystem, uevent, notes)
        return path

    def note(self, name, subsystem, uevent, notes):
        """What udev writes down of a device: its properties, and other names of its file."""
        if "MAJOR" in uevent:
            key = f"{'b' if subsystem == 'block' else 'c'}{uevent['MAJOR']}:{uevent['MINOR']}"
        elif "IFINDEX" in uevent:
            key = f"n{uevent['IFINDEX']}"
        else:
            key = f"+{subsystem}:{name}"
        lines = [f"S:{value}" for name, value in notes if name == "LINK"]
        lines += [f"E:{name}={value}" for name, value in notes if name != "LINK"]
        with open(os.path.join(self.udev, "data", key), "w") as f:
            f.write("".join(line + "\n" for line in ["I:1000000", *lines, "V:1"]))

    def pci(self, path, ids, kind, driver=None, links=(), config=b"", **files):
        """A PCI device; `ids` are vendor, product and those of the subsystem, `kind` is its class."""
        vendor, product, *rest = ids
        other = rest or (0, 0)
        name = os.path.basename(path)
        uevent = {"DRIVER": driver} if driver else {}
        uevent |= {"PCI_CLASS": f"{kind:X}", "PCI_ID": f"{vendor:04X}:{product:04X}",
                   "PCI_SUBSYS_ID": f"{other[0]:04X}:{other[1]:04X}", "PCI_SLOT_NAME": name,
                   "MODALIAS": f"pci:v{vendor:08X}d{product:08X}"}
        head = bytearray(256)
        head[0:4] = vendor.to_bytes(2, "little") + product.to_bytes(2, "little")
        head[8:12] = bytes([1, kind & 255, kind >> 8 & 255, kind >> 16])
        head[0x2c:0x30] = other[0].to_bytes(2, "little") + other[1].to_bytes(2, "little")
        for at, more in config or ():
            if at + len(more) > len(head):
                head.extend(bytes(4096 - len(head)))
            head[at:at + len(more)] = more
        known = {"class": f"0x{kind:06x}\n", "vendor": f"0x{vendor:04x}\n", "device": f"0x{product:04x}\n",
                 "subsystem_vendor": f"0x{other[0]:04x}\n", "subsystem_device": f"0x{other[1]:04x}\n",
                 "config": bytes(head), "resource": "0x0 0x0 0x0\n" * 7, "irq": "0\n", "revision": "0x01\n",
                 "numa_node": "-1\n", "driver_override": "(null)\n", "local_cpulist": "0-1\n"}
        return self.device(path, "pci", uevent, driver, None, links, **(known | files))


def disk(name, major, minor, **more):
    """The kernel's lines of a disk."""
    return {"MAJOR": major, "MINOR": minor, "DEVNAME": name, "DEVTYPE": "disk"} | more


def block(machine, path, number, notes=None, size=2048, removable=0, sector=512, links=(), kind="disk", **files):
    name = os.path.basename(path)
    lines = disk(name, *number) | {"DEVTYPE": kind}
    known = {"size": f"{size}\n", "removable": f"{removable}\n", "ro": "0\n", "queue/logical_block_size": f"{sector}\n",
             "queue/rotational": "0\n"}
    return machine.device(path, "block", lines, notes=notes, links=links, **(known | files))


def net(machine, path, index, address, state="down", speed=None, kind=None, links=(), notes=None, **files):
    name = os.path.basename(path)
    lines = {"INTERFACE": name, "IFINDEX": index} | ({"DEVTYPE": kind} if kind else {})
    known = {"address": address + "\n", "operstate": state + "\n", "ifindex": f"{index}\n", "type": "1\n", "flags": "0x1002\n",
             "addr_len": "6\n", "mtu": "1500\n"} | ({"speed": f"{speed}\n"} if speed is not None else {})
    return machine.device(path, "net", lines, notes=notes, links=links, **(known | files))


def dmi(machine, **words):
    machine.device("virtual/dmi/id", "dmi", {"MODALIAS": "dmi:x"}, **{key: value + "\n" for key, value in words.items()})


ROOT = "pci0000:00"
# A capability of PCI Express: an endpoint whose link can 8 GT/s on 4 lanes and does 2.5 on 1, behind port 3.
EXPRESS = [(0x06, b"\x10\0"), (0x34, b"\x40"), (0x40, b"\x10\x00\x02\x00" + bytes(8) + b"\x43\x00\x00\x03" + bytes(2) + b"\x11\x00")]
BRIDGE = [(0x0e, b"\x01")]
CARDBUS = [(0x0e, b"\x02")]


def workstation(machine):
    """A machine with a bit of everything that x86 has."""
    dmi(machine, sys_vendor="Vendor & Co", product_name="Product <1>", product_version="v 2", product_serial="SER-1",
        product_uuid="4c4c4544-0042-4d10-8052-c3c04f4e3232", bios_vendor="Bios", bios_version="1.2", bios_date="01/02/2023",
        chassis_type="3", board_name="board")
    machine.pci(f"{ROOT}/0000:00:00.0", (0x8086, 0x1237), 0x060000)
    machine.pci(f"{ROOT}/0000:00:01.0", (0x8086, 0x3406), 0x060400, "pcieport", config=BRIDGE, numa_node="0\n")
    for number in range(16):
        machine.write(f"kernel/iommu_groups/{number}/type", "DMA\n")
    links(machine)
    written(machine)
    network_cards(machine)
    ahci(machine)
    usb(machine)
    graphics(machine)
    fibre(machine)
    others(machine)


def group(machine, number, *addresses):
    for path in addresses:
        machine.link(f"kernel/iommu_groups/{number}/devices/{os.path.basename(path)}", "devices/" + path)


def links(machine):
    """PCI devices of all kinds that may have a link, and mad ones."""
    for number, kind in enumerate((0, 1, 4, 5, 6, 7, 8, 9, 10)):
        can = {0: 0x05000ff2, 1: 0xff000044}.get(number, 0x03000043)
        registers = [(0x06, b"\x10\0"), (0x34, b"\x50"), (0x50, b"\x01\x60"), (0x60, b"\x10\0" + bytes([kind << 4 | 2, 0]) + bytes(8)
                     + can.to_bytes(4, "little") + bytes(2) + b"\x23\x01")]
        machine.pci(f"{ROOT}/0000:00:0{8 + number // 8}.{number % 8}", (0x8086, 0x1237), 0x020000, config=registers)
    machine.pci(f"{ROOT}/0000:00:0a.0", (0x8086, 0xffff), 0x060700, config=CARDBUS)
    # A list of capabilities that runs in a circle is no part of this: the reference runs with it for ever.
    machine.pci(f"{ROOT}/0000:00:0b.0", (0xffff, 1), 0x020000)
    machine.pci(f"{ROOT}/0000:00:0c.0", (0x8086, 0x1237), 0x020000, sriov_totalvfs="4\n", sriov_numvfs="0\n")
    machine.pci(f"{ROOT}/0000:00:0d.0", (0x8086, 0x1237), 0x020000, config=[(4095, b"\0")])
    machine.pci("pci10000:e0/10000:e0:06.0", (0x8086, 0x1237), 0x020000)


def large(tag, data):
    return bytes([tag]) + len(data).to_bytes(2, "little") + data


def vital(name, only, rest=b"\x78", wrong=0, room=0):
    """What a vendor writes into a device: a name, fields that only the vendor writes with their checksum, and the rest."""
    body = fields(only) + b"RV" + bytes([1 + room])
    head = large(0x82, name) + b"\x90" + (len(body) + 1 + room).to_bytes(2, "little") + body
    return head + bytes([(wrong - sum(head)) % 256]) + bytes(room) + rest


def fields(pairs):
    return b"".join(word.encode() + bytes([len(value)]) + value for word, value in pairs)


def written(machine):
    """Devices into which vendors have written, some of them badly."""
    only = [("PN", b" MBF2 /.-_:"), ("EC", b"A1"), ("SN", b"MT2113X\0\0"), ("MN", b"15b3"), ("V0", b"v"), ("VA", b"w"), ("ZZ", b"u")]
    rest = large(0x91, fields([("YA", b"asset"), ("V1", b"r"), ("Y1", b"s"), ("YB", b"t"), ("PN", b"p"), ("RW", bytes(8))])) + b"\x78"
    for number, data in enumerate((
            vital(b"Card", only, rest), vital(b"Room", only, room=5), vital(b"Sum", only, wrong=1), vital(b"End", only, b""),
            vital(b"\x01", only), vital(b"Twice", [("SN", b"\x01"), ("PN", b"one"), ("PN", b"two"), ("YA", b"x")]),
            vital(b"None", [], rest), large(0x82, b"x") + rest, b"\x82\xff\xff")):
        machine.pci(f"{ROOT}/0000:00:18.{number}" if number < 8 else f"{ROOT}/0000:00:19.0", (0x15b3, 0x1017), 0x020000, vpd=data)


def network_cards(machine):
    bus = f"{ROOT}/0000:00:01.0"
    card, function = f"{bus}/0000:01:00.0", f"{bus}/0000:01:10.0"
    mine = [("iommu_group", "kernel/iommu_groups/1"), ("virtfn0", "devices/" + function)]
    machine.pci(card, (0x8086, 0x10c9, 0x8086, 0xa03c), 0x020000, "igb", links=mine, config=EXPRESS, numa_node="1\n",
                sriov_totalvfs="7\n", sriov_numvfs="1\n")
    its = [("iommu_group", "kernel/iommu_groups/2"), ("physfn", "devices/" + card)]
    machine.pci(function, (0x8086, 0x10ca), 0x020000, "igbvf", links=its)
    group(machine, 1, card)
    group(machine, 2, function, bus)
    net(machine, f"{card}/net/eth1", 5, "52:54:00:aa:bb:01", "up", 1000, links=[("device", "devices/" + card)])
    net(machine, f"{function}/net/eth2", 6, "52:54:00:aa:bb:02", "lowerlayerdown", -1)
    machine.pci(f"{ROOT}/0000:00:1c.0", (0x8086, 0x24fb), 0x028000, "iwlwifi")
    wlan = f"{ROOT}/0000:00:1c.0/net/wlan0"
    net(machine, wlan, 7, "52:54:00:aa:bb:03", "dormant", kind="wlan", links=[("phy80211", "devices/" + ROOT)])
    net(machine, "virtual/net/lo", 1, "00:00:00:00:00:00", "unknown", type="772\n")
    net(machine, "virtual/net/br0", 8, "52:54:00:aa:bb:04", "up", 10, kind="bridge")
    net(machine, "virtual/net/tun0", 9, "", "unknown", addr_len="0\n", type="65534\n")
    net(machine, "virtual/net/test0", 10, "80:00:00:48:fe:80:00:00:00:00:00:00:00:02:c9:03:00:05:85:a1", "testing")
    net(machine, "virtual/net/up0", 11, "52:54:00:aa:bb:06", "up", 0)
    net(machine, "virtual/net/up1", 12, "52:54:00:aa:bb:07", "up", -1)
    net(machine, "virtual/net/vlan0", 13, "52:54:00:aa:bb:08", "up", 10, kind="vlan")


def ahci(machine):
    bus = f"{ROOT}/0000:00:17.0"
    machine.pci(bus, (0x8086, 0xa282), 0x010601, "ahci", links=[("iommu_group", "kernel/iommu_groups/3")])
    group(machine, 3, bus)
    unit(machine, f"{bus}/ata1", (0, 0, 0, 0), 0, "sda", (8, 0), [
        ("ID_TYPE", "disk"), ("ID_BUS", "ata"), ("ID_SERIAL", "Samsung_SSD_S1"), ("ID_SERIAL_SHORT", "S1"), ("ID_MODEL", "Samsung_SSD"),
        ("ID_VENDOR", "Sam"), ("LINK", "disk/by-id/ata-Samsung_SSD_S1"), ("LINK", "disk/by-path/pci-0000:00:17.0-ata-1"),
        ("ID_WWN", "0x5002538e")], size=1000215216, generic=(21, 0))
    unit(machine, f"{bus}/ata2", (1, 0, 0, 0), 5, "sr0", (11, 0), [
        ("ID_TYPE", "cd"), ("ID_BUS", "ata"), ("ID_SERIAL", "DVD_X"), ("ID_MODEL", "DVD_X"), ("ID_CDROM", "1"),
        ("ID_CDROM_MEDIA", "1"), ("ID_FS_LABEL", "Debian 12")], size=4000, removable=1, sector=2048, generic=(21, 1))
    unit(machine, f"{bus}/ata3", (2, 0, 0, 0), 5, "sr1", (11, 1), [("ID_TYPE", "cd"), ("ID_CDROM", "1")], size=2097151, removable=1,
         sector=2048)
    unit(machine, f"{bus}/ata4", (3, 0, 0, 0), 0, "sdb", (8, 16), None, size=0)
    unit(machine, f"{bus}/ata5", (4, 0, 3, 2), 0, "sdc", (8, 32), [("ID_TYPE", "floppy"), ("ID_DRIVE_FLASH_SD", "1")], removable=1)
    for number, kind in enumerate((1, 3, 4, 6, 7, 8, 0xc, 0xd, 0xe, 0xf, 0x14, 0x1e, 0x1f, 99)):
        machine.device(f"{bus}/ata6/host5/target5:0:{number}/5:0:{number}:0", "scsi", {"DEVTYPE": "scsi_device"}, "x",
                       type=f"{kind}\n", vendor="V\n", model="M\n")


def unit(machine, path, address, kind, name, number, notes, generic=None, **more):
    """A SCSI unit: host, target, unit, its disk and the file through which it is spoken to."""
    host, bus, target, lun = address
    chain = f"{path}/host{host}"
    machine.device(chain, "scsi", {"DEVTYPE": "scsi_host"})
    machine.device(f"{chain}/scsi_host/host{host}", "scsi_host", unique_id=f"{host + 1}\n",
                   links=[("device", "devices/" + chain)])
    chain += f"/target{host}:{bus}:{target}"
    machine.device(chain, "scsi", {"DEVTYPE": "scsi_target"})
    chain += f"/{host}:{bus}:{target}:{lun}"
    machine.device(chain, "scsi", {"DEVTYPE": "scsi_device"}, "sd", type=f"{kind}\n", vendor="ATA     \n",
                   model="Model of unit   \n", rev="1.0 \n")
    block(machine, f"{chain}/block/{name}", number, notes, links=[("device", "devices/" + chain)], **more)
    if name == "sda":
        block(machine, f"{chain}/block/{name}/{name}1", (number[0], number[1] + 1), [("ID_TYPE", "disk")], kind="partition",
              partition="1\n")
    if generic:
        machine.device(f"{chain}/scsi_generic/sg{generic[1]}", "scsi_generic",
                       {"MAJOR": generic[0], "MINOR": generic[1], "DEVNAME": f"sg{generic[1]}"},
                       links=[("device", "devices/" + chain)])


def usb(machine):
    bus = f"{ROOT}/0000:00:14.0"
    machine.pci(bus, (0x8086, 0xa12f), 0x0c0330, "xhci_hcd")

    def device(path, number, ids, notes, **files):
        lines = {"MAJOR": 189, "MINOR": number - 1, "DEVNAME": f"bus/usb/001/{number:03}", "DEVTYPE": "usb_device",
                 "PRODUCT": f"{ids[0]:x}/{ids[1]:x}/100", "TYPE": "9/0/1", "BUSNUM": "001", "DEVNUM": f"{number:03}"}
        known = {"idVendor": f"{ids[0]:04x}\n", "idProduct": f"{ids[1]:04x}\n", "busnum": "1\n", "devnum": f"{number}\n"}
        return machine.device(path, "usb", lines, "usb", notes, **(known | files))

    def interface(path, notes=None, **files):
        known = {"bInterfaceNumber": "00\n", "bInterfaceClass": "09\n", "bInterfaceSubClass": "00\n", "bInterfaceProtocol": "01\n"}
        return machine.device(path, "usb", {"DEVTYPE": "usb_interface", "INTERFACE": "9/0/1"}, "hub", notes, **(known | files))

    named = [("ID_VENDOR_FROM_DATABASE", "Linux Foundation"), ("ID_MODEL_FROM_DATABASE", "3.0 root hub"), ("ID_VENDOR", "Linux_kernel"),
             ("ID_MODEL", "xHCI_Host"), ("BUSNUM", "001"), ("DEVNUM", "001"), ("ID_VENDOR_ID", "1d6b"), ("ID_MODEL_ID", "0003")]
    device(f"{bus}/usb1", 1, (0x1d6b, 3), named, manufacturer="Linux 6.1 xhci-hcd\n", product="xHCI Host Controller\n")
    interface(f"{bus}/usb1/1-0:1.0")
    device(f"{bus}/usb1/1-1", 2, (0x46d, 0xc52b), [("ID_VENDOR", "Logitech"), ("ID_MODEL", "USB_Receiver"), ("ID_VENDOR_ID", "046d"),
           ("ID_MODEL_ID", "c52b")],
           manufacturer="Logitech\n", product="USB Receiver\n", serial="A1\n")
    interface(f"{bus}/usb1/1-1/1-1:1.0", [("ID_MODEL", "x")], bInterfaceNumber="00\n", bInterfaceClass="03\n",
              bInterfaceSubClass="01\n", bInterfaceProtocol="02\n", interface="Keys & more\n")
    interface(f"{bus}/usb1/1-1/1-1:1.1", bInterfaceNumber="0a\n", bInterfaceClass="ff\n", bInterfaceSubClass="10\n")
    device(f"{bus}/usb1/1-2.1", 13, (0xdead, 0xbeef), [("ID_VENDOR_ID", "dead"), ("ID_MODEL_ID", "beef"),
           ("ID_VENDOR_FROM_DATABASE", "Dead & Co")], product="x\n")


def graphics(machine):
    card = f"{ROOT}/0000:00:02.0"
    machine.pci(card, (0x8086, 0x5912), 0x030000, "i915", links=[("iommu_group", "kernel/iommu_groups/4")])
    group(machine, 4, card)
    for minor, name in ((0, "card0"), (64, "controlD64"), (128, "renderD128")):
        machine.device(f"{card}/drm/{name}", "drm",
                       {"MAJOR": 226, "MINOR": minor, "DEVNAME": f"dri/{name}", "DEVTYPE": "drm_minor"},
                       notes=[("LINK", f"dri/by-path/{name}")], links=[("device", "devices/" + card)])
    machine.device(f"{card}/drm/card0/card0-DP-1", "drm", {}, status="connected\n")
    for name, description, left in (("i915-GVTg_V5_4", "low_gm_size: 128MB\n", 2), ("i915-GVTg_V5_8", None, 0)):
        at = f"devices/{card}/mdev_supported_types/{name}"
        machine.write(f"{at}/available_instances", f"{left}\n")
        machine.write(f"{at}/device_api", "vfio-pci\n")
        if description:
            machine.write(f"{at}/name", "GVT <4>\n")
            machine.write(f"{at}/description", description)
    os.makedirs(os.path.join(machine.sys, "class/mdev_bus"), exist_ok=True)
    machine.link("class/mdev_bus/0000:00:02.0", "devices/" + card)
    part = "4b20d080-1b54-4048-85b3-a6a62d165c01"
    machine.device(f"{card}/{part}", "mdev", {"DRIVER": "vfio_mdev"}, "vfio_mdev",
                   links=[("mdev_type", f"devices/{card}/mdev_supported_types/i915-GVTg_V5_4"),
                          ("iommu_group", "kernel/iommu_groups/12")])


def fibre(machine):
    card = f"{ROOT}/0000:00:1d.0"
    machine.pci(card, (0x1077, 0x2532), 0x0c0400, "qla2xxx")
    chain = f"{card}/host7"
    machine.device(chain, "scsi", {"DEVTYPE": "scsi_host"})
    machine.device(f"{chain}/scsi_host/host7", "scsi_host", unique_id="9\n", links=[("device", "devices/" + chain)])
    machine.device(f"{chain}/fc_host/host7", "fc_host", links=[("device", "devices/" + chain)],
                   node_name="0x20000000c9831b4b\n", port_name="0x10000000c9831b4b\n", fabric_name="0x2002000573de9a81\n",
                   max_npiv_vports="254\n", npiv_vports_inuse="2\n", vport_create="", vport_delete="")
    remote = f"{chain}/rport-7:0-0"
    machine.device(remote, "scsi", {"DEVTYPE": "fc_remote_port"})
    machine.device(f"{remote}/fc_remote_ports/rport-7:0-0", "fc_remote_ports", port_name="0x500604843e2a1d7e\n",
                   links=[("device", "devices/" + remote)])
    machine.device(f"{remote}/target7:0:0", "scsi", {"DEVTYPE": "scsi_target"})
    machine.device(f"{remote}/target7:0:0/7:0:0:1", "scsi", {"DEVTYPE": "scsi_device"}, "sd", type="0\n")
    block(machine, f"{remote}/target7:0:0/7:0:0:1/block/sdd", (8, 48), [("ID_TYPE", "disk"), ("ID_BUS", "scsi"),
          ("ID_SERIAL", "36006048"), ("ID_SCSI_SERIAL", "short")], vendor="EMC     \n", model="SYMMETRIX\n")


def others(machine):
    card = f"{ROOT}/0000:00:1e.0"
    machine.pci(card, (0x144d, 0xa808), 0x010802, "nvme")
    machine.device(f"{card}/nvme/nvme0", "nvme", {"MAJOR": 240, "MINOR": 0, "DEVNAME": "nvme0"}, model="SSD 970  \n", serial="S4EV  \n")
    block(machine, f"{card}/nvme/nvme0/nvme0n1", (259, 0), [("ID_SERIAL", "Samsung SSD 970_S4EV"), ("ID_SERIAL_SHORT", "S4EV"),
          ("ID_MODEL", "Samsung SSD 970"), ("LINK", "disk/by-id/nvme-x")], sector=4096, size=16384)
    card = f"{ROOT}/0000:00:1f.0"
    machine.pci(card, (0x1af4, 0x1042), 0x010000, "virtio-pci")
    machine.device(f"{card}/virtio1", "virtio", {"DRIVER": "virtio_blk"}, "virtio_blk")
    block(machine, f"{card}/virtio1/block/vda", (254, 0), serial="with space\n")
    block(machine, f"{card}/virtio1/block/vdb", (254, 16), [("ID_SERIAL", "ser ial"), ("DEVNAME", "/dev/vdb")])
    for name, number in (("loop0", (7, 0)), ("zram0", (252, 0)), ("dm-0", (253, 0)), ("md0", (9, 0)), ("nbd0", (43, 0)),
                         ("ram0", (1, 0)), ("fd0", (2, 0)), ("mmcblk0", (179, 0)), ("rbd0", (250, 0)), ("pmem0", (249, 0))):
        block(machine, f"virtual/block/{name}", number, [("DM_NAME", "vg-lv"), ("ID_FS_TYPE", "ext4")] if name == "dm-0" else None)
    kinds = ([("ID_CDROM", "1")], [("ID_DRIVE_FLOPPY", "1")], [("ID_DRIVE_FLASH_SD", "1")], [("ID_DRIVE_FLASH", "1")],
             [("ID_TYPE", "zip")], [("ID_TYPE", "sd")], [("ID_TYPE", "optical")], [("ID_TYPE", "disk"), ("ID_SERIAL_SHORT", "s")],
             [("ID_TYPE", "disk"), ("ID_SCSI_SERIAL", "s")], [("ID_TYPE", "disk"), ("ID_SERIAL", "a/b:c-d.é"), ("LINK", "z"), ("LINK", "a")],
             [("ID_TYPE", "")], [("ID_TYPE", "cd"), ("ID_CDROM_MEDIA", "0")], [("ID_TYPE", "disk"), ("ID_SERIAL", "")],
             [("ID_TYPE", "floppy"), ("ID_CDROM_MEDIA", "1"), ("ID_FS_LABEL", "l")])
    for number, notes in enumerate(kinds):
        block(machine, f"virtual/block/sdx{number}", (300, number), notes, removable=1)
    block(machine, "virtual/block/nvme7n1", (301, 0))
    block(machine, "virtual/block/typed0", (248, 0), [("ID_TYPE", "generic"), ("ID_VENDOR", "ven"), ("ID_MODEL", "mod")])
    machine.device("virtual/mem/null", "mem", {"MAJOR": 1, "MINOR": 3, "DEVNAME": "null"})
    machine.device("virtual/tty/tty0", "tty", {"MAJOR": 4, "MINOR": 0, "DEVNAME": "tty0"})
