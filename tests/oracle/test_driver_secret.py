"""Secrets and their values; the reference is the daemon's own driver of secrets."""

UUID = "49a8ef3e-0646-45a8-aef0-d1a914f07f%02d"


def secret(number, inside="", attributes=""):
    return f"<secret{attributes}><uuid>{UUID % number}</uuid>{inside}</secret>"


def volume(path):
    return f"<usage type='volume'><volume>{path}</volume></usage>"


VARIANTS = {
    "plain": secret(1), "private": secret(1, "", " private='yes'"), "ephemeral": secret(1, "", " ephemeral='yes'"),
    "both": secret(1, "", " ephemeral='yes' private='yes'"), "described": secret(1, "<description>d &lt;</description>"),
    "volume": secret(1, volume("/v")), "ceph": secret(1, "<usage type='ceph'><name>c</name></usage>"),
    "iscsi": secret(1, "<usage type='iscsi'><target>t</target></usage>"),
    "tls": secret(1, "<usage type='tls'><name>t</name></usage>"),
    "vtpm": secret(1, "<usage type='vtpm'><name>t</name></usage>"), "none": secret(1, "<usage type='none'/>"),
}
WRONG = {"empty": "", "broken": "<secret", "other": "<domain/>", "uuid": "<secret><uuid>x</uuid></secret>",
         "private": secret(2, "", " private='x'"), "ephemeral": secret(2, "", " ephemeral='x'"),
         "usage": secret(2, "<usage type='x'/>"), "no_kind": secret(2, "<usage/>"),
         "no_volume": secret(2, "<usage type='volume'/>"), "no_name": secret(2, "<usage type='ceph'/>")}


def calls(do, conn, lv, work):
    for name, text in VARIANTS.items():
        do(f"define_{name}", lambda: conn.secretDefineXML(text).UUIDString())
        item = conn.secretLookupByUUIDString(UUID % 1)
        for step in ("UUIDString", "usageType", "usageID", "XMLDesc", "value"):
            do(f"{name}_{step}", getattr(item, step))
        do(f"{name}_set", lambda: item.setValue(b"a\0b", 0))
        do(f"{name}_get", item.value)
        do(f"{name}_again", lambda: conn.secretDefineXML(text).UUIDString())
        do(f"{name}_still", item.value)
        do(f"{name}_by_usage", lambda: conn.secretLookupByUsage(item.usageType(), item.usageID()).UUIDString())
        for flags in (0, 1, 2, 4, 8, 5, 10, 16):
            do(f"{name}_list_{flags}", lambda: sorted(it.UUIDString() for it in conn.listAllSecrets(flags)))
        do(f"{name}_undefine", item.undefine)
        for step in ("XMLDesc", "value", "undefine"):
            do(f"{name}_gone_{step}", getattr(item, step))
        do(f"{name}_gone_set", lambda: item.setValue(b"a", 0))
    for name, text in WRONG.items():
        do(f"define_{name}_wrong", lambda: conn.secretDefineXML(text))
    clashes(do, conn)
    do("lookup_nothing", lambda: conn.secretLookupByUUIDString(UUID % 9))
    for kind, name in ((0, ""), (1, "/x"), (9, "x"), (-1, "x")):
        do(f"by_usage_{kind}", lambda: conn.secretLookupByUsage(kind, name))
    for flags in (1, 2, 4):
        do(f"define_flags_{flags}", lambda: conn.secretDefineXML(secret(3), flags).UUIDString())
    item = conn.secretLookupByUUIDString(UUID % 3)
    do("xml_flags", lambda: item.XMLDesc(1))
    do("get_flags", lambda: item.value(1))
    do("set_flags", lambda: item.setValue(b"x", 1))
    do("set_empty", lambda: item.setValue(b"", 0))
    do("set_long", lambda: item.setValue(b"x" * 65536, 0))
    do("get_long", lambda: len(item.value()))
    do("set_too_long", lambda: item.setValue(b"x" * 65537, 0))
    do("end", item.undefine)
    do("lists", lambda: [conn.listSecrets(), conn.numOfSecrets()])


def clashes(do, conn):
    """What stands against a new document, or against a change of one."""
    one = conn.secretDefineXML(secret(1, volume("/one")))
    do("same_usage", lambda: conn.secretDefineXML(secret(2, volume("/one"))))
    do("same_usage_new", lambda: conn.secretDefineXML(f"<secret>{volume('/one')}</secret>"))
    do("other_usage", lambda: conn.secretDefineXML(secret(1, volume("/two"))))
    do("no_usage", lambda: conn.secretDefineXML(secret(1)))
    do("ephemeral", lambda: conn.secretDefineXML(secret(1, volume("/one"), " ephemeral='yes'")).UUIDString())
    do("lasting", lambda: conn.secretDefineXML(secret(1, volume("/one"))).UUIDString())
    do("described", lambda: conn.secretDefineXML(secret(1, "<description>d</description>" + volume("/one"))).UUIDString())
    do("private", lambda: conn.secretDefineXML(secret(1, volume("/one"), " private='yes'")).UUIDString())
    do("public", lambda: conn.secretDefineXML(secret(1, volume("/one"))).UUIDString())
    do("clash_xml", one.XMLDesc)
    do("two", lambda: conn.secretDefineXML(secret(2, volume("/two"))).UUIDString())
    do("two_lists", lambda: [sorted(conn.listSecrets()), conn.numOfSecrets()])
    do("two_end", lambda: conn.secretLookupByUUIDString(UUID % 2).undefine())
    do("one_end", one.undefine)
