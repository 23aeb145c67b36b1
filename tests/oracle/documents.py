#!/usr/bin/env python3
"""Defines documents, as they are and damaged at random, on both daemons and compares what comes back.

    documents.py --daemon target/release/libvirtd FOLDER... [--rounds N] [--seed N] [--show N]

Every domain document in the folders is a seed. A round takes one, drops or changes some parts of it (parts of other
seeds among them), defines it on the reference and on ours, and compares: both refuse it, or both print the same
document. What differs is printed with the damaged document, so that it can be tried again.
"""
import argparse
import copy
import difflib
import glob
import os
import random
import re
import sys
import tempfile
import xml.etree.ElementTree as ET

import libvirt

import sides

CHOSEN = re.compile(r"<(uuid|genid)>.*?</\1>")
MAC = re.compile(r"52:54:00(:[0-9a-f]{2}){3}")


def normal(text):
    """What both daemons choose at random is none of the comparison's business."""
    return MAC.sub("MAC", CHOSEN.sub(r"<\1/>", text))


def damage(root, others, dice):
    """Drops, doubles or replaces a few parts."""
    for _ in range(dice.choice([1, 1, 2, 3])):
        parents = [p for p in root.iter() if len(p)]
        parent = dice.choice(parents)
        child = dice.choice(list(parent))
        act = dice.random()
        if act < 0.35:
            parent.remove(child)
        elif act < 0.6 and child.attrib:
            del child.attrib[dice.choice(list(child.attrib))]
        else:
            same = others.get((parent.tag, child.tag)) or [child]
            other = copy.deepcopy(dice.choice(same))
            if act < 0.85:
                parent[list(parent).index(child)] = other
            else:
                parent.append(other)


def seeds(folders):
    found = []
    for folder in folders:
        for path in sorted(glob.glob(os.path.join(folder, "**", "*.xml"), recursive=True)):
            try:
                root = ET.parse(path).getroot()
            except (ET.ParseError, UnicodeDecodeError):
                continue
            arch = root.find("./os/type")
            if root.tag == "domain" and root.get("type") in ("qemu", "kvm") and arch is not None \
                    and arch.get("arch", "x86_64") == "x86_64":
                emulator = root.find("./devices/emulator")
                if emulator is not None:
                    emulator.text = "/usr/bin/qemu-system-x86_64"
                root.set("type", "qemu")
                found.append((os.path.basename(path), root))
    return found


def parts(documents):
    """Children by their parent's and their own name."""
    table = {}
    for _, root in documents:
        for parent in root.iter():
            for child in parent:
                table.setdefault((parent.tag, child.tag), []).append(child)
    return table


def attempt(connection, text):
    try:
        domain = connection.defineXML(text)
    except libvirt.libvirtError as error:
        return None, error
    try:
        return normal(domain.XMLDesc(libvirt.VIR_DOMAIN_XML_INACTIVE | libvirt.VIR_DOMAIN_XML_SECURE)), None
    finally:
        domain.undefineFlags(libvirt.VIR_DOMAIN_UNDEFINE_KEEP_NVRAM | libvirt.VIR_DOMAIN_UNDEFINE_KEEP_TPM)


def compare(reference, ours, name, text, show):
    expected, refused = attempt(reference, text)
    got, complaint = attempt(ours, text)
    if (expected is None) != (got is None):
        verdict = f"refused by the reference: {refused}" if expected is None else f"refused by ours: {complaint}"
        if show:
            print(f"DIFFERS {name}: {verdict}\n{text}\n")
        return "accepted" if expected is None else "refused"
    if expected != got:
        if show:
            print(f"DIFFERS {name}:\n{text}")
            sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), got.splitlines(True), "reference", "ours", n=1))
            print()
        return "text"
    return "same" if expected is not None else "both refuse"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--daemon", required=True)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=20)
    options = parser.parse_args()
    base = tempfile.mkdtemp(prefix="ferrovirt-documents-")
    os.chmod(base, 0o755)
    reference = sides.reference(os.path.join(base, "reference"))
    if reference is None:
        print("skipped: no reference daemon is installed")
        return 0
    libvirt.registerErrorHandler(lambda *_: None, None)
    ours = sides.ours(os.path.join(base, "ours"), os.path.abspath(options.daemon))
    counts = {}
    try:
        reference.start()
        ours.start()
        pair = (libvirt.open(reference.uri), libvirt.open(ours.uri))
        documents = seeds(options.folders)
        table = parts(documents)
        dice = random.Random(options.seed)
        work = [(name, root) for name, root in documents]
        for number in range(options.rounds):
            name, root = dice.choice(documents)
            root = copy.deepcopy(root)
            damage(root, table, dice)
            work.append((f"{name}#{number}", root))
        for name, root in work:
            text = ET.tostring(root, encoding="unicode")
            shown = sum(v for k, v in counts.items() if k not in ("same", "both refuse"))
            verdict = compare(*pair, name, text, shown < options.show)
            counts[verdict] = counts.get(verdict, 0) + 1
        print(f"{len(work)} documents: " + ", ".join(f"{k} {v}" for k, v in sorted(counts.items())))
        return 0 if set(counts) <= {"same", "both refuse"} else 1
    finally:
        ours.stop()
        reference.stop()


if __name__ == "__main__":
    sys.exit(main())
