"""Network filters and their bindings; the reference is the daemon's own driver of filters."""

UUID = "49a8ef3e-0646-45a8-aef0-d1a914f07e%02d"
RULE = "<rule action='accept' direction='in'/>"


def named(name, number=0, inside=RULE, chain="root"):
    uuid = f"<uuid>{UUID % number}</uuid>" if number else ""
    return f"<filter name='{name}' chain='{chain}'>{uuid}{inside}</filter>"


def ref(name):
    return RULE + f"<filterref filter='{name}'/>"


def binding(port, name, inside=""):
    return (f"<filterbinding><owner><name>o</name><uuid>{UUID % 99}</uuid></owner><portdev name='{port}'/>"
            f"<mac address='52:54:00:00:00:01'/><filterref filter='{name}'>{inside}</filterref></filterbinding>")


VARIANTS = {
    "plain": named("v", 1), "empty": named("v", 1, ""), "arp": named("v", 1, chain="arp"),
    "ip": named("v", 1, "<rule action='drop' direction='out' priority='500'><ip srcipaddr='10.0.0.1'/></rule>"),
    "tcp": named("v", 1, "<rule action='accept' direction='inout'><tcp dstportstart='22' dstportend='80'/></rule>"),
    "ref": named("v", 1, ref("nobody")),
    "parameters": named("v", 1, "<filterref filter='w'><parameter name='IP' value='10.0.0.1'/></filterref>"),
}
WRONG = {"empty": "", "broken": "<filter", "other": "<domain/>", "no_name": "<filter/>", "uuid": named("a").replace(
    RULE, "<uuid>x</uuid>"), "chain": named("a", chain="x"), "action": named("a", 0, "<rule action='x' direction='in'/>"),
    "direction": named("a", 0, "<rule action='drop'/>")}


def calls(do, conn, lv, work):
    for name, text in VARIANTS.items():
        do(f"define_{name}", lambda: conn.nwfilterDefineXML(text))
        item = conn.nwfilterLookupByName("v")
        do(f"{name}_xml", item.XMLDesc)
        do(f"{name}_uuid", item.UUIDString)
        do(f"{name}_again", lambda: conn.nwfilterDefineXML(text))
        do(f"{name}_undefine", item.undefine)
        do(f"{name}_gone", item.XMLDesc)
        do(f"{name}_undefine_again", item.undefine)
    for name, text in WRONG.items():
        do(f"define_{name}_wrong", lambda: conn.nwfilterDefineXML(text))
    one = conn.nwfilterDefineXML(named("one", 1))
    for name, text in (("other_uuid", named("one", 2)), ("no_uuid", named("one")), ("other_name", named("two", 1)),
                       ("itself", named("one", 1, ref("one"))), ("two", named("two", 2, ref("one"))),
                       ("loop", named("one", 1, ref("two"))), ("three", named("three", 3, ref("two"))),
                       ("long_loop", named("one", 1, ref("three"))), ("change", named("one", 1, "", "ipv4"))):
        do(f"clash_{name}", lambda: conn.nwfilterDefineXML(text))
    for flags in (1, 2):
        do(f"define_flags_{flags}", lambda: conn.nwfilterDefineXMLFlags(named("one", 1), flags))
    for name in ("one", "nobody", ""):
        do(f"lookup_{name}", lambda: conn.nwfilterLookupByName(name))
    for number in (1, 9):
        do(f"lookup_uuid_{number}", lambda: conn.nwfilterLookupByUUIDString(UUID % number))
    do("xml_flags", lambda: one.XMLDesc(1))
    do("list_flags", lambda: conn.listAllNWFilters(1))
    do("lists", lambda: [sorted(conn.listNWFilters()), conn.numOfNWFilters(), conn.listAllNWFilters()])
    bindings(do, conn)
    do("undefine_referred", one.undefine)
    for name in ("two", "three"):
        do(f"end_{name}", lambda: conn.nwfilterLookupByName(name).undefine())


def show(item):
    return [item.portDev(), item.filterName()]


def bindings(do, conn):
    for name, text in (("plain", binding("p1", "one")), ("again", binding("p1", "one")), ("deep", binding("p2", "three")),
                       ("nobody", binding("p3", "nobody")), ("empty", ""), ("broken", "<filterb"), ("other", "<domain/>"),
                       ("no_filter", binding("p4", "one").replace("filterref", "x")),
                       ("parameters", binding("p5", "two", "<parameter name='IP' value='10.0.0.9'/>"))):
        do(f"bind_{name}", lambda: show(conn.nwfilterBindingCreateXML(text)))
    for flags in (2, 4):
        do(f"bind_flags_{flags}", lambda: conn.nwfilterBindingCreateXML(binding("p6", "one"), flags))
    for item in conn.listAllNWFilterBindings():
        if item.filterName() == "nobody":
            item.delete()
    do("bindings", lambda: sorted(show(item) for item in conn.listAllNWFilterBindings()))
    do("bindings_flags", lambda: conn.listAllNWFilterBindings(1))
    for port in ("p1", "p2", "p5", "p9", ""):
        do(f"binding_{port}", lambda: show(conn.nwfilterBindingLookupByPortDev(port)))
        do(f"binding_{port}_xml", lambda: conn.nwfilterBindingLookupByPortDev(port).XMLDesc())
        do(f"binding_{port}_xml_flags", lambda: conn.nwfilterBindingLookupByPortDev(port).XMLDesc(1))
    for port in ("p1", "p2", "p5"):
        item = conn.nwfilterBindingLookupByPortDev(port)
        do(f"unbind_{port}", item.delete)
        do(f"unbind_{port}_again", item.delete)
        do(f"unbind_{port}_xml", item.XMLDesc)
