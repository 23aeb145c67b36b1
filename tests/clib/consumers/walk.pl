#!/usr/bin/perl
# Walks over all kinds of objects through Sys::Virt with an event loop of its own, and prints what every call gives.
#
#     walk.pl URI DOCUMENT
use strict;
use warnings;
use Sys::Virt;
use Sys::Virt::Event;
use Sys::Virt::Stream;
use Time::HiRes qw(time);
use POSIX ();

# An event loop over select: what a program with a loop of its own gives the library.
package Loop;
use parent -norequire, 'Sys::Virt::Event';
use Time::HiRes qw(time);

sub new { return bless {next => 1, handles => {}, timers => {}, gone => []}, shift }

sub add_handle {
    my ($self, $fd, $events, $cb, $opaque, $ff) = @_;
    my $watch = $self->{next}++;
    $self->{handles}{$watch} = {fd => $fd, events => $events, cb => $cb, opaque => $opaque, ff => $ff};
    return $watch;
}

sub update_handle { my ($self, $watch, $events) = @_; $self->{handles}{$watch}{events} = $events; }

sub remove_handle {
    my ($self, $watch) = @_;
    my $handle = delete $self->{handles}{$watch} or return -1;
    push @{$self->{gone}}, $handle;
    return 0;
}

sub add_timeout {
    my ($self, $every, $cb, $opaque, $ff) = @_;
    my $timer = $self->{next}++;
    $self->{timers}{$timer} = {every => $every, due => time + $every / 1000, cb => $cb, opaque => $opaque, ff => $ff};
    return $timer;
}

sub update_timeout {
    my ($self, $timer, $every) = @_;
    my $found = $self->{timers}{$timer};
    @$found{qw(every due)} = ($every, time + $every / 1000);
}

sub remove_timeout {
    my ($self, $timer) = @_;
    my $found = delete $self->{timers}{$timer} or return -1;
    push @{$self->{gone}}, $found;
    return 0;
}

# Waits at most a moment, then runs what is due.
sub turn {
    my ($self) = @_;
    # The library must not be called back while it takes something away.
    $self->_free_callback_opaque($_->{ff}, $_->{opaque}) for splice @{$self->{gone}};
    my ($in, $out) = ('', '');
    for my $handle (values %{$self->{handles}}) {
        vec($in, $handle->{fd}, 1) = 1 if $handle->{events} & Sys::Virt::Event::HANDLE_READABLE;
        vec($out, $handle->{fd}, 1) = 1 if $handle->{events} & Sys::Virt::Event::HANDLE_WRITABLE;
    }
    my $wait = 0.05;
    for my $timer (values %{$self->{timers}}) {
        $wait = 0 if $timer->{every} >= 0 && $timer->{due} <= time;
    }
    select($in, $out, undef, $wait);
    for my $watch (sort { $a <=> $b } keys %{$self->{handles}}) {
        my $handle = $self->{handles}{$watch} or next;
        my $ready = 0;
        $ready |= Sys::Virt::Event::HANDLE_READABLE if vec($in, $handle->{fd}, 1);
        $ready |= Sys::Virt::Event::HANDLE_WRITABLE if vec($out, $handle->{fd}, 1);
        $ready &= $handle->{events};
        $self->_run_handle_callback($watch, $handle->{fd}, $ready, $handle->{cb}, $handle->{opaque}) if $ready;
    }
    for my $id (sort { $a <=> $b } keys %{$self->{timers}}) {
        my $timer = $self->{timers}{$id} or next;
        next if $timer->{every} < 0 || $timer->{due} > time;
        $timer->{due} = time + $timer->{every} / 1000;
        $self->_run_timeout_callback($id, $timer->{cb}, $timer->{opaque});
    }
}

package main;

sub text {
    my ($value) = @_;
    return 'undef' unless defined $value;
    return '[' . join(', ', map { text($_) } @$value) . ']' if ref $value eq 'ARRAY';
    return '{' . join(', ', map { "$_ " . text($value->{$_}) } sort keys %$value) . '}' if ref $value eq 'HASH';
    return ref $value if ref $value;
    return $value;
}

# What a call gives: a list as a list.
sub show {
    my ($name, $call) = @_;
    my @given = eval { $call->() };
    my $error = $@;
    if (ref $error && $error->isa('Sys::Virt::Error')) {
        print "$name: error ", join(' ', $error->code, $error->domain), "\n";
    } elsif ($error) {
        print "$name: died: $error";
    } else {
        print "$name: ", join(', ', map { text($_) } @given), "\n";
    }
    return @given;
}

# The names of a hash's fields: figures differ from moment to moment.
sub fields { return [sort keys %{$_[0]}] }

