"""The bytes of volumes; the reference is the daemon's own driver of storage."""
import hashlib
import os

MIB = 1 << 20
VOLUME = "<volume><name>%s</name><capacity>%d</capacity><allocation>0</allocation><target><format type='%s'/></target>" \
         "</volume>"
ABSOLUTE, ALLOCATE, DELTA, SHRINK = 0, 1, 2, 4


def calls(do, conn, lv, work):
    folder = os.path.join(work, "pool")
    os.makedirs(folder, exist_ok=True)
    pool = conn.storagePoolCreateXML(f"<pool type='dir'><name>d</name><target><path>{folder}</path></target></pool>")
    volume = pool.createXML(VOLUME % ("v", MIB, "raw"))
    do("info", lambda: volume.info()[:2])
    sizes(do, volume)
    for flags in (0, 1, 2):
        do(f"info_{flags}", lambda: volume.infoFlags(flags)[:2])
    transfers(do, conn, lv, volume)
    do("wipe", volume.wipe)
    do("wiped", lambda: read(conn, volume, 0, 8))
    for algorithm in (0, 99, -1):
        do(f"wipe_{algorithm}", lambda: volume.wipePattern(algorithm))
    do("wipe_flags", lambda: volume.wipe(1))
    do("wipe_pattern_flags", lambda: volume.wipePattern(0, 1))
    write(conn, volume, 0, b"copied")
    do("copy", lambda: pool.createXMLFrom(VOLUME % ("c", MIB, "raw"), volume))
    copy = pool.storageVolLookupByName("c")
    do("copy_read", lambda: read(conn, copy, 0, 6))
    write(conn, volume, 0, b"change")
    do("copy_stays", lambda: read(conn, copy, 0, 6))
    for name, size in (("less", 4096), ("more", 2 * MIB)):
        do(f"copy_{name}", lambda: pool.createXMLFrom(VOLUME % (name, size, "raw"), volume).name())
        do(f"copy_{name}_read", lambda: read(conn, pool.storageVolLookupByName(name), 0, 6))
    for item in sorted(pool.listAllVolumes(), key=lambda item: item.name()):
        do(f"delete_{item.name()}", item.delete)
    for name in ("wipe", "info"):
        do(f"gone_{name}", getattr(volume, name))
    do("gone_resize", lambda: volume.resize(5))
    do("gone_upload", lambda: volume.upload(conn.newStream(), 0, 0))
    do("end", pool.destroy)


def sizes(do, volume):
    for number, (size, flags) in enumerate((
            (2 * MIB, ABSOLUTE), (MIB, ABSOLUTE), (MIB, SHRINK), (MIB, DELTA), (MIB, DELTA | SHRINK), (0, ABSOLUTE),
            (5, 8), (MIB, ABSOLUTE), (2 * MIB, ALLOCATE), (MIB, SHRINK),
            (MIB, SHRINK | ALLOCATE), (8 * MIB, DELTA | SHRINK), (MIB, ABSOLUTE), (0, SHRINK))):
        do(f"resize_{number}", lambda: volume.resize(size, flags))
        do(f"resized_{number}", lambda: volume.info()[1])


def transfers(do, conn, lv, volume):
    do("read_new", lambda: read(conn, volume, 0, 8))
    for offset, data in ((0, b"hello"), (4096, b"x" * 5000), (MIB - 4, b"last")):
        do(f"write_{offset}", lambda: write(conn, volume, offset, data))
        do(f"read_{offset}", lambda: read(conn, volume, offset, len(data)))
    do("read_all", lambda: len(read(conn, volume, 0, 0)))
    do("read_end", lambda: len(read(conn, volume, MIB, 0)))
    do("read_beyond", lambda: read(conn, volume, 2 * MIB, 5))
    do("read_part", lambda: read(conn, volume, 2, 5))
    for flags in (2, 4):
        do(f"upload_flags_{flags}", lambda: volume.upload(conn.newStream(), 0, 0, flags))
        do(f"download_flags_{flags}", lambda: volume.download(conn.newStream(), 0, 0, flags))
    do("sparse_write", lambda: sparse_write(conn, lv, volume))
    do("sparse_read", lambda: sparse_read(conn, lv, volume))


def write(conn, volume, offset, data, length=None):
    stream = conn.newStream()
    volume.upload(stream, offset, len(data) if length is None else length)
    stream.send(data)
    return stream.finish()


def read(conn, volume, offset, length):
    stream, data = conn.newStream(), b""
    volume.download(stream, offset, length)
    while True:
        piece = stream.recv(65536)
        if not piece:
            break
        data += piece
    stream.finish()
    return data


def sparse_write(conn, lv, volume):
    stream = conn.newStream()
    volume.upload(stream, 0, 0, lv.VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM)
    stream.send(b"a" * 4096)
    stream.sendHole(MIB - 8192)
    stream.send(b"b" * 4096)
    return stream.finish()


def sparse_read(conn, lv, volume):
    """All bytes, with zeros for holes: where those are is the file system's business."""
    stream, data = conn.newStream(), b""
    volume.download(stream, 0, 0, lv.VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM)
    while True:
        piece = stream.recvFlags(65536, lv.VIR_STREAM_RECV_STOP_AT_HOLE)
        if piece == -3:
            data += bytes(stream.recvHole())
        elif not piece:
            break
        else:
            data += piece
    stream.finish()
    return [len(data), hashlib.sha256(data).hexdigest()]
