//! Damaged documents of every type: none makes a reader panic, and what is read prints as something that reads again.

use conf::documents;
use conf::network::Network;
use conf::network::update::{Command, Section};
use xml::Mode;

/// A document of every type but the domain's, which have files.
pub(super) const DOCUMENTS: &[&str] = &[
    "<domainsnapshot><name>s</name><state>paused</state><parent><name>p</name></parent><creationTime>9</creationTime>\
         <memory snapshot='external' file='/m'/><disks><disk name='vdb' snapshot='external' type='block'>\
         <driver type='qcow2'><metadata_cache><max_size unit='bytes'>5</max_size></metadata_cache></driver>\
         <source dev='/dev/x'/></disk></disks><cookie><slirpHelper/></cookie><active>1</active></domainsnapshot>",
    "<domaincheckpoint><name>c</name><disks><disk name='vda' checkpoint='bitmap' bitmap='b' size='5'/>\
         <disk name='vdb' checkpoint='no'/></disks></domaincheckpoint>",
    "<domainbackup mode='pull'><incremental>1</incremental><server transport='unix' tls='yes' socket='/s'/><disks>\
         <disk name='vda' backup='yes' state='running' type='file' backupmode='full' exportname='e'>\
         <driver type='qcow2'/><scratch file='/f'/></disk></disks><privateData><objects><secret type='tlskey' alias='a'/>\
         <TLSx509 alias='t'/></objects></privateData></domainbackup>",
    "<pool type='netfs' xmlns:fs='http://libvirt.org/schemas/storagepool/fs/1.0'><name>p</name>\
         <uuid>70a7eb15-6c34-ee9c-bf57-69e8e5ff3fb2</uuid><source><host name='h' port='5'/><dir path='/d'/>\
         <format type='nfs'/><protocol ver='3'/><auth type='chap' username='u'><secret usage='x'/></auth></source><target>\
         <path>/t</path><permissions><mode>0700</mode><owner>0</owner></permissions></target><fs:mount_opts>\
         <fs:option name='sync'/></fs:mount_opts></pool>",
    "<volume type='file'><name>v</name><capacity unit='G'>5</capacity><allocation>1</allocation><target>\
         <path>/v</path><format type='qcow2'/><permissions><mode>0644</mode></permissions><encryption format='luks'>\
         <secret type='passphrase' uuid='f52a81b2-424e-490c-823d-6bd4235bc572'/><cipher name='aes' size='256'/>\
         </encryption><compat>1.1</compat><clusterSize unit='KiB'>64</clusterSize><features><lazy_refcounts/></features>\
         </target><backingStore><path>/b</path></backingStore></volume>",
    "<device><name>d</name><devnode type='dev'>/dev/d</devnode><parent>p</parent><capability type='pci'>\
         <class>0x020000</class><domain>0</domain><bus>1</bus><slot>2</slot><function>3</function><product id='0x1'>n\
         </product><vendor id='0x2'/><capability type='virt_functions' maxCount='7'/><iommuGroup number='1'>\
         <address domain='0x0000' bus='0x00' slot='0x02' function='0x0'/></iommuGroup></capability><capability type='css'>\
         <cssid>0x0</cssid><ssid>0x1</ssid><devno>0x0052</devno></capability></device>",
    "<interface type='bridge' name='br0'><start mode='onboot'/><mtu size='1500'/><protocol family='ipv6'><autoconf/>\
         <ip address='::1' prefix='64'/></protocol><bridge stp='off' delay='0.01'><interface type='bond' name='b0'>\
         <bond mode='802.3ad'><arpmon interval='4' target='1.2.3.4'/><interface type='ethernet' name='e0'/></bond>\
         </interface></bridge></interface>",
    "<secret ephemeral='no' private='yes'><uuid>f52a81b2-424e-490c-823d-6bd4235bc572</uuid><description>d</description>\
         <usage type='ceph'><name>n</name></usage></secret>",
    "<filter name='f' chain='mac-x' priority='-5'><uuid>5c6d49af-b071-6127-b4ec-6f8ed4b55335</uuid>\
         <rule action='drop' direction='in' priority='7'><tcp match='no' srcmacaddr='1:2:3:4:5:6' srcipaddr='1.2.3.4' \
         srcipmask='255.255.0.0' state='NEW,RELATED' srcportstart='$P[@1]' flags='SYN/ALL' comment='c'/></rule><filterref \
         filter='g'><parameter name='A' value='1'/></filterref><rule action='accept' direction='inout'><ipv6 \
         srcipaddr='::ffff:10.1.2.3' protocol='58' type='0x5'/></rule></filter>",
    "<filterbinding><owner><name>m</name><uuid>d54df46f-1ab5-4a22-8618-4560ef5fac2c</uuid></owner><portdev name='v'/>\
         <mac address='52:54:00:7b:35:93'/><filterref filter='f'/></filterbinding>",
    "<networkport><uuid>5d744f21-ba4a-4d6e-bdb2-30a35ff3207d</uuid><owner><name>m</name>\
         <uuid>d54df46f-1ab5-4a22-8618-4560ef5fac2c</uuid></owner><mac address='52:54:00:7b:35:93'/><vlan trunk='yes'>\
         <tag id='2'/><tag id='3'/></vlan><plug type='direct' dev='e' mode='vepa'/></networkport>",
    "<capabilities><host><uuid>35a4800d-0a34-41fa-83a9-b3c196ef6883</uuid><cpu><arch>x86_64</arch><feature name='vmx'/>\
     </cpu><migration_features><live/><uri_transports><uri_transport>tcp</uri_transport></uri_transports>\
     </migration_features><topology><cells num='1'><cell id='0'><memory unit='KiB'>5</memory><pages unit='KiB' size='4'>7\
     </pages></cell></cells></topology><secmodel><model>dac</model><doi>0</doi><baselabel type='kvm'>+1:+1</baselabel>\
     </secmodel></host><guest><os_type>hvm</os_type><arch name='i686'><wordsize>32</wordsize><machine canonical='q' \
     maxCpus='5'>p</machine><domain type='kvm'><emulator>/e</emulator></domain></arch></guest></capabilities>",
    "<cpu mode='custom' match='exact'><model fallback='forbid'>Nehalem</model><vendor>Intel</vendor><topology sockets='1' \
     cores='2' threads='1'/><feature policy='require' name='vmx'/></cpu>",
    "<storagepoolCapabilities><pool type='dir' supported='yes'><volOptions><defaultFormat type='raw'/>\
     <enum name='targetFormatType'><value>none</value></enum></volOptions></pool></storagepoolCapabilities>",
    "<networkstatus><class_id bitmap='0-2'/><floor sum='0'/><network><name>n</name>\
     <uuid>81ff0d90-c91e-6742-64da-4a736edb9a9b</uuid><bridge name='b' stp='on' delay='0'/></network></networkstatus>",
    "<domstatus state='running' reason='booted' pid='42'><monitor path='/m' type='unix'/><vcpus><vcpu id='0' pid='43'/></vcpus>\
     <qemuCaps><flag name='kvm'/></qemuCaps><job type='none'/><libDir path='/l'/><allowReboot value='yes'/><nodename \
     index='7'/><domain type='kvm' id='3'><name>a</name><uuid>c7a5fdbd-edaf-9455-926a-d65c16db1809</uuid><memory>1</memory>\
     <vcpu>1</vcpu><os><type arch='x86_64' machine='pc'>hvm</type></os><devices><hostdev mode='subsystem' type='scsi'><source>\
     <adapter name='scsi_host0'/><address bus='0' target='0' unit='0'/><privateData><relPath>x</relPath></privateData>\
     </source></hostdev></devices></domain></domstatus>",
    NETWORK,
];