my ($uri, $document) = @ARGV;
my $simulated = $uri =~ /^test:/;
my $loop = Loop->new;
Sys::Virt::Event::register($loop);
my $conn = Sys::Virt->new(uri => $uri, auth => 1, credlist => [], callback => sub { return -1 });
my @events;

sub connection {
    show("type", sub { $conn->get_type });
    show("version", sub { $conn->get_version });
    show("library version", sub { $conn->get_library_version });
    show("state", sub { $conn->is_alive, $conn->is_secure, $conn->is_encrypted });
    show("max vcpus", sub { $conn->get_max_vcpus($simulated ? 'test' : 'qemu') });
    show("node", sub { fields($conn->get_node_info) });
    show("cpu map", sub { $conn->get_node_cpu_map });
    show("cpu stats", sub { fields($conn->get_node_cpu_stats) });
    show("memory stats", sub { fields($conn->get_node_memory_stats) });
    show("memory parameters", sub { fields($conn->get_node_memory_parameters) });
    show("security model", sub { $conn->get_node_security_model });
    show("capabilities", sub { length($conn->get_capabilities) > 100 });
    show("domain capabilities", sub { length($conn->get_domain_capabilities(undef, 'x86_64', undef, undef)) > 100 });
    show("cpu models", sub { scalar(my @models = $conn->get_cpu_model_names('x86_64')) });
    show("free memory", sub { $conn->get_node_free_memory > 0 });
    show("free pages", sub { map { [sort keys %{$_->{pages}}] } $conn->get_node_free_pages([4], 0, 1) });
    show("baseline", sub { $conn->baseline_cpu(['<cpu><arch>x86_64</arch><model>qemu64</model></cpu>']) });
    show("pool sources", sub { $conn->find_storage_pool_sources('logical', undef) });
    show("keep alive", sub { $conn->set_keep_alive(5, 3) });
}

# Every kind of object: its list, and of each what it says of itself.
sub kinds {
    my %kinds = (
        domain => ['list_all_domains', qw(get_name get_uuid_string get_os_type is_active is_persistent is_updated
            get_max_memory get_max_vcpus get_autostart get_state get_xml_description get_scheduler_type
            get_scheduler_parameters get_blkio_parameters get_memory_parameters get_numa_parameters
            has_managed_save_image list_all_snapshots list_all_checkpoints get_disk_errors)],
        network => ['list_all_networks', qw(get_name get_uuid_string is_active is_persistent get_bridge_name
            get_autostart get_xml_description get_dhcp_leases list_all_ports)],
        pool => ['list_all_storage_pools', qw(get_name get_uuid_string is_active is_persistent get_autostart
            get_xml_description num_of_storage_volumes list_all_volumes refresh)],
        interface => ['list_all_interfaces', qw(get_name get_mac is_active get_xml_description)],
        'node device' => ['list_all_node_devices', qw(get_name get_parent is_active is_persistent get_autostart
            list_capabilities get_xml_description)],
        secret => ['list_all_secrets', qw(get_uuid_string get_usage_type get_usage_id get_xml_description)],
        nwfilter => ['list_all_nwfilters', qw(get_name get_uuid_string get_xml_description)],
        binding => ['list_all_nwfilter_bindings', qw(get_port_dev get_filter_name get_xml_description)],
    );
    for my $kind (sort keys %kinds) {
        my ($list, @calls) = @{$kinds{$kind}};
        my @found = show($kind, sub { $conn->$list() });
        my $key = $calls[0];
        @found = sort { $a->$key cmp $b->$key } @found;
        @found = @found[0 .. 4] if @found > 5;
        for my $object (@found) {
            show("$kind $_", do { my $call = $_; sub { $object->$call() } }) for @calls;
        }
    }
}

