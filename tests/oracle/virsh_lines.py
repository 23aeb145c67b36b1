"""Command lines that both programs say on hosts in memory, in order; `@` stands before those on the other host.

`{work}` is the folder with the documents, `{here}` and `{there}` are the hosts.
"""
# Jobs on a guest's disks, and groups of throttled disks.
DISKS = """
define {work}/chain.xml
start bd
blockcommit bd vda --base /img/base --top /img/mid --wait --verbose
blockcommit bd vda --shallow --base x
blockcommit bd vda --pivot --keep-overlay
blockcommit bd vda --verbose
blockcommit bd vda --async
blockcommit bd vda --timeout 0
blockcommit bd vda --bandwidth 99999999999999999999
blockcommit bd vdq
blockcommit bd vda --active --pivot --verbose
dumpxml bd --xpath //disk
blockcommit bd vda
destroy bd
start bd
blockcommit bd vda --active --wait
blockjob bd vda --raw
blockjob bd vda --abort
blockcommit bd vda --active --keep-overlay
blockcommit bd vda --active
blockjob bd vda --pivot
destroy bd
start bd
blockcopy bd vda
blockcopy bd vda --dest /img/copy
blockjob bd vda --raw
blockjob bd vda --abort
blockcopy bd vda --dest /img/copy --xml {work}/chain.xml
blockcopy bd vda --dest /img/copy --pivot --finish
blockcopy bd vda --dest /img/copy --verbose
blockcopy bd vda --dest /img/copy --async
blockcopy bd vda --dest /img/copy --format qcow2 --wait --verbose
blockjob bd vda --abort
blockcopy bd vda --dest /img/copy --format qcow2 --print-xml
blockcopy bd vda --dest /img/copy --blockdev --print-xml
blockcopy bd vda --dest /img/copy --finish --verbose
blockcopy bd vda --dest /img/copy --granularity 777
blockcopy bd vda --dest /img/copy --granularity 65536 --buf-size 1M --shallow --reuse-external --transient-job --pivot
blockcopy bd vda /img/copy2 5 --blockdev --bytes
dumpxml bd --xpath //disk
destroy bd
undefine bd
define {work}/chain.xml
start bd
domthrottlegrouplist bd
domthrottlegroupset bd g1 --total-bytes-sec 10M --read-iops-sec 5
domthrottlegroupset bd g1
domthrottlegroupset bd g2 --total-iops-sec 7 --config
domthrottlegroupset bd "" --total-iops-sec 7
domthrottlegroupset bd g3 --total-iops-sec x
domthrottlegrouplist bd
domthrottlegrouplist bd --inactive
domthrottlegroupinfo bd g1
domthrottlegroupinfo bd g2 --inactive
domthrottlegroupinfo bd nope
domthrottlegroupdel bd g1
domthrottlegroupdel bd g1
domthrottlegroupdel bd g2 --config
domthrottlegrouplist bd
destroy bd
undefine bd
define {work}/chain.xml
start bd
blockcommit bd vda --active --wait --verbose
blockjob bd vda --raw
blockjob bd vda --abort
blockcommit bd vda --active --keep-overlay --verbose
blockcommit bd vda --keep-overlay
blockcommit bd vda --active
blockjob bd vda --abort
blockcommit bd vda --base /img/base --top /img/mid --delete --bandwidth 1
blockjob bd vda --raw
blockjob bd vda --raw --bytes
blockjob bd vda --abort
blockcommit bd vda --base /img/base --top /img/mid --bandwidth 100 --bytes --timeout 1 --verbose
blockcommit bd vda --active --bandwidth 100 --bytes --timeout 1
blockcommit bd vda --base /img/base --top /img/mid --wait
blockcommit bd vda --shallow --active --wait --pivot
blockcopy bd vda --dest /img/copy --finish --verbose
blockcopy bd vda --dest /img/copy --finish
blockcopy bd vda --dest /img/copy --wait
blockjob bd vda --abort
blockcopy bd vda --dest /img/copy --bandwidth 1
blockjob bd vda --raw --bytes
blockjob bd vda --abort
blockcopy bd vda --dest /img/copy --bandwidth 100 --bytes
blockjob bd vda --raw --bytes
blockjob bd vda --abort
blockcopy bd vda --dest /img/copy --bandwidth 100 --bytes --timeout 1 --verbose
blockcopy bd vda --dest /img/copy --bandwidth 100 --bytes --timeout 1 --async
blockcopy bd vda --xml {work}/copy.xml --shallow --print-xml
blockcopy bd vda --xml {work}/copy.xml --blockdev
blockcopy bd vda --xml {work}/copy.xml --format raw
blockcopy bd vda --xml {work}/nothing.xml
blockcopy bd vda --dest '/img/a&b' --format raw --print-xml --blockdev
blockcopy bd vda --xml {work}/copy.xml --pivot --verbose
blockcopy bd vda --dest /img/c --granularity 0
blockcopy bd vda --dest /img/c --granularity -1
blockcopy bd vda --dest /img/c --granularity 99999999999
blockcopy bd vda --dest /img/c --buf-size 65536 --granularity 65536 --transient-job --synchronous-writes --reuse-external
blockjob bd vda --abort
dumpxml bd --xpath //disk
destroy bd
undefine bd
"""

