#!/usr/bin/env python3
"""Bad arguments to every public function, on our C library and on the reference's.

    arguments.py --libraries FOLDER --api FOLDER

Each function is called on the host in memory, or on the reference's daemon, with one argument after the other bent:
NULL, objects of another kind or connection, numbers out of range, every flag and pair of flags. Both libraries must
return the same and leave the same last error, except for its words. Where the reference's driver lacks a call, only
what its library refuses before the driver is asked has to be the same.
"""
import argparse
import collections
import glob
import os
import re
import shutil
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "oracle")]

import sides  # noqa: E402
from libraries import Libraries  # noqa: E402

# The reference's driver does not have the call.
LACKS = re.compile(r"code 3 domain")
# The reference's driver does not know the flags.
FLAGS = re.compile(r"code 8 domain \d+ .* flags of test\w+$")
# A function inside the reference refuses an argument.
INSIDE = re.compile(r"(code 8 domain \d+) .* numbers 0 0 \S+ of (\w+)$")
CODE = re.compile(r"code \d+ domain \d+")

# What differs for a reason: function, what was bent, the reason.
EXPLAINED = (
    # The reference names another argument than the one it refuses.
    ("virDomainBlockRebase", "flags bits? .*", "contradicting flags go by the name that all of them have"),
    ("virDomainCoreDumpWithFormat", "dumpformat .*", "the number of the format is refused, not the flags"),
    ("virNodeGetMemoryStats", "cellNum .*", "the number of the cell is refused, not that of a CPU"),
    # The reference reads or writes through what it was given.
    ("virConn(Get|Copy)LastError", "conn of another kind", "only a connection has an error"),
    ("virDomainCreate(XML)?WithFiles", ".*files.*", "descriptors have to be there"),
    ("virDomainFS(Freeze|Thaw)", "nmountpoints .*", "nobody has that many mount points"),
    ("virDomainGet(CPUStats|Vcpus|VcpuPinInfo)", "(nparams|ncpus|maxinfo|ncpumaps) \\d{10}",
     "nobody has room for that many CPUs"),
    ("virNodeGetCPUStats", "params NULL nparams holds 2", "there is no place for parameters"),
    ("virDomainMigrate3", "dconn of another kind", "only a connection leads anywhere"),
    ("virSecretSetValue", "value_size .*", "nothing is read that cannot be sent"),
    ("vir.*Set\\w*Param\\w*|virDomainSetBlockIoTune|virDomainSetPerfEvents|virDomainSetThrottleGroup|"
     "virAdmServerSetClientLimits",
     "params of type .*|.*nparams 2", "a parameter without a type is refused before its name is looked up"),
    # The reference's driver does less.
    ("virDomainMigrate.*", "good|flags .*|params .*|nparams .*|dconn of another connection", "guests move"),
    ("virConnectUnregisterCloseCallback", "good", "who is not registered cannot be taken out"),
    ("virDomainGetBlockIoTune|virDomainGetInterfaceParameters", ".*", "there must be such a device"),
    ("virDomainSetInterfaceParameters", "device NULL nparams 2", "there must be such a device"),
    ("virDomainSetBlockIoTune|virDomainSetNumaParameters", "good", "the parameters are those of running guests"),
    ("virDomainGetNumaParameters", "flags bits? .*", "one document is told of"),
    ("virDomainGetDiskErrors", "maxerrors 0", "no room asks for the number"),
    ("vir(Domain|Network)SetMetadata", "(type -|key ).*", "there is no such kind of note, and no such prefix"),
    ("virNetworkGetMetadata", "flags bits? .*", "a note of a network that is not stored is none"),
    ("virDomainSaveImageDefineXML", "good|file .*|flags bits? .*", "another guest's document does not belong there"),
    ("virDomain(Snapshot(Num|ListNames)|ListAllSnapshots)", "(flags bits|nameslen|names NULL nameslen) .*",
     "both answers to a question are the same as none; no room takes no names"),
    ("virNodeDevice(CreateXML|Destroy|GetParent)", "good|flags bits? .*", "the root has no parent and stays"),
    ("virNodeGetFreePages", ".*startCell -.*", "there is no cell below the first"),
    ("virInterfaceCreate", "good", "the state that is wrong is named"),
    ("virStorageVolCreateXML(From)?", "flags bits? .*", "the document keeps to the schema"),
    ("virDomainCoreDumpWithFormat", "to ''", "the format is looked at before the place"),
)