# A guest's life, and what the loop hears of it.
sub guest {
    open(my $file, '<', $document) or die "$document: $!";
    my $xml = do { local $/; <$file> };
    $xml =~ s/type='qemu'/type='test'/ if $simulated;
    my $told = $conn->domain_event_register_any(undef, Sys::Virt::Domain::EVENT_ID_LIFECYCLE,
        sub { my ($conn, $dom, $event, $detail) = @_; push @events, join(' ', $dom->get_name, $event, $detail) });
    my $beats = 0;
    my $timer = Sys::Virt::Event::add_timeout(20, sub { $beats++ });
    my ($dom) = show("define", sub { $conn->define_domain($xml) });
    show("define again broken", sub { $conn->define_domain('<domain') });
    show("create", sub { $dom->create });
    show("create again", sub { $dom->create });
    show("info", sub { fields($dom->get_info) });
    show("vcpus", sub { map { $_->{number} } $dom->get_vcpu_info });
    show("vcpus now", sub { $dom->get_vcpus(Sys::Virt::Domain::VCPU_LIVE) });
    show("scheduler", sub { fields($dom->get_scheduler_parameters) });
    show("iotune", sub { fields($dom->get_block_iotune('vda')) });
    show("set iotune", sub { $dom->set_block_iotune('vda', {total_bytes_sec => 1_000_000, total_bytes_sec_max => 2_000_000}) });
    show("iotune read back", sub { $dom->get_block_iotune('vda')->{total_bytes_sec} });
    show("set memory parameters", sub { $dom->set_memory_parameters({soft_limit => 100_000}, 2) });
    show("memory parameters", sub { fields($dom->get_memory_parameters(2)) });
    show("block stats", sub { fields($dom->block_stats('vda')) });
    show("block info", sub { fields($dom->get_block_info('vda')) });
    show("no such disk", sub { $dom->block_stats('vdz') });
    show("all stats", sub { map { fields($_->{data}) } $conn->get_all_domain_stats(1, [$dom]) });
    show("metadata", sub { $dom->set_metadata(Sys::Virt::Domain::METADATA_ELEMENT, '<a/>', 'm', 'http://example.org/m') });
    show("metadata", sub { $dom->get_metadata(Sys::Virt::Domain::METADATA_ELEMENT, 'http://example.org/m') });
    show("suspend", sub { $dom->suspend });
    show("state", sub { $dom->get_state });
    show("resume", sub { $dom->resume });
    show("screenshot", sub { my $stream = $conn->new_stream; my $kind = $dom->screenshot($stream, 0);
                             $stream->abort; $kind });
    show("destroy", sub { $dom->destroy });
    show("undefine", sub { $dom->undefine });
    show("gone", sub { $conn->get_domain_by_name('life') });
    my $end = time + 20;
    $loop->turn while time < $end && (@events < 6 || $beats < 2);
    Sys::Virt::Event::remove_timeout($timer);
    $conn->domain_event_deregister_any($told);
    print "event $_\n" for @events;
    print "timer ", $beats >= 2 ? 'ran' : 'never ran', "\n";
}

# A volume's bytes by streams. The module's own send_all reads what is not its own, on every library.
sub transfer {
    my ($volume) = @_;
    my $up = $conn->new_stream;
    show("upload", sub { $volume->upload($up, 0, 4096); 'begun' }) or return;
    show("send", sub { $up->send('x' x 4096, 4096) });
    show("finish", sub { $up->finish });
    my ($down, $got) = ($conn->new_stream, '');
    show("download", sub { $volume->download($down, 0, 8192) });
    show("receive", sub { $down->recv_all(sub { $got .= $_[1]; length $_[1] }) });
    show("finish", sub { $down->finish });
    print "received ", length $got, " ", $got =~ tr/x//, "\n";
}

# A volume's life, where there are pools.
sub volume {
    my ($pool) = eval { $conn->list_all_storage_pools };
    return print "volume: no pool\n" unless $pool;
    my ($volume) = show("volume", sub { $pool->create_volume('<volume><name>w</name><capacity>65536</capacity></volume>') });
    return unless $volume;
    show("volume info", sub { $volume->get_info });
    transfer($volume);
    show("volume xml", sub { $volume->get_xml_description });
    show("delete", sub { $volume->delete(0) });
}

sub mistakes {
    show("no domain", sub { $conn->get_domain_by_id(4711) });
    show("no uuid", sub { $conn->get_domain_by_uuid("0123456789abcdef") });
    show("no network", sub { $conn->get_network_by_name('none') });
    show("no pool", sub { $conn->get_storage_pool_by_name('none') });
    show("no volume", sub { $conn->get_storage_volume_by_path('/none') });
    show("no interface", sub { $conn->get_interface_by_name('none') });
    show("no device", sub { $conn->get_node_device_by_name('none') });
    show("no secret", sub { $conn->get_secret_by_usage(1, 'none') });
    show("no filter", sub { $conn->get_nwfilter_by_name('none') });
    show("no driver", sub { Sys::Virt->new(uri => 'nothing:///') });
    show("read only", sub { Sys::Virt->new(uri => $uri, readonly => 1)->define_domain('<domain/>') });
}

$| = 1;
connection();
kinds();
guest();
volume();
mistakes();
undef $conn;
$loop->turn;
# The module may keep a connection until the loop is gone already, so the process ends at once, and says itself what is
# mapped.
open(my $maps, '<', '/proc/self/maps') or die;
open(my $out, '>>', $ENV{MAPPED_LIBRARIES} // '/dev/null') or die;
print $out grep { m{/libvirt} } <$maps>;
close $out;
POSIX::_exit(0);
