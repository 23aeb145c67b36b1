#!/usr/bin/python3
"""Calls of all kinds, with good and bad arguments, on a test driver; prints one line for each: its name, its answer, and
the events that it brought, between tabs.

    test_driver_calls.py URI FOLDER [TOPIC…]
"""
import importlib
import os
import re
import sys
import threading
import time

# Each entry: how the name of a call begins, and why its answer differs.
EXPLAINED = [
    ("node.free_pages_negative", "a negative NUMA node is refused; the reference makes up a negative figure"),
    ("domain.define_without_kind", "a document without a type is said to be that; the reference complains of its name"),
    ("domain.define_broken", "both refuse it; the reference counts it as a fault of another kind"),
    ("domain.define_vcpu", "the number of the error of a document with bad numbers of CPUs"),
    ("domain.create_vcpu", "the number of the error of a document with bad numbers of CPUs"),
    ("domain.define_disk", "the number of the error of a document with a disk without a target"),
    ("domain.create_disk", "the number of the error of a document with a disk without a target"),
    ("domain.create_without_kind", "as above"),
    ("domain.with_metadata", "elements inside an application's element keep their own names"),
    ("lifecycle.define_again", "a definition that was removed and comes back is a new one"),
    ("numbers.running_cpu_stats_False", "figures for each CPU that the guest has; the reference has two whatever it has"),
    ("numbers.bulk_0", "bulk statistics of all groups; the reference has those of the state only"),
    ("numbers.bulk_255", "as above"),
    ("numbers.bulk_enforced_255", "as above"),
    ("rest.live_guest_vcpus", "the binding answers nothing where the reference has no such call"),
    ("numbers.rest_scheduler", "limits of CPU time are told beside the weight"),
    ("numbers.running_scheduler", "as above"),
    ("devices.rest_iothread_3", "both documents can be meant; the reference takes one of them only"),
    ("devices.rest_del_iothread_3", "as above"),
    ("devices.iothread_add_3", "as above"),
    ("devices.iothread_pin_3", "as above"),
    ("devices.iothread_pinned_3", "as above"),
    ("devices.iothread_del_3", "as above"),
    ("devices.attach_pci", "the event of a host device that comes"),
    ("devices.update_broken_4", "the reference does not know the flag, and says so before it reads"),
    ("tuning.limit_without_burst", "a limit without a burst is one; the reference takes no burst for one of nothing"),
    ("moments.bad_slash", "a name that cannot be a file's is refused, as for guests of QEMU"),
    ("moments.bad_dot", "as above"),
    ("moments.checkpoint_slash", "the number of the error of a name that cannot be a file's"),
    ("moments.bring", "follows from what is explained below"),
    ("moments.reverted_off_off_", "a guest that is told to run after it went back runs, and says so"),
    ("moments.reverted_running_off_", "as above"),
    ("moments.reverted_paused_off_", "as above"),
    ("moments.deleted_2", "a snapshot that is to be forgotten is forgotten"),
    ("moments.deleted_current_2", "as above"),
    ("numbers.rest_pins_8", "unknown flags are refused in all calls"),
    ("numbers.running_pins_8", "unknown flags are refused in all calls"),
    ("data.sparse_read", "a hole does not cut off what follows it"),
    ("filter.bind_nobody", "a filter that is missing cannot be bound; the reference looks only if there is such a port"),
    ("interface.define_mtu", "the number of the error of a document with a bad number"),
    ("nodedev.create_flags_1", "a document without a name is valid: its driver makes one"),
    ("nodedev.destroy_computer", "what cannot be removed is refused; the reference says that it was, and keeps it"),
    ("nodedev.destroy_scsi_host11", "a virtual adapter goes with its event whatever its parent is now"),
    ("nodedev.by_wwn_2000000012341234_1", "names of which no adapter has both"),
] + [
    (f"nodedev.{name}_{call}", "a new adapter has its own number, names and parent, and is there; the reference repeats "
                               "those of another and says that it is not active")
    for name in ("vport", "second", "named", "no_wwn", "by_wwn", "by_fabric", "no_parent", "host_1")
    for call in ("XMLDesc", "isActive", "parent")
] + [
    (f"volume.{kind}_from_other", "copies from pool to pool") for kind in
    ("dir", "fs", "netfs", "logical", "disk", "scsi", "mpath")
]

