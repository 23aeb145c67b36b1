"""Arguments for every public function: good ones, and what is wrong with bent ones."""
import ctypes
import itertools
import socket

MODES = ("write", "read")
# Bytes of memory for each pointer; zeroed.
ROOM = 1 << 16
NUMBERS = {"int": ctypes.c_int, "unsigned int": ctypes.c_uint, "unsigned long": ctypes.c_ulong,
           "unsigned long long": ctypes.c_ulonglong, "long long": ctypes.c_longlong, "size_t": ctypes.c_size_t,
           "double": ctypes.c_double, "char": ctypes.c_char}
# Bits of flags that mean something to some function.
MEANT = 20
# Kinds of objects, by the types of C.
OBJECTS = ("virConnectPtr", "virDomainPtr", "virNetworkPtr", "virNetworkPortPtr", "virInterfacePtr",
           "virStoragePoolPtr", "virStorageVolPtr", "virNodeDevicePtr", "virSecretPtr", "virNWFilterPtr",
           "virNWFilterBindingPtr", "virDomainSnapshotPtr", "virDomainCheckpointPtr", "virStreamPtr",
           "virAdmConnectPtr", "virAdmServerPtr", "virAdmClientPtr")
DOMAIN = "<domain type='test'><name>other</name><memory>1024</memory><os><type>hvm</type></os></domain>"
DISK = "<disk type='file'><source file='/x'/><target dev='vdz'/></disk>"
DOCUMENTS = (
    ("virDomainSnapshot", "<domainsnapshot/>"),
    ("virDomainCheckpoint", "<domaincheckpoint/>"),
    ("virDomainBackup", "<domainbackup/>"),
    ("virDomainBlockCopy", "<disk type='file'><source file='/y'/></disk>"),
    ("DeviceFlags", DISK), ("DomainAttachDevice", DISK), ("DomainDetachDevice", DISK),
    ("virNetworkPort", "<networkport/>"),
    ("virNetwork", "<network><name>other</name></network>"),
    ("virInterface", "<interface type='ethernet' name='eth7'/>"),
    ("virStoragePool", "<pool type='dir'><name>other</name><target><path>/other</path></target></pool>"),
    ("virStorageVol", "<volume><name>other</name><capacity>1048576</capacity></volume>"),
    ("virNodeDevice", "<device><parent>computer</parent><capability type='mdev'><type id='x'/></capability></device>"),
    ("virSecret", "<secret ephemeral='no' private='no'/>"),
    ("virNWFilterBinding", "<filterbinding/>"),
    ("virNWFilter", "<filter name='other'/>"),
    ("CPU", "<cpu><arch>x86_64</arch><model>qemu64</model></cpu>"),
    ("", DOMAIN),
)
# A parameter that a function takes: its name and type.
PARAMETERS = {
    "virDomainSetBlkioParameters": (b"weight", 2), "virDomainSetBlockIoTune": (b"total_bytes_sec", 4),
    "virDomainSetIOThreadParams": (b"poll_max_ns", 4), "virDomainSetInterfaceParameters": (b"inbound.average", 2),
    "virDomainSetMemoryParameters": (b"hard_limit", 4), "virDomainSetNumaParameters": (b"numa_mode", 1),
    "virDomainSetPerfEvents": (b"cmt", 6), "virNodeSetMemoryParameters": (b"shm_pages_to_scan", 2),
}
CONN = "virConnectPtr"
# Kind of object, the function that finds it, in what, and its name.
LOOK_UPS = (
    ("virDomainPtr", "virDomainLookupByName", CONN, b"test"),
    ("virNetworkPtr", "virNetworkLookupByName", CONN, b"default"),
    ("virStoragePoolPtr", "virStoragePoolLookupByName", CONN, b"default-pool"),
    ("virStorageVolPtr", "virStorageVolLookupByName", "virStoragePoolPtr", b"volume"),
    ("virInterfacePtr", "virInterfaceLookupByName", CONN, b"eth1"),
    ("virNodeDevicePtr", "virNodeDeviceLookupByName", CONN, b"computer"),
    ("virDomainSnapshotPtr", "virDomainSnapshotLookupByName", "virDomainPtr", b"moment", 0),
    ("virDomainCheckpointPtr", "virDomainCheckpointLookupByName", "virDomainPtr", b"moment", 0),
    ("virStreamPtr", "virStreamNew", CONN, 0),
)
ID = b"6695eb01-f6a4-8304-79aa-97f2502e193f"
SECRET = (b"<secret ephemeral='no' private='no'><uuid>" + ID + b"</uuid>"
          b"<usage type='volume'><volume>/arguments</volume></usage></secret>")
