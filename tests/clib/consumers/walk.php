<?php
// Walks over what a daemon has through PHP's module.
//
//     walk.php URI DOCUMENT
[, $uri, $document] = $argv;
$simulated = str_starts_with($uri, 'test:');
libvirt_logfile_set('/dev/null', 0);
$conn = libvirt_connect($uri, false);

function show($name, $value)
{
    $shown = is_resource($value) ? get_resource_type($value) : json_encode($value);
    echo "$name: ", $value === false ? 'false' : $shown, "\n";
    return $value;
}

show('connection', $conn);
show('hypervisor', libvirt_connect_get_hypervisor($conn));
show('encrypted', libvirt_connect_get_encrypted($conn));
show('secure', libvirt_connect_get_secure($conn));
show('max vcpus', libvirt_connect_get_maxvcpus($conn));
show('capabilities', strlen(libvirt_connect_get_capabilities($conn)) > 100);
show('node', count(libvirt_node_get_info($conn)) > 5);
show('counts', libvirt_domain_get_counts($conn));
show('domains', libvirt_list_domains($conn));
show('networks', libvirt_list_networks($conn));
show('pools', libvirt_list_storagepools($conn));
show('filters', @libvirt_list_nwfilters($conn));
$xml = file_get_contents($document);
$dom = show('define', libvirt_domain_define_xml($conn, $simulated ? str_replace("type='qemu'", "type='test'", $xml) : $xml));
show('name', libvirt_domain_get_name($dom));
show('document', libvirt_domain_get_xml_desc($dom, null));
show('create', libvirt_domain_create($dom));
show('info', array_diff_key(libvirt_domain_get_info($dom), ['cpuUsed' => 0]));
show('block', libvirt_domain_get_block_info($dom, 'vda'));
show('disks', libvirt_domain_get_disk_devices($dom));
show('interfaces', libvirt_domain_get_interface_devices($dom));
show('suspend', libvirt_domain_suspend($dom));
show('active', libvirt_domain_is_active($dom));
show('resume', libvirt_domain_resume($dom));
show('destroy', libvirt_domain_destroy($dom));
show('undefine', libvirt_domain_undefine($dom));
show('gone', @libvirt_domain_lookup_by_name($conn, 'life'));
foreach (libvirt_list_networks($conn) as $name) {
    show('network', libvirt_network_get_information(libvirt_network_get($conn, $name)));
}
// PHP lets go of its modules before the process ends, so this program says itself what is mapped.
$maps = array_filter(file('/proc/self/maps'), fn ($line) => str_contains($line, '/libvirt'));
file_put_contents(getenv('MAPPED_LIBRARIES'), $maps, FILE_APPEND);