# Each number with and without a unit, as each of the jobs reads it.
UNITS = "\n".join(
    line.format(speed=speed)
    for speed in ("1", "2M", "2K", "2KiB", "1G", "3b", "1.5", "8T", "x", "-1", "''")
    for line in (
        "blockcopy bd vda --dest /img/c --bandwidth {speed}", "blockjob bd vda --raw --bytes", "blockjob bd vda --abort",
        "blockcommit bd vda --active --bandwidth {speed}", "blockjob bd vda --raw --bytes", "blockjob bd vda --abort",
        "blockpull bd vda --bandwidth {speed}", "blockjob bd vda --raw --bytes", "blockjob bd vda --bandwidth {speed}",
        "blockjob bd vda --raw --bytes", "blockjob bd vda --abort"))
HOST = """
iface-define {work}/eth.xml
iface-define {work}/eth8.xml
iface-define {work}/bond.xml
iface-define {work}/vlan.xml
iface-define {work}/br2.xml
iface-define {work}/br0p.xml
iface-bridge eth7 br0 
iface-dumpxml br0
iface-dumpxml br0 --inactive
iface-list --all
iface-bridge eth7 br0
iface-bridge br0 br1
iface-bridge nope br1
iface-bridge eth8 br1 --no-stp --delay 7 --no-start
iface-dumpxml br1 --inactive
iface-list --all
iface-bridge eth7.3 br4 --delay x
iface-bridge eth7.3 br4 --delay -1
iface-bridge eth7.3 br4
iface-dumpxml br4 --inactive
iface-bridge bond0 br5 --delay 3
iface-dumpxml br5 --inactive
iface-unbridge br0
iface-dumpxml eth7 --inactive
iface-unbridge eth7
iface-unbridge nope
iface-unbridge br1 --no-start
iface-dumpxml eth8 --inactive
iface-unbridge br2
iface-unbridge br9
iface-unbridge br4
iface-dumpxml eth7.3 --inactive
iface-unbridge br5
iface-dumpxml bond0 --inactive
iface-list --all
iface-bridge br2 ''
iface-bridge lo br7
iface-dumpxml br7
"""
GUESTS = """
define {work}/mem.xml
update-memory-device m
update-memory-device m --node 0 --requested-size 192M --config
dumpxml m --inactive --xpath "//memory[@model]"
update-memory-device m --node 5 --requested-size 2M
update-memory-device m --alias x --requested-size 2M
update-memory-device m --alias x --node 1
update-memory-device m --node 0 --requested-size x
update-memory-device m --node 0 --requested-size 1000
update-memory-device m --node x
update-memory-device m --requested-size 1M
start m
update-memory-device m --node 0 --requested-size 64M
update-memory-device m --node 0 --requested-size 64M --live
update-memory-device m --node 0 --requested-size 64M --live --config
update-memory-device m --current --live --node 0
update-memory-device nobody
dumpxml m --xpath "//memory[@model]"
update-memory-device test --node 0 --requested-size 3M
destroy m
update-memory-device m --node 0 --requested-size 32M
domsetlaunchsecstate test
domsetlaunchsecstate test --secrethdr {work}/hdr.b64
domsetlaunchsecstate test --secrethdr {work}/hdr.b64 --secret {work}/sec.b64
domsetlaunchsecstate test --secrethdr {work}/hdr.b64 --secret {work}/sec.b64 --set-address 4096
domsetlaunchsecstate test --secrethdr nope --secret {work}/sec.b64
domsetlaunchsecstate test --secrethdr {work}/hdr.b64 --secret nope
domsetlaunchsecstate test --secret {work}/sec.b64
domsetlaunchsecstate test --secrethdr {work}/hdr.b64 --secret {work}/sec.b64 --set-address x
domsetlaunchsecstate test --secrethdr {work}/hdr.b64 --secret {work}/sec.b64 --set-address ''
domsetlaunchsecstate nobody
domsetlaunchsecstate test --secrethdr {work}/empty.b64 --secret {work}/sec.b64
domsetlaunchsecstate test --secrethdr ''
dom-fd-associate test grp 7
dom-fd-associate test grp 7,8 --seclabel-writable --seclabel-restore
dom-fd-associate test grp x
dom-fd-associate test grp 99
dom-fd-associate test '' 7
dom-fd-associate nobody grp 7
dom-fd-associate test grp
dom-fd-associate test grp ''
dom-fd-associate test grp 7,
qemu-attach 1
qemu-attach x
qemu-attach -1
qemu-attach 99999999999
qemu-attach
"""
MOVES = """
migrate mover {there} --live --verbose --persistent --undefinesource --bandwidth 200
list --all
@ list --all
@ migrate mover {here} --live --verbose --persistent --undefinesource --dname back --bandwidth 200
list --all
migrate back {there} --live --timeout 1 --bandwidth 100 --verbose
@ domstate back --reason
@ migrate back {here} --p2p --live
@ migrate back {here} --direct
@ migrate nobody {here}
@ migrate back {there} --live
@ migrate back {here} --offline
@ migrate back {here} --live --suspend
domstate back --reason
migrate back {there} --live --tunnelled
migrate back {there} --live --copy-storage-synchronous-writes
migrate back {there} --copy-storage-all --migrate-disks vdz
migrate back {there} --live --offline
migrate back {there} --timeout 3
migrate back {there} --live --timeout-suspend
migrate back {there} --live --timeout x
migrate back {there} --live --timeout ''
migrate back {there} --live --timeout 2 --timeout-postcopy
migrate back {there} --live --persistent-xml {work}/nothing.xml
migrate back {there} --live --persistent --persistent-xml {work}/nothing.xml
migrate back {there} --live --xml {work}/nothing.xml
migrate back {there} --live --dname ''
migrate back {there} --live --tls-destination x
migrate back {there} --live --comp-methods mt,nothing --compressed
migrate back {there} --live --parallel --parallel-connections -1
migrate back
save back {work}/back.save --verbose
restore {work}/back.save
managedsave back --verbose
start back
dump back {work}/back.core --verbose --memory-only
save back /nowhere/at/all --verbose
setmem back ''
setvcpus back ''
"""