NETWORK = b"<network><name>arguments</name><forward mode='bridge'/><bridge name='arguments0'/></network>"
PORT = (b"<networkport><uuid>" + ID + b"</uuid><owner><name>a</name><uuid>" + ID + b"</uuid></owner>"
        b"<mac address='52:54:00:00:00:01'/></networkport>")
# The same in a daemon, for kinds that the host in memory has nothing of.
DAEMON_LOOK_UPS = (
    ("virSecretPtr", "virSecretLookupByUUIDString", CONN, ID),
    ("virNWFilterPtr", "virNWFilterLookupByName", CONN, b"arguments"),
    ("virNetworkPtr", "virNetworkLookupByName", CONN, b"arguments"),
    ("virNetworkPortPtr", "virNetworkPortLookupByUUIDString", "virNetworkPtr", ID),
)
UUID = "6695eb01-f6a4-8304-79aa-97f2502e193f"


def c_type(name):
    """How ctypes hands a type of C over."""
    if name == "void":
        return None
    return NUMBERS.get(name, ctypes.c_void_p)


class World:
    """Connections to the host in memory, and an object of each kind on each of them."""

    def __init__(self, library, uri):
        self.library, self.uri = library, uri.encode()
        self.in_memory, self.of_admin = uri.startswith("test:"), uri.startswith("libvirtd:")
        self.objects = {mode: {} for mode in MODES}
        self.mode = MODES[0]
        library.virEventRegisterDefaultImpl()
        self.make()

    def ask(self, function, *arguments):
        library = ctypes.CDLL("libvirt-admin.so.0") if function.startswith("virAdm") else self.library
        call = getattr(library, function)
        call.restype = ctypes.c_void_p
        given = [ctypes.c_void_p(a) if isinstance(a, int) and a > 1 << 16 else a for a in arguments]
        return call(*given)

    def make(self):
        write, read = self.objects["write"], self.objects["read"]
        if self.of_admin:
            self.administrate(write)
            return
        write["virConnectPtr"] = self.ask("virConnectOpen", self.uri)
        read["virConnectPtr"] = self.ask("virConnectOpenReadOnly", self.uri)
        if not write["virConnectPtr"] or not read["virConnectPtr"]:
            raise SystemExit(f"{self.uri.decode()} cannot be opened")
        self.restore()
        for objects in (write, read):
            look = LOOK_UPS if self.in_memory else DAEMON_LOOK_UPS
            for kind, function, of, *name in look:
                objects[kind] = self.ask(function, objects[of], *name)

    def administrate(self, objects):
        """What a daemon has for its own administration. The reference does not bear it beside other connections."""
        conn = self.ask("virAdmConnectOpen", self.uri, 0)
        server = self.ask("virAdmConnectLookupServer", conn, b"libvirtd", 0)
        clients = ctypes.c_void_p()
        self.ask("virAdmServerListClients", server, ctypes.byref(clients), 0)
        client = ctypes.c_void_p.from_address(clients.value).value if clients.value else None
        objects.update({"virAdmConnectPtr": conn, "virAdmServerPtr": server, "virAdmClientPtr": client})

    def restore(self):
        """Makes what there is to look up, where it has gone."""
        if self.of_admin:
            return
        conn = self.objects["write"]["virConnectPtr"]
        if not self.in_memory:
            self.ask("virSecretDefineXML", conn, SECRET, 0)
            self.ask("virNWFilterDefineXML", conn, b"<filter name='arguments'/>")
            network = self.ask("virNetworkCreateXML", conn, NETWORK)
            network = network or self.ask("virNetworkLookupByName", conn, b"arguments")
            self.ask("virNetworkPortCreateXML", network, PORT, 0)
            return
        dom = self.ask("virDomainLookupByName", conn, b"test")
        self.ask("virDomainSnapshotCreateXML", dom, b"<domainsnapshot><name>moment</name></domainsnapshot>", 0)
        self.ask("virDomainCheckpointCreateXML", dom, b"<domaincheckpoint><name>moment</name></domaincheckpoint>", 0)
        pool = self.ask("virStoragePoolLookupByName", conn, b"default-pool")
        self.ask("virStorageVolCreateXML", pool,
                 b"<volume><name>volume</name><capacity>1048576</capacity></volume>", 0)

    def object(self, kind):
        return self.objects[self.mode].get(kind)

    def has(self, function):
        """Whether the function is called here: in a daemon, only if it is about what the host in memory lacks."""
        known = {CONN, *(kind for kind, *_ in LOOK_UPS)}
        return self.in_memory or any(
            ty in OBJECTS and ty not in known and self.object(ty) for _, ty in function.args[:1])

    def takes_connection(self, function):
        """Whether it matters to the function what the connection is for."""
        if self.of_admin:
            return False
        return any(ty in OBJECTS for _, ty in function.args)


