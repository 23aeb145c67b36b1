"""The life of a guest as command lines, and the few differences that have a reason.

A step is (virsh arguments, options). `{work}` is the folder with the
documents. The tiny guest halts at an NMI,
so a reset follows it. Options: `until`: ask again until the
output matches; `again`: what to repeat meanwhile; `sleep`: seconds before the step.
"""

UUID = "6f5a3d4e-1b2c-4d3e-8f90-a1b2c3d4e5f6"

GUEST = f"""<domain type='qemu'>
  <name>life</name>
  <uuid>{UUID}</uuid>
  <title>A whole life</title>
  <memory unit='MiB'>64</memory>
  <vcpu>2</vcpu>
  <os>
    <type arch='x86_64' machine='pc'>hvm</type>
    <kernel>/var/lib/libvirt/images/tiny-guest.elf</kernel>
    <cmdline>hello=there</cmdline>
  </os>
  <features><acpi/></features>
  <devices>
    <disk type='file' device='disk'>
      <driver name='qemu' type='raw'/>
      <source file='/var/lib/libvirt/images/disk.raw'/>
      <target dev='vda' bus='virtio'/>
    </disk>
    <interface type='user'>
      <mac address='52:54:00:12:34:56'/>
      <model type='virtio'/>
    </interface>
    <serial type='pty'/>
    <console type='pty'/>
    <memballoon model='virtio'/>
    <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
  </devices>
</domain>
"""

# Two hosts whose CPUs have something in common.
HOSTS = """<cpu><arch>x86_64</arch><model>Haswell</model><vendor>Intel</vendor><feature name='vmx'/><feature name='invtsc'/></cpu>
<cpu><arch>x86_64</arch><model>Broadwell</model><vendor>Intel</vendor><feature name='vmx'/><feature name='invtsc'/></cpu>
"""

LIFE = [
    ("uri", {}), ("version", {}), ("hostname", {}), ("nodeinfo", {}), ("nodecpumap", {}), ("maxvcpus", {}),
    ("maxvcpus --type qemu", {}), ("list --all", {}),
    ("cpu-models x86_64", {}), ("cpu-models ppc64", {}), ("cpu-models s390x", {}), ("cpu-models sparc", {}),
    ("cpu-compare {work}/old-cpu.xml", {}), ("cpu-compare {work}/arm-cpu.xml", {}), ("cpu-compare {work}/any-cpu.xml", {}),
    ("cpu-baseline {work}/hosts.xml", {}), ("cpu-baseline {work}/hosts.xml --features", {}),
    ("cpu-baseline {work}/hosts.xml --migratable", {}), ("hypervisor-cpu-baseline {work}/hosts.xml --virttype qemu", {}),
    ("hypervisor-cpu-compare {work}/old-cpu.xml --virttype qemu", {}),
    ("hypervisor-cpu-models --virttype qemu --all", {}),
    ("define {work}/life.xml", {}), ("list --all", {}), ("list --all --uuid", {}), ("list --all --title", {}),
    ("list --inactive --name", {}), ("dominfo life", {}), ("domstate life --reason", {}), ("domid life", {}),
    ("domuuid life", {}), (f"domname {UUID}", {}), ("dumpxml life", {}), ("dumpxml life --inactive", {}),
    ("domblklist life", {}), ("domiflist life", {}), ("domblklist life --details", {}), ("vcpucount life", {}),
    ("vcpucount life --maximum --config", {}), ("vcpuinfo life", {}), ("domblkinfo life vda", {}), ("domcontrol life", {}),
    ("desc life --title", {}), ("metadata life http://example.org/x", {}), ("suspend life", {}), ("resume life", {}),
    ("shutdown life", {}), ("destroy life", {}), ("domstats life", {}), ("console life", {}), ("domjobinfo life", {}),
    ("autostart life", {}), ("dominfo life", {}), ("autostart life --disable", {}),
    ("start life", {}), ("start life", {}), ("list", {}), ("list --all --state-running --name", {}), ("dominfo life", {}),
    ("domstate life --reason", {}), ("domid life", {}), ("dumpxml life", {}), ("ttyconsole life", {}),
    ("domblkstat life vda", {}), ("domifstat life net0", {}), ("domblkinfo life vda", {}), ("vcpucount life", {}),
    ("vcpuinfo life", {}), ("cpu-stats life --total", {}), ("dommemstat life", {"sleep": 0.3}), ("domcontrol life", {}),
    ("domjobinfo life", {}), ("domstats life --state --balloon --block --vcpu --interface", {}),
    ("domstats --state --list-active", {}), ("domif-getlink life 52:54:00:12:34:56", {}), ("domiflist life", {}),
    ("domblkerror life", {}), ("domtime life", {}), ("domhostname life", {}),
    ("qemu-monitor-command life --hmp info\\ status", {}),
    ("suspend life", {}), ("domstate life --reason", {}), ("suspend life", {}), ("resume life", {}), ("resume life", {}),
    ("domstate life --reason", {}), ("setmem life 48M --live", {}), ("reset life", {}), ("domstate life", {"sleep": 0.5}),
    ("inject-nmi life", {}), ("reset life", {}), ("send-key life KEY_A", {}), ("vncdisplay life", {}), ("domdisplay life", {}),
    ("undefine life", {}), ("list --all", {}), ("dominfo life", {}), ("define {work}/life.xml", {}),
    ("reboot life", {}), ("domstate life", {"sleep": 1.0}), ("shutdown life --mode acpi", {"sleep": 0.5}),
    ("domstate life --reason", {"until": "shut off", "again": "shutdown life --mode acpi"}), ("start life --paused", {}), ("domstate life --reason", {}),
    ("resume life", {}), ("destroy life --graceful", {}), ("domstate life --reason", {}), ("destroy life", {}),
    ("undefine life", {}), ("undefine life", {}), ("dominfo life", {}),
    ("create {work}/life.xml", {}), ("dominfo life", {}), ("create {work}/life.xml", {}), ("autostart life", {}),
    ("shutdown life", {"sleep": 0.5}), ("list --all", {"until": r"^(?!.* life )", "again": "shutdown life"}),
    ("create {work}/life.xml --paused --autodestroy", {}), ("list --all", {"until": r"^(?!.* life )"}),
    ("define {work}/broken.xml", {}), ("define {work}/slash.xml", {}), ("start nobody", {}), ("create {work}/nodisk.xml", {}),
    ("list --all", {}),
]

