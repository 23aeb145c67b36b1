"""Images of all formats, good and damaged, as other programs leave them in a pool's folder."""
import os
import re
import struct
import subprocess

MIB = 1 << 20
# Where the daemon sees the folder.
SEEN = "/var/lib/libvirt/images/p"


def make(folder):
    def path(name):
        return os.path.join(folder, name)

    def image(name, format, *options):
        # A data file is where the program runs.
        subprocess.run(["qemu-img", "create", "-q", "-f", format, *options, path(name), "8M"], check=True, cwd=folder)

    def plain(name, content, size=0):
        with open(path(name), "wb") as f:
            f.write(content)
            f.truncate(max(size, len(content)))

    image("qcow2", "qcow2")
    image("qcow2_old", "qcow2", "-o", "compat=0.10")
    image("qcow2_lazy", "qcow2", "-o", "lazy_refcounts=on")
    image("qcow2_extended", "qcow2", "-o", "extended_l2=on,cluster_size=128k")
    image("qcow2_data", "qcow2", "-o", "data_file=data_file,data_file_raw=on")
    image("qcow2_zstd", "qcow2", "-o", "compression_type=zstd")
    image("qcow", "qcow")
    for format in ("qed", "vmdk", "vdi", "vpc", "vhdx", "parallels"):
        image(format, format)
    image("vpc_fixed", "vpc", "-o", "subformat=fixed")
    image("vmdk_flat", "vmdk", "-o", "subformat=monolithicFlat")
    # The number by which VMware knows an image's content is random, and has as many digits as it needs.
    with open(path("vmdk_flat"), "r+") as f:
        text = re.sub(r"(?m)^CID=.*$", "CID=1234abcd", f.read())
        f.seek(0)
        f.write(text)
        f.truncate()
    plain("raw", b"", 3 * MIB)
    plain("empty", b"")
    plain("short", b"QFI")
    plain("iso", b"\0" * 32768 + b"\x01CD001\x01" + b"\0" * 2041, 64 * 1024)
    plain("luks1", b"LUKS\xba\xbe\0\x01" + b"\0" * 96 + struct.pack(">I", 4096), 4 * MIB)
    plain("luks2", b"LUKS\xba\xbe\0\x02" + b"\0" * 600, MIB)
    plain("dmg", b"", 100)
    plain("cloop", b"#!/bin/sh\n#V2.0 Format\nmodprobe cloop file=$0 && mount", 4096)
    plain("bochs", b"Bochs Virtual HD Image\0" + b"\0" * 500, 4096)
    plain("cow", b"OOOM\0\0\0\x02" + b"\0" * 1024 + struct.pack(">IQ", 0, MIB), 8192)
    plain("fat", b"\xeb\x3c\x90mkfs.fat" + b"\0" * 499 + b"\x55\xaa", 65536)
    plain("mbr", b"\0" * 510 + b"\x55\xaa", 65536)
    plain("elf", b"\x7fELF" + b"\0" * 200)
    backed("backed", path, "raw", "raw")
    backed("backed_relative", path, "raw", "raw", relative=True)
    backed("backed_qcow2", path, "qcow2", "qcow2")
    no_format(path)
    backed("backed_qed", path, "raw", "raw", of="qed")
    os.mkdir(path("folder"))
    os.mkdir(path("full_folder"))
    plain("full_folder/file", b"x")
    os.symlink("raw", path("link"))
    os.symlink("nowhere", path("dangling"))
    os.symlink("folder", path("to_folder"))
    os.mkfifo(path("fifo"))
    plain(".hidden", b"x")
    plain("a b", b"x")
    os.chmod(path("raw"), 0o4751)
    os.chown(path("raw"), 5, 6)


def backed(name, path, below, format, relative=False, of="qcow2"):
    source = below if relative else f"{SEEN}/{below}"
    subprocess.run(["qemu-img", "create", "-q", "-u", "-f", of, "-b", source, "-F", format, path(name), "8M"],
                   check=True)


def no_format(path):
    """An old image that does not say the format of what it stands on."""
    backed("backed_silent", path, "raw", "raw")
    with open(path("backed_silent"), "r+b") as f:
        content = bytearray(f.read())
        at = content.find(b"\xe2\x79\x2a\xca")
        content[at:at + 4] = b"\0\0\0\1"
        f.seek(0)
        f.write(content)


def damaged(folder):
    """Names and contents of images whose headers lie."""
    with open(os.path.join(folder, "backed"), "rb") as f:
        good = f.read(4096)
    for name, at, value in (("long_name", 16, b"\xff\xff\xff\xff"), ("far_name", 8, b"\x7f" + b"\xff" * 7),
                            ("version", 4, b"\0\0\0\x63"), ("huge", 24, b"\xff" * 8), ("cluster_bits", 20, b"\xff" * 4),
                            ("header_length", 100, b"\xff" * 4), ("name_1024", 16, b"\0\0\x04\0"),
                            ("encrypted", 32, b"\0\0\0\1"), ("luks_inside", 32, b"\0\0\0\2")):
        content = bytearray(good)
        content[at:at + len(value)] = value
        yield "bad_" + name, bytes(content)
    yield "bad_cut", good[:50]
    yield "bad_end", good[:72]
