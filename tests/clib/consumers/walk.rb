# Walks over what a daemon has through ruby-libvirt, with the library's default event loop's contract kept in Ruby.
#
#     walk.rb URI DOCUMENT
require 'libvirt'

def show(name)
  value = yield
  puts "#{name}: #{value.inspect}"
  value
rescue Libvirt::Error => e
  puts "#{name}: error #{e.libvirt_code} #{e.libvirt_component} #{e.libvirt_level}"
end

uri, document = ARGV
handles, timers, events = {}, {}, []
watch = 0

# ruby-libvirt wants the program to have a loop: these are its parts.
Libvirt::event_register_impl(
  ->(fd, want, opaque) { handles[watch += 1] = [fd, want, opaque]; watch },
  ->(id, want) { handles[id][1] = want; nil },
  ->(id) { handles.delete(id)&.last },
  ->(every, opaque) { timers[watch += 1] = [every, opaque]; watch },
  ->(id, every) { timers[id][0] = every; nil },
  ->(id) { timers.delete(id)&.last }
)

turn = lambda do
  readers = handles.select { |_, (fd, want, _)| fd && want & Libvirt::EVENT_HANDLE_READABLE != 0 }
  files = readers.to_h { |id, (fd, *)| [IO.for_fd(fd, autoclose: false), id] }
  ready, = IO.select(files.keys, nil, nil, 0.05)
  (ready || []).each do |file|
    id = files[file]
    fd, _, opaque = handles[id]
    Libvirt::event_invoke_handle_callback(id, fd, Libvirt::EVENT_HANDLE_READABLE, opaque)
  end
  timers.to_a.each { |id, (every, opaque)| Libvirt::event_invoke_timeout_callback(id, opaque) if every.zero? }
end

conn = Libvirt::open(uri)
show("type") { conn.type }
show("version") { [conn.version, conn.libversion] }
show("uri") { conn.uri == uri }
show("node") { conn.node_get_info.model.size.positive? }
show("security model") { conn.node_get_security_model.model }
show("free memory") { conn.node_free_memory.positive? }
show("capabilities") { conn.capabilities.include?('<host>') }
show("domains") { conn.list_all_domains.map(&:name).sort }
show("networks") { conn.list_all_networks.map { |n| [n.name, n.uuid, n.active?, n.bridge_name] }.sort }
show("pools") { conn.list_all_storage_pools.map { |p| [p.name, p.uuid, p.info.state] }.sort }
show("interfaces") { conn.list_all_interfaces.map { |i| [i.name, i.mac] }.sort }
show("devices") { conn.list_all_nodedevices.size }
show("secrets") { conn.list_all_secrets.map(&:uuid).sort }
show("filters") { conn.list_all_nwfilters.map(&:name).sort }
told = conn.domain_event_register_any(Libvirt::Connect::DOMAIN_EVENT_ID_LIFECYCLE,
                                      ->(_, dom, event, detail, _) { events << [dom.name, event, detail] })
xml = File.read(document)
xml.sub!("type='qemu'", "type='test'") if uri.start_with?('test:')
dom = show("define") { conn.define_domain_xml(xml).name } && conn.lookup_domain_by_name('life')
show("document") { dom.xml_desc }
show("create") { dom.create }
show("create again") { dom.create }
show("info") { [dom.info.state, dom.info.max_mem, dom.info.nr_virt_cpu] }
show("block stats") { dom.block_stats('vda').rd_req >= 0 }
show("no such disk") { dom.block_stats('vdz') }
show("vcpus") { dom.vcpus.map(&:number) }
show("suspend") { dom.suspend }
show("state") { dom.state }
show("resume") { dom.resume }
show("destroy") { dom.destroy }
show("undefine") { dom.undefine }
show("gone") { conn.lookup_domain_by_name('life') }
deadline = Time.now + 20
turn.call while Time.now < deadline && events.size < 6
events.each { |event| puts "event #{event.inspect}" }
show("deregister") { conn.domain_event_deregister_any(told) }
show("wrong document") { conn.define_domain_xml('<network/>') }
show("closed") { conn.close }