const NETWORK: &str = "<network><name>n</name><uuid>81ff0d90-c91e-6742-64da-4a736edb9a9b</uuid><forward mode='route' dev='e'/>\
    <bridge name='b' stp='on' delay='0'/><dns><txt name='t' value='v'/><srv service='s' protocol='tcp'/>\
    <host ip='10.0.0.1'><hostname>a</hostname></host></dns><ip address='10.0.0.1' prefix='24'><dhcp>\
    <range start='10.0.0.2' end='10.0.0.9'><lease expiry='5' unit='minutes'/></range>\
    <host mac='52:54:00:00:00:01' ip='10.0.0.2'/></dhcp></ip><portgroup name='p'/></network>";

/// Every way to lose one character, or all from one on.
fn damaged(text: &str) -> impl Iterator<Item = String> {
    text.char_indices()
        .flat_map(move |(i, c)| [text[..i].to_owned(), format!("{}{}", &text[..i], &text[i + c.len_utf8()..])])
}

#[test]
fn damaged_documents_of_every_type_never_panic() {
    for text in DOCUMENTS {
        let whole = documents::reprint(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(documents::reprint(&whole).unwrap(), whole);
        for damaged in damaged(text) {
            let _ = documents::check(&damaged);
            let Ok(printed) = documents::reprint(&damaged) else { continue };
            let again = documents::reprint(&printed).unwrap_or_else(|e| panic!("{damaged}: {e}:\n{printed}"));
            assert_eq!(again, printed, "{damaged}");
        }
    }
}

#[test]
fn damaged_changes_of_networks_never_panic() {
    for (section, record) in [
        ("ip-dhcp-host", "<host mac='52:54:00:00:00:02' name='x' ip='10.0.0.3'/>"),
        ("ip-dhcp-range", "<range start='10.0.0.20' end='10.0.0.29'><lease expiry='5'/></range>"),
        ("forward-interface", "<interface dev='f'/>"),
        ("portgroup", "<portgroup name='q'><vlan><tag id='5'/></vlan></portgroup>"),
        ("dns-host", "<host ip='10.0.0.2'><hostname>b</hostname></host>"),
        ("dns-txt", "<txt name='u' value='w'/>"),
        ("dns-srv", "<srv service='t' protocol='udp' domain='d' target='x' port='5'/>"),
    ] {
        let section = Section::from_name(section).unwrap();
        for damaged in damaged(record).chain([record.to_owned()]) {
            for command in [Command::Modify, Command::Delete, Command::AddFirst, Command::AddLast] {
                for index in [-1, 0, 1, i32::MAX, i32::MIN] {
                    let mut network = Network::parse_definition(NETWORK).unwrap();
                    if network.update(command, section, index, &damaged).is_ok() {
                        let printed = network.format(Mode::INACTIVE);
                        Network::parse_definition(&printed).unwrap_or_else(|e| panic!("{damaged}: {e}:\n{printed}"));
                    }
                }
            }
        }
    }
}