# A guest whose disk can hold snapshots, at rest and running.
MOMENT = (GUEST.replace(">life<", ">moment<").replace(UUID, "6f5a3d4e-1b2c-4d3e-8f90-a1b2c3d4e5f7")
          .replace("type='raw'", "type='qcow2'").replace("disk.raw", "disk.qcow2"))

MOMENTS = [
    ("define {work}/moment.xml", {}), ("snapshot-list moment", {}), ("snapshot-current moment --name", {}),
    ("snapshot-create-as moment one first", {}), ("snapshot-create-as moment one", {}), ("snapshot-list moment --name", {}),
    ("snapshot-current moment --name", {}), ("snapshot-dumpxml moment one", {}), ("snapshot-info moment one", {}),
    ("snapshot-parent moment one", {}), ("snapshot-create-as moment two", {}), ("snapshot-parent moment two", {}),
    ("snapshot-list moment --tree", {}), ("snapshot-list moment --roots --name", {}), ("snapshot-list moment --leaves --name", {}),
    ("snapshot-list moment --active --name", {}), ("snapshot-list moment --external --name", {}),
    ("snapshot-list moment --from one --name", {}), ("snapshot-info moment two", {}),
    ("undefine moment", {}), ("domrename moment other", {}), ("snapshot-list other --name", {}),
    ("domrename other moment", {}), ("snapshot-current moment --name", {}), ("snapshot-revert moment none", {}),
    ("snapshot-create-as moment a/b", {}), ("snapshot-create-as moment .dot", {}),
    ("snapshot-create-as moment three --memspec /tmp/never,snapshot=internal", {}),
    ("start moment", {}), ("snapshot-create-as moment live", {"sleep": 0.3}), ("domstate moment --reason", {}),
    ("snapshot-info moment live", {}), ("snapshot-dumpxml moment live", {}), ("snapshot-list moment --name --active", {}),
    ("snapshot-create-as moment halted --halt", {}), ("domstate moment --reason", {}),
    ("snapshot-revert moment live", {}), ("domstate moment --reason", {}), ("snapshot-current moment --name", {}),
    ("snapshot-revert moment live --paused", {}), ("domstate moment --reason", {}),
    ("snapshot-revert moment one", {}), ("domstate moment --reason", {}), ("snapshot-revert moment one --running", {}),
    ("domstate moment --reason", {}), ("snapshot-delete moment live", {}), ("snapshot-list moment --tree", {}),
    ("snapshot-delete moment one --children-only", {}), ("snapshot-list moment --tree", {}), ("snapshot-delete moment one", {}),
    ("snapshot-list moment --tree", {}), ("snapshot-delete moment one", {}), ("destroy moment", {}),
    ("snapshot-create-as moment last", {}), ("undefine moment --snapshots-metadata", {}),
    ("define {work}/life.xml", {}), ("snapshot-create-as life raw", {}), ("undefine life", {}),
]

# A guest whose firmware is chosen for it; only where firmware is installed.
FIRMWARE = (GUEST.replace(">life<", ">firmware<").replace(UUID, "6f5a3d4e-1b2c-4d3e-8f90-a1b2c3d4e5f8")
            .replace("<os>", "<os firmware='efi'>").replace("machine='pc'", "machine='q35'"))

FIRMWARES = [
    ("define {work}/firmware.xml", {}), ("dumpxml firmware", {}), ("start firmware", {}), ("dumpxml firmware", {}),
    ("destroy firmware", {}), ("undefine firmware", {}), ("start firmware --reset-nvram", {}), ("destroy firmware", {}),
    ("undefine firmware --keep-nvram", {}), ("define {work}/firmware.xml", {}), ("undefine firmware --nvram", {}),
]

# Each entry: a pattern of lines that are left out on both sides before comparing, and why. Every one is a debt or a
# fault of the reference; keep it short.
EXPLAINED = [
    (r"^  cpu\.(time|user|system)=N$", "the reference reports the daemon's own CPU time for a guest that does not run"),
    (r"^migratable xml ", "there is no migration yet; devices that every guest has are not left out of its document"),
]