class Memory:
    """Places for everything that a pointer can point to."""

    def __init__(self, world):
        self.world, self.places, self.texts = world, {}, {}
        self.libc = ctypes.CDLL(None)
        self.libc.calloc.restype = ctypes.c_void_p

    def place(self, number):
        if number not in self.places:
            self.places[number] = self.libc.calloc(1, ROOM)
        else:
            ctypes.memset(self.places[number], 0, 4096)
        return self.places[number]

    def text(self, text):
        if text not in self.texts:
            self.texts[text] = ctypes.create_string_buffer(text.encode())
        return ctypes.addressof(self.texts[text])


def good_text(function, name):
    lower = name.lower()
    if "xml" in lower:
        return next(text for word, text in DOCUMENTS if word in function)
    if lower == "metadata":
        return "<note/>"
    if "uuid" in lower:
        return UUID
    if function.startswith(("virConnectOpen", "virAdmConnectOpen")):
        return "test:///default"
    return {"disk": "vda", "device": "vda", "path": "vda", "mac": "52:54:00:00:00:01", "params": "x", "dconnuri": "test:///default"}.get(lower, "test")


def good_number(function, name):
    lower = name.lower()
    if lower == "flags":
        return 0
    if lower == "fd":
        return SOCKET.fileno()
    # Of metadata: an element, which has a URI.
    return 2 if lower == "type" and "Metadata" in function else 1


def fill(memory, place, function, name, ty):
    """Puts something into memory that the function reads."""
    world = memory.world
    if ty == "virDomainPtr *":
        ctypes.c_void_p.from_address(place).value = world.object("virDomainPtr")
    elif ty == "const char **":
        for i in range(2):
            ctypes.c_void_p.from_address(place + 8 * i).value = memory.text(f"text{i}")
    elif ty == "virTypedParameterPtr":
        name, kind = PARAMETERS.get(function, (b"weight", 2))
        ctypes.memmove(place, name, len(name))
        ctypes.c_int.from_address(place + 80).value = kind
        ctypes.c_ulonglong.from_address(place + 88).value = 1
    elif ty == "int *" and "SchedulerParameters" in function:
        ctypes.c_int.from_address(place).value = 1
    elif ty == "unsigned char *":
        ctypes.memset(place, 1, 1)


def good(function, memory, number):
    name, ty = function.args[number]
    world = memory.world
    if ty in OBJECTS:
        return world.object(ty)
    if ty in NUMBERS:
        return 1.0 if ty == "double" else good_number(function.name, name)
    if ty == "const char *":
        return memory.text(good_text(function.name, name))
    if ty.endswith(("Func", "Callback")):
        return CALLBACK
    place = memory.place(number)
    fill(memory, place, function.name, name, ty)
    return place


SOCKET = socket.socketpair()[0]
NOTHING = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(lambda _: 0)
CALLBACK = ctypes.cast(NOTHING, ctypes.c_void_p).value


def arguments(function, memory, change):
    """The good arguments with the changed ones among them."""
    given = [good(function, memory, number) for number in range(len(function.args))]
    for number, value in change.items():
        given[number] = value(memory, given[number]) if callable(value) else value
    return given