NO_FLAG = "error 8, unknown flag"
GUEST = "<domain type='qemu'><name>test</name><memory>4096</memory><os><type>hvm</type></os></domain>"
MARK = "metadata_change test (0, None)"
TOPICS = ["node", "domain", "numbers", "lifecycle", "saved", "network", "storage", "volume", "sources", "interface",
          "nodedev", "devices", "tuning", "rest", "moments", "files"]
# Those that the reference's test driver has nothing of.
DAEMON_TOPICS = ["secret", "filter", "port", "data"]
# What moves with time.
MOVING = re.compile(r"\b1[0-9]{15,18}\b")


class Recorder:
    """Makes calls and prints what they give and which events come with them."""

    def __init__(self, libvirt, conn, uri):
        self.libvirt, self.conn, self.uri, self.events = libvirt, conn, uri, []
        # A daemon has no guest of its own.
        self.mark = conn.defineXML(GUEST) if uri.startswith("qemu") else conn.lookupByName("test")

    def listen(self):
        lv = self.libvirt
        skipped = {"VIR_DOMAIN_EVENT_ID_LAST"}
        for name in sorted(vars(lv)):
            if name.startswith("VIR_DOMAIN_EVENT_ID_") and name not in skipped:
                self.conn.domainEventRegisterAny(None, getattr(lv, name), self.heard(name[20:].lower()), None)
        for kind in ("network", "storagePool", "nodeDevice", "secret"):
            register = getattr(self.conn, f"{kind}EventRegisterAny")
            # A daemon refreshes pools by itself, some time after a volume was written.
            for number in (0, 1) if kind != "storagePool" or not self.uri.startswith("qemu") else (0,):
                try:
                    register(None, number, self.heard(f"{kind} {number}"), None)
                except lv.libvirtError:
                    pass

    def heard(self, kind):
        def callback(_conn, thing, *rest):
            name = thing.name() if hasattr(thing, "name") else thing.UUIDString()
            self.events.append(f"{kind} {name} {rest[:-1]!r}")
        return callback

    def __call__(self, name, call, settle=True):
        lv = self.libvirt
        try:
            answer = self.plain(call())
        except lv.libvirtError as error:
            answer = f"error {error.get_error_code()}"
            if (error.get_error_message() or "").startswith("unsupported flags"):
                answer = NO_FLAG
        except (TypeError, LookupError, AttributeError, OverflowError) as error:
            answer = f"binding {type(error).__name__}"
        events = []
        if settle:
            events = self.drain()
        print(name, MOVING.sub("T", answer).replace("\n", "\\n").replace(self.uri, "URI"), *events, sep="\t", flush=True)

    def drain(self):
        """Events so far: they come in order, so all are there once the one that we cause ourselves is."""
        self.mark.setMetadata(self.libvirt.VIR_DOMAIN_METADATA_DESCRIPTION, None, None, None)
        deadline = time.time() + 10
        while MARK not in self.events and time.time() < deadline:
            time.sleep(0.001)
        at = self.events.index(MARK)
        events, self.events[:at + 1] = self.events[:at], []
        return events

    def plain(self, value):
        lv = self.libvirt
        if isinstance(value, (list, tuple)):
            items = [self.plain(item) for item in value]
            is_objects = value and all(hasattr(item, "name") for item in value)
            return "[" + ", ".join(sorted(items) if is_objects else items) + "]"
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key!r}: {self.plain(item)}" for key, item in sorted(value.items(), key=repr)) + "}"
        if hasattr(value, "name") and not isinstance(value, (str, bytes)):
            return f"<{type(value).__name__} {value.name()}>"
        return repr(value)


def begin(libvirt):
    """Hears events from now on, and prints no errors."""
    libvirt.registerErrorHandler(lambda *_: None, None)
    libvirt.virEventRegisterDefaultImpl()
    libvirt.virEventAddTimeout(5, lambda *_: None, None)

    def loop():
        while True:
            libvirt.virEventRunDefaultImpl()

    threading.Thread(target=loop, daemon=True).start()


def main():
    import libvirt
    uri, work, topics = sys.argv[1], sys.argv[2], sys.argv[3:] or TOPICS
    begin(libvirt)
    for topic in topics:
        conn = libvirt.open(uri)
        record = Recorder(libvirt, conn, uri)
        record.listen()
        module = importlib.import_module(f"test_driver_{topic}")
        module.calls(lambda name, call, settle=True: record(f"{topic}.{name}", call, settle), conn, libvirt, work)
        conn.close()
        del conn, record
        time.sleep(0.05)


if __name__ == "__main__":
    main()
    os._exit(0)
