(* Walks over what a daemon has through libvirt-ocaml.

       walk URI DOCUMENT *)
open Libvirt

let show name call =
  match call () with
  | text -> Printf.printf "%s: %s\n%!" name text
  | exception Virterror error ->
    Printf.printf "%s: error %s %s\n%!" name (Virterror.string_of_code error.code)
      (Virterror.string_of_domain error.domain)
  | exception Not_supported what -> Printf.printf "%s: no %s\n%!" name what

let names list = String.concat " " (List.sort compare list)
let read path =
  let file = open_in_bin path in
  let text = really_input_string file (in_channel_length file) in
  close_in file;
  text

let replace text from into =
  match Str.search_forward (Str.regexp_string from) text 0 with
  | at -> String.sub text 0 at ^ into ^ String.sub text (at + String.length from) (String.length text - at - String.length from)
  | exception Not_found -> text

let guest conn xml =
  let dom = Domain.define_xml conn xml in
  show "name" (fun () -> Domain.get_name dom);
  show "uuid" (fun () -> Domain.get_uuid_string dom);
  show "os" (fun () -> Domain.get_os_type dom);
  show "document" (fun () -> Domain.get_xml_desc dom);
  show "max memory" (fun () -> Int64.to_string (Domain.get_max_memory dom));
  show "create" (fun () -> Domain.create dom; "");
  show "create again" (fun () -> Domain.create dom; "");
  show "vcpus" (fun () -> string_of_int (Domain.get_info dom).Domain.nr_virt_cpu);
  show "max vcpus" (fun () -> string_of_int (Domain.get_max_vcpus dom));
  show "block stats" (fun () -> string_of_bool ((Domain.block_stats dom "vda").Domain.rd_req >= 0L));
  show "no such disk" (fun () -> Int64.to_string (Domain.block_stats dom "vdz").Domain.rd_req);
  show "scheduler" (fun () -> fst (Domain.get_scheduler_type dom));
  show "suspend" (fun () -> Domain.suspend dom; "");
  show "state" (fun () -> string_of_bool ((Domain.get_info dom).Domain.state = Domain.InfoPaused));
  show "resume" (fun () -> Domain.resume dom; "");
  show "destroy" (fun () -> Domain.destroy dom; "");
  (* Destroying gives the handle up. *)
  show "undefine" (fun () -> Domain.undefine (Domain.lookup_by_name conn "life"); "");
  show "gone" (fun () -> Domain.get_name (Domain.lookup_by_name conn "life"))

let () =
  let uri = Sys.argv.(1) in
  let simulated = String.length uri > 5 && String.sub uri 0 5 = "test:" in
  let events = ref [] in
  Event.register_default_impl ();
  let conn = Connect.connect ~name:uri () in
  show "type" (fun () -> Connect.get_type conn);
  show "version" (fun () -> string_of_int (Connect.get_version conn));
  show "node" (fun () -> string_of_bool ((Connect.get_node_info conn).Connect.cpus > 0));
  show "capabilities" (fun () -> string_of_bool (String.length (Connect.get_capabilities conn) > 100));
  show "domains" (fun () -> string_of_int (Connect.num_of_domains conn));
  show "networks" (fun () -> names (Array.to_list (Connect.list_networks conn 10)));
  show "defined networks" (fun () -> names (Array.to_list (Connect.list_defined_networks conn 10)));
  show "defined domains" (fun () -> names (Array.to_list (Connect.list_defined_domains conn 10)));
  show "no domain" (fun () -> Domain.get_name (Domain.lookup_by_id conn 4711));
  show "no network" (fun () -> Network.get_name (Network.lookup_by_name conn "none"));
  ignore (Event.register_any conn (Event.Lifecycle (fun dom _ -> events := Domain.get_name dom :: !events)));
  let xml = read Sys.argv.(2) in
  guest conn (if simulated then replace xml "type='qemu'" "type='test'" else xml);
  let deadline = Unix.gettimeofday () +. 20. in
  ignore (Event.add_timeout conn 20 (fun () -> ()));
  while Unix.gettimeofday () < deadline && List.length !events < 5 do Event.run_default_impl () done;
  Printf.printf "events: %s\n" (names !events);
  Connect.close conn