TOPICS = {
    "disks": DISKS,
    "units": f"define {{work}}/chain.xml\nstart bd\n{UNITS}\ndestroy bd",
    "host": HOST,
    "guests": GUESTS,
    "moves": f"define {{work}}/mover.xml\nstart mover\n{MOVES}",
}

DISK = """<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/img/top'/>
<backingStore type='file'><format type='qcow2'/><source file='/img/mid'/><backingStore type='file'>
<format type='raw'/><source file='/img/base'/><backingStore/></backingStore></backingStore>
<target dev='vda' bus='virtio'/></disk>"""


def guest(name, more):
    return f"<domain type='test'><name>{name}</name>{more}<os><type>hvm</type></os></domain>"


def memory(node, requested, more=""):
    return f"""<memory model='virtio-mem'><target><size unit='MiB'>256</size><node>{node}</node>
<block unit='KiB'>2048</block><requested unit='MiB'>{requested}</requested></target>{more}</memory>"""


PLUGGED = f"""<maxMemory slots='4' unit='MiB'>4096</maxMemory><memory unit='MiB'>1024</memory><vcpu>2</vcpu>
<cpu><numa><cell id='0' cpus='0' memory='512' unit='MiB'/><cell id='1' cpus='1' memory='512' unit='MiB'/></numa></cpu>
<devices>{memory(0, 128)}{memory(1, 64, "<alias name='ua-m1'/>")}
<memory model='dimm'><target><size unit='MiB'>64</size><node>1</node></target></memory></devices>"""

ETHERNET = """<interface type='ethernet' name='{0}'><mac address='52:54:00:11:22:{1}'/></interface>"""

DOCUMENTS = {
    "chain.xml": guest("bd", f"<memory>65536</memory><devices>{DISK}</devices>"),
    "copy.xml": "<disk type='file'><source file='/img/x'/><driver type='raw'/></disk>",
    "mover.xml": guest("mover", "<memory unit='MiB'>512</memory>"),
    "mem.xml": guest("m", PLUGGED),
    "hdr.b64": "hdr\n", "sec.b64": "secret\n", "empty.b64": "",
    "eth.xml": """<interface type='ethernet' name='eth7'><start mode='onboot'/><mac address='52:54:00:11:22:33'/>
<mtu size='1492'/><protocol family='ipv4'><ip address='192.0.2.5' prefix='24'/><route gateway='192.0.2.1'/></protocol>
</interface>""",
    "eth8.xml": ETHERNET.format("eth8", "38"),
    "bond.xml": f"""<interface type='bond' name='bond0'><start mode='none'/><protocol family='ipv4'><dhcp/></protocol>
<bond mode='active-backup'>{ETHERNET.format("eth9", "39")}</bond></interface>""",
    "vlan.xml": "<interface type='vlan' name='eth7.3'><vlan tag='3'><interface name='eth7'/></vlan></interface>",
    "br2.xml": f"""<interface type='bridge' name='br2'><start mode='onboot'/>
<bridge>{ETHERNET.format("ethA", "3a")}{ETHERNET.format("ethB", "3b")}</bridge></interface>""",
    "br0p.xml": "<interface type='bridge' name='br9'><bridge/></interface>",
}
