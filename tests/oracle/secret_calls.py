#!/usr/bin/python3
"""Calls on secrets, the same that the test driver answers; prints a line for each, see `words`.

    secret_calls.py URI FOLDER [TOPIC…]
"""
import os
import re

import test_driver_secret
import words

# Each entry: how the name of a call begins, and why its answer differs.
EXPLAINED = [
    (r"secret\.define_(private|ephemeral)_wrong", "the value that is wrong is said too"),
    (r"secret\.define_no_(volume|name)_wrong", "the element that is missing is named as it is written"),
    (r"volumes\.wrong_(default|qcow|luks2)$", "the same for images of all formats"),
    (r"secret\.set_empty$", "our own words for a value that is none"),
]
MOVING = [(re.compile(r"\b(?!49a8ef3e)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "UUID"),
          (re.compile(r"<([abcm]time)>[^<]*</"), r"<\1>T</"), (re.compile(r"<btime>T</btime>\\n *"), ""),
          (re.compile(r"(<(?:allocation|physical) unit='bytes'>)\d+"), r"\1N")]
ROOT = "/var/lib/libvirt/images/p"
UUID = "49a8ef3e-0646-45a8-aef0-d1a914f07a%02d"


def secret(number, kind="volume", child="volume"):
    return f"<secret><uuid>{UUID % number}</uuid><usage type='{kind}'><{child}>key{number}</{child}></usage></secret>"


def volume(name, format="raw", secret="usage='key1'", more="", size=1 << 20, encryption="luks"):
    """A volume; without a secret it is not encrypted."""
    inside = f"<encryption format='{encryption}'><secret type='passphrase' {secret}/>{more}</encryption>" if secret else ""
    return (f"<volume><name>{name}</name><capacity>{size}</capacity><target><format type='{format}'/>{inside}</target>"
            "</volume>")


def volumes(do, conn, lv, folder):
    """Volumes that are encrypted; to make one takes QEMU two seconds."""
    held = conn.storagePoolDefineXML(f"<pool type='dir'><name>p</name><target><path>{ROOT}</path></target></pool>")
    held.build()
    held.create()
    do("missing", lambda: held.createXML(volume("v")))
    one = conn.secretDefineXML(secret(1))
    other = conn.secretDefineXML(secret(2, "ceph", "name"))
    do("without_value", lambda: held.createXML(volume("v")))
    one.setValue(b"sesame\0\xff", 0)
    other.setValue(b"other", 0)
    for name, text in {
            "other_kind": volume("v", secret="usage='key2'"), "other_kind_uuid": volume("v", secret=f"uuid='{UUID % 2}'"),
            "no_uuid": volume("v", secret=f"uuid='{UUID % 9}'"), "vmdk": volume("v", "vmdk"),
            "default": volume("v", encryption="default"), "qcow": volume("v", encryption="qcow"),
            "luks2": volume("v", encryption="luks2"), "two": volume("v", more="<secret type='passphrase' usage='key1'/>"),
            "none": volume("v").replace("<secret type='passphrase' usage='key1'/>", "")}.items():
        do(f"wrong_{name}", lambda: held.createXML(text))
    cipher = "<cipher name='aes' size='128' mode='cbc' hash='sha256'/><ivgen name='essiv' hash='sha256'/>"
    plain = held.createXML(volume("plain", secret=""))
    for name, make in {
            "raw": lambda: held.createXML(volume("raw")),
            "qcow2": lambda: held.createXML(volume("qcow2", "qcow2", f"uuid='{UUID % 1}'", cipher)),
            "copy": lambda: held.createXMLFrom(volume("copy"), plain),
            "back": lambda: held.createXMLFrom(volume("back", secret=""), held.storageVolLookupByName("raw"))}.items():
        do(f"make_{name}", make)
        look(do, held, name, name)
        do(f"{name}_refresh", held.refresh)
        look(do, held, name, f"{name}_refreshed")
    for size, flags in ((2 << 20, 0), (1 << 20, 0), (3 << 20, 1)):
        do(f"resize_{size}_{flags}", lambda: held.storageVolLookupByName("raw").resize(size, flags))
        look(do, held, "raw", f"resized_{size}_{flags}")
    do("files", lambda: sorted(os.listdir(os.path.join(folder, "images", "p"))))
    for item in held.listAllVolumes():
        item.delete()
    held.destroy()
    held.delete()
    held.undefine()
    one.undefine()
    other.undefine()


def look(do, held, name, label):
    do(f"{label}_xml", lambda: held.storageVolLookupByName(name).XMLDesc())
    do(f"{label}_info", lambda: held.storageVolLookupByName(name).info()[:2])


TOPICS = {"secret": test_driver_secret.calls, "volumes": volumes}


if __name__ == "__main__":
    words.serve(TOPICS, MOVING)
