"""Pools and volumes as command lines of the distribution's virsh, in the order in which a person would type them."""
import re

import words

IMAGES = "/var/lib/libvirt/images"
SECRET = "49a8ef3e-0646-45a8-aef0-d1a914f07e78"
# No upload is longer than it says: the reference daemon ends at that.
LINES = [
    "pool-list", "pool-list --all", "pool-capabilities", f"pool-define-as shelf dir --target {IMAGES}/shelf",
    f"pool-define-as shelf dir --target {IMAGES}/shelf --print-xml", f"pool-define-as other dir --target {IMAGES}/shelf",
    "pool-info shelf", "pool-dumpxml shelf", "pool-start shelf", "pool-start shelf --build", "pool-start shelf",
    "pool-autostart shelf", "pool-list --all --details", "pool-list --autostart --name", "pool-list --transient --name",
    "pool-list --type dir --name", "pool-list --type fs,logical --name", "pool-list --uuid --inactive",
    "pool-name nobody", "pool-uuid nobody", "pool-info shelf --bytes", "pool-refresh shelf", "pool-autostart shelf --disable",
    "vol-list shelf", "vol-create-as shelf one 1M", "vol-create-as shelf one 1M",
    "vol-create-as shelf two 2M --format qcow2 --allocation 0",
    "vol-create-as shelf three 3M --format qcow2 --backing-vol two --backing-vol-format qcow2",
    "vol-create-as shelf four 3M --format qcow2 --backing-vol nothing --backing-vol-format qcow2",
    "vol-create-as shelf five 1M --prealloc-metadata", "vol-create-as shelf six 1M --format x",
    "vol-create-as shelf seven 1M --format raw --print-xml", "vol-list shelf", "vol-list shelf --details",
    "vol-info one shelf", "vol-info one shelf --bytes --physical", f"vol-info {IMAGES}/shelf/two", "vol-dumpxml two shelf",
    "vol-key one shelf", "vol-path one shelf", f"vol-name {IMAGES}/shelf/one", f"vol-pool {IMAGES}/shelf/one",
    "vol-path nothing shelf", "vol-info nothing shelf", "vol-info one", "vol-clone one copy shelf",
    "vol-clone two image shelf", "vol-clone one copy shelf", "vol-clone one linked shelf --reflink",
    "vol-resize one 2M shelf", "vol-resize one 1M shelf", "vol-resize one 1M shelf --shrink", "vol-resize one 1M shelf --delta",
    "vol-resize two 4M shelf", "vol-resize two 4M shelf --allocate", "vol-upload one {work}/content shelf",
    "vol-download one {work}/back shelf --length 12",
    "vol-download one {work}/back shelf --sparse", "vol-wipe one shelf", "vol-wipe one shelf --algorithm trim",
    "vol-wipe one shelf --algorithm nonsense", "vol-list shelf --details", "vol-delete one shelf", "vol-delete one shelf",
    f"vol-delete {IMAGES}/shelf/two", "vol-create shelf {work}/volume.xml", "vol-create shelf {work}/volume.xml",
    "vol-create shelf {work}/pool.xml", "vol-create-from shelf {work}/second.xml written", "vol-dumpxml second shelf",
    # A volume that only somebody with the passphrase can read.
    "secret-define {work}/secret.xml", "vol-create shelf {work}/sealed.xml", f"secret-set-value {SECRET} --base64 c2VzYW1l",
    "vol-create shelf {work}/sealed.xml", "vol-dumpxml sealed shelf", "vol-resize sealed 2M shelf", "vol-info sealed shelf",
    "vol-create shelf {work}/unsealed.xml", "pool-refresh shelf", "vol-dumpxml sealed shelf", "vol-delete sealed shelf",
    f"secret-undefine {SECRET}",
    "pool-undefine shelf", "pool-delete shelf", "pool-build shelf", "pool-destroy shelf", "pool-destroy shelf",
    "vol-list shelf", "pool-delete shelf", "pool-start shelf", "vol-delete three shelf", "vol-delete copy shelf",
    "vol-delete image shelf", "vol-delete written shelf", "vol-delete second shelf", "vol-list shelf", "pool-destroy shelf",
    "pool-delete shelf", "pool-undefine shelf", "pool-info shelf", "pool-create {work}/pool.xml",
    "pool-create {work}/pool.xml --build", "pool-info passing", "pool-define {work}/pool.xml", "pool-destroy passing",
    "pool-undefine passing", "pool-create-as quick dir --target /var/lib/libvirt/images/quick --build", "pool-destroy quick",
    "pool-define {work}/volume.xml", "pool-define {work}/typo.xml", "pool-define {work}/typo.xml --validate",
    "pool-list --all --name", "find-storage-pool-sources-as dir", "find-storage-pool-sources nonsense",
    "pool-event --list",
]
DOCUMENTS = {
    "volume.xml": "<volume><name>written</name><capacity unit='KiB'>64</capacity></volume>",
    "second.xml": "<volume><name>second</name><capacity unit='KiB'>64</capacity></volume>",
    "pool.xml": "<pool type='dir'><name>passing</name><uuid>49a8ef3e-0646-45a8-aef0-d1a914f07e77</uuid><target><path>"
                f"{IMAGES}/passing</path></target></pool>",
    "secret.xml": f"<secret><uuid>{SECRET}</uuid><usage type='volume'><volume>{IMAGES}/shelf/sealed</volume></usage></secret>",
    "sealed.xml": "<volume><name>sealed</name><capacity unit='MiB'>1</capacity><target><encryption format='luks'>"
                  f"<secret type='passphrase' uuid='{SECRET}'/></encryption></target></volume>",
    "unsealed.xml": "<volume><name>unsealed</name><capacity>1</capacity><target><encryption format='luks'/></target></volume>",
    "typo.xml": "<pool type='dir'><name>typo</name><tagret><path>/x</path></tagret></pool>",
    "content": "some words " * 5000,
}
# What moves with time, with the disk of the machine, and with the run.
MOVING = [(re.compile(r"<([abcm]time)>[^<]*</"), r"<\1>T</"), (re.compile(r" *<btime>T</btime>\n"), ""),
          (re.compile(r"[\d.]+ GiB +[\d.]+ GiB +[\d.]+ GiB"), "N N N"),
          (re.compile(r"^((?:Capacity|Allocation|Available): +)([\d.]+ GiB|\d{10,})$", re.M), r"\1N"),
          (re.compile(r"\b(?!49a8ef3e)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "UUID"),
          (re.compile(r"(<(?:capacity|allocation|available) unit='bytes'>)\d{10,}"), r"\1N")]
# Each entry: a line, and why what is said to it differs.
EXPLAINED = {
    "pool-capabilities": "only kinds of pools that are there are said to be",
    "pool-define {work}/typo.xml --validate": "our own words for what a document has too much",
    "vol-create-as shelf six 1M --format x": "the element that is wrong has a place",
}


def said(side, work):
    """What virsh prints for every line."""
    words.write(work, DOCUMENTS)
    out = []
    for line in LINES:
        text, status = words.said(side, work, line, MOVING)
        if "vol-download" in line and status == 0:
            with open(f"{work}/back", "rb") as f:
                text += repr(f.read(64)) + "\n"
        out.append((line, text.replace(work, "WORK")))
    return out