EXTREMES = {
    "int": (0, 1, 2, -1, -2, 2**31 - 1, -2**31),
    "unsigned int": (0, 1, 2, 2**31, 2**32 - 1),
    "unsigned long": (0, 1, 2**32, 2**63, 2**64 - 1),
    "unsigned long long": (0, 1, 2**32, 2**63, 2**64 - 1),
    "long long": (0, 1, -1, 2**63 - 1, -2**63),
    "size_t": (0, 1, 2**31, 2**64 - 1),
    "double": (0.0,),
}


def text(value):
    return lambda memory, _: memory.text(value)


def stored(value):
    """A number in the memory behind a pointer."""
    def put(_, place):
        ctypes.c_int.from_address(place).value = value
        return place
    return put


def parameter(kind, name=None):
    """A typed parameter of another type or name."""
    def put(_, place):
        ctypes.c_int.from_address(place + 80).value = kind
        ctypes.c_ulonglong.from_address(place + 88).value = 0
        if name is not None:
            ctypes.memset(place, 0, 80)
            ctypes.memmove(place, name, len(name))
        return place
    return put


def bend_one(function, world, number):
    """What can be wrong with one argument."""
    name, ty = function.args[number]
    if ty in OBJECTS:
        yield f"{name} NULL", {number: None}
        other = "virDomainPtr" if ty == "virConnectPtr" else "virConnectPtr"
        yield f"{name} of another kind", {number: world.object(other)}
        if number > 0:
            swapped = world.objects[MODES[1 - MODES.index(world.mode)]].get(ty)
            yield f"{name} of another connection", {number: swapped}
        return
    if name == "flags" or ty == "unsigned int" and "flags" in name.lower():
        for bit in range(32):
            yield f"{name} bit {bit}", {number: 1 << bit}
        yield f"{name} all", {number: 2**32 - 1}
        if world.mode == "write":
            for a, b in itertools.combinations(range(MEANT), 2):
                yield f"{name} bits {a} {b}", {number: 1 << a | 1 << b}
        return
    if ty in EXTREMES:
        for value in EXTREMES[ty]:
            yield f"{name} {value}", {number: value}
        return
    yield f"{name} NULL", {number: None}
    if ty == "const char *":
        for value in ("", "no such", "<", "0", "00000000-0000-0000-0000-000000000000"):
            yield f"{name} '{value}'", {number: text(value)}
    if ty in ("int *", "unsigned int *"):
        for value in (1, -1, 100, 2**31 - 1):
            yield f"{name} holds {value}", {number: stored(value)}
    if ty == "virTypedParameterPtr" and name == "params":
        for kind in (0, 1, 7, 8, -1):
            yield f"{name} of type {kind}", {number: parameter(kind)}
        yield f"{name} of an unknown name", {number: parameter(4, b"nonsense")}
        yield f"{name} without a name", {number: parameter(4, b"")}


def small(name, ty, number):
    """The few ways to bend an argument that are tried together with those of another one."""
    if ty in ("int", "long long"):
        return [(f"{name} {value}", {number: value}) for value in (0, -1, 2)]
    if ty in EXTREMES and "flags" not in name:
        return [(f"{name} {value}", {number: value}) for value in (0, 2)]
    if ty in ("int *", "unsigned int *"):
        return [(f"{name} holds {value}", {number: stored(value)}) for value in (0, -1, 2)]
    if ty in NUMBERS or ty in OBJECTS:
        return []
    return [(f"{name} NULL", {number: None})]


def pairs(function):
    """Two bent arguments of which one is a number: it may say how much there is of the other."""
    ways = [small(name, ty, number) for number, (name, ty) in enumerate(function.args)]
    for first, second in itertools.combinations(ways, 2):
        for (one, change), (other, more) in itertools.product(first, second):
            if not (one.endswith("NULL") and other.endswith("NULL")):
                yield f"{one} {other}", {**change, **more}


def bends(function, world):
    """Everything that is tried of a function: what it is, and the arguments to change."""
    out = [("good", {})]
    for number in range(len(function.args)):
        out.extend(bend_one(function, world, number))
    out.extend(pairs(function))
    return out