def said(libraries, ours, uri, api):
    """What each call says, by the call."""
    command = ["/usr/bin/python3", os.path.join(HERE, "arguments_calls.py"), uri, *api]
    # Some calls write files, which may have any name.
    with tempfile.TemporaryDirectory(dir=libraries.work) as folder:
        lines = libraries.run(command, ours, 300, folder).splitlines()
    if lines[-1:] != ["exit 0"]:
        raise SystemExit(f"the calls have not ended well: {lines[-3:]}")
    return dict(line.rsplit("|", 1) for line in lines[:-1])


def verdict(call, reference, good, ours):
    """How the answers of both libraries to a call stand to each other, and to the reference's for good arguments."""
    function, _, bend = call.split("|")
    if reference == ours:
        return "same"
    if reference == "crash":
        return "only the reference crashes"
    if ours in ("crash", "hangs"):
        return "differ"
    if LACKS.search(reference):
        return "only ours serves the call"
    if FLAGS.search(reference) and (bend.startswith("flags") or reference == good):
        return "only ours knows the flags"
    inside = INSIDE.search(reference)
    if inside and inside.group(2) != function and inside.group(1) == "".join(CODE.findall(ours)):
        return "same"
    # What the reference's library refuses itself has to be refused, whatever the reason.
    own = inside and inside.group(2) == function and inside.group(1) != "".join(CODE.findall(ours))
    if not own and any(re.fullmatch(name, function) and re.fullmatch(what, bend) for name, what, _ in EXPLAINED):
        return "explained"
    # Where good arguments are refused already, bent ones that are refused alike tell nothing more.
    if bend != "good" and reference == good and CODE.search(good):
        return "as with good arguments"
    return "differ"


def report(theirs, ours):
    """Counts the verdicts and prints what differs; pairs of flags of one function that differ alike are one line."""
    counts, differing = collections.Counter(), collections.Counter()
    for call, reference in theirs.items():
        answer = ours.get(call, "not called")
        good = theirs["|".join([*call.split("|")[:2], "good"])]
        found = verdict(call, reference, good, answer)
        counts[found] += 1
        if found == "differ":
            function, mode, bend = call.split("|")
            bend = re.sub(r"bits? [\d ]+$", "bits", bend)
            differing[function, mode, bend, reference, answer] += 1
    for (function, mode, bend, reference, answer), count in differing.items():
        print(f"DIFFERS ({count}): {function}, connection to {mode}, {bend}\n  reference {reference}\n  ours      {answer}")
    print(", ".join(f"{found} {count}" for found, count in counts.most_common()))
    return counts["differ"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--libraries", required=True)
    parser.add_argument("--api", default="/usr/share/libvirt/api")
    options = parser.parse_args()
    if sides.reference("") is None:
        print("skipped: no reference is installed")
        return 0
    api = sorted(glob.glob(os.path.join(os.path.abspath(options.api), "*-api.xml")))
    if not api:
        raise SystemExit(f"{options.api} has no description of the interface")
    os.environ["LIBVIRT_DEFAULT_URI"] = "test:///default"
    base = tempfile.mkdtemp(prefix="ferrovirt-clib-")
    os.chmod(base, 0o755)
    # Network ports, filters and secrets, which the reference's host in memory has not.
    daemon = sides.reference(os.path.join(base, "reference"))
    try:
        libraries = Libraries(options.libraries, base)
        daemon.own_network = True
        daemon.start()
        folder = os.path.dirname(daemon.socket)
        uris = ["test:///default", daemon.uri, f"libvirtd:///system?socket={folder}/libvirt-admin-sock"]
        theirs, ours = {}, {}
        for uri in uris:
            theirs.update(said(libraries, False, uri, api))
            ours.update(said(libraries, True, uri, api))
        return 1 if report(theirs, ours) else 0
    finally:
        daemon.stop()
        shutil.rmtree(base, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
