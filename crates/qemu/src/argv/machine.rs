//! Name, machine, accelerator, CPU, clock, boot: what comes before the devices.

use conf::domain::cpu::{Cpu, CpuMode, FeaturePolicy};
use conf::domain::features::{Features, Hyperv, HypervMode};
use conf::domain::graphics::Graphics;
use conf::domain::os::{AcpiTableKind, ClockOffset, LoaderType};
use conf::domain::sysinfo::{Block, Sysinfo};
use conf::domain::tuning::VcpuState;
use conf::words::{OnOff, YesNo};
use virt::{Error, Result};

use super::Build;
use super::props::{Props, escape};

impl Build<'_> {
    pub(super) fn environment(&self) -> Vec<(String, String)> {
        let home = &self.runtime.lib_dir;
        let mut env = vec![("LC_ALL".to_owned(), "C".to_owned())];
        let passed = |name: &str| self.runtime.env.iter().find(|(n, _)| n == name).cloned();
        env.extend(passed("PATH"));
        env.push(("HOME".to_owned(), home.clone()));
        env.extend(passed("USER"));
        env.extend(passed("LOGNAME"));
        for (name, folder) in
            [("XDG_DATA_HOME", ".local/share"), ("XDG_CACHE_HOME", ".cache"), ("XDG_CONFIG_HOME", ".config")]
        {
            env.push((name.to_owned(), format!("{home}/{folder}")));
        }
        let inherited = ["PIPEWIRE_RUNTIME_DIR", "XDG_RUNTIME_DIR"].into_iter().find_map(passed);
        for audio in self.domain.devices.audios.iter().filter(|a| a.kind == "pipewire") {
            let folder = audio.runtime_dir.clone().or_else(|| inherited.as_ref().map(|(_, folder)| folder.clone()));
            env.extend(folder.map(|folder| ("PIPEWIRE_RUNTIME_DIR".to_owned(), folder)));
        }
        if let (ClockOffset::Timezone, Some(zone)) = (self.domain.clock.offset, &self.domain.clock.timezone) {
            env.push(("TZ".to_owned(), zone.clone()));
        }
        let mut sasl = false;
        for graphics in &self.domain.devices.graphics {
            match graphics {
                Graphics::Vnc(_) => sasl |= self.runtime.vnc_sasl,
                Graphics::Spice(_) => sasl |= self.runtime.spice_sasl,
                Graphics::Sdl { display, xauth, .. } => {
                    env.extend(xauth.iter().map(|value| ("XAUTHORITY".to_owned(), value.clone())));
                    env.extend(display.iter().map(|value| ("DISPLAY".to_owned(), value.clone())));
                }
                _ => (),
            }
        }
        if sasl && !self.runtime.sasl_dir.is_empty() {
            env.push(("SASL_CONF_PATH".to_owned(), self.runtime.sasl_dir.clone()));
        }
        let own = self.domain.qemu.commandline.iter().flat_map(|c| &c.env);
        env.extend(own.map(|(name, value)| (name.clone(), value.clone().unwrap_or_default())));
        env
    }

    pub(super) fn identity(&mut self) {
        let name = escape(&self.domain.name);
        self.option("-name", format!("guest={name},debug-threads=on"));
        if self.runtime.paused {
            self.flag("-S");
        }
        if self.runtime.has_master_key {
            let file = format!("{}/master-key.aes", self.runtime.lib_dir);
            let props = Props::object("secret", "masterKey0").with("format", "raw").with("file", file);
            self.option("-object", props.text());
        }
    }

    /// Images of firmware and its variables as block nodes.
    pub(super) fn firmware(&mut self) -> Result<()> {
        let os = &self.domain.os;
        // A firmware that was found has told its features.
        if let Some(kind) = os.firmware.filter(|_| os.firmware_features.as_ref().is_none_or(|f| f.features.is_empty()))
        {
            let kind = kind.as_str();
            let message = format!("Unable to find '{kind}' firmware that is compatible with the current configuration");
            return Err(Error::new(virt::ErrorCode::OPERATION_FAILED, message));
        }
        let Some(loader) = os.loader.as_ref().filter(|l| l.kind == Some(LoaderType::Pflash)) else { return Ok(()) };
        let Some(path) = &loader.path else { return Ok(()) };
        let readonly = loader.readonly == Some(YesNo::Yes);
        let format = loader.format.map_or("raw", |f| f.as_str());
        let storage = Props::driver("file")
            .with("filename", path.clone())
            .with("node-name", "libvirt-pflash0-storage")
            .with("auto-read-only", true)
            .with("discard", "unmap");
        let top = Props::default()
            .with("node-name", "libvirt-pflash0-format")
            .with("read-only", readonly)
            .with("driver", format)
            .with("file", "libvirt-pflash0-storage")
            .maybe("backing", (format == "qcow2").then_some(serde_json::Value::Null));
        self.option("-blockdev", storage.text());
        self.option("-blockdev", top.text());
        let Some(nvram) = &os.nvram else { return Ok(()) };
        let path = nvram.path.as_deref().or_else(|| nvram.source.as_ref().and_then(|s| s.path()));
        let Some(path) = path else {
            return Err(Error::config_unsupported("network storage for firmware variables is not supported yet"));
        };
        let format = nvram.format.map_or("raw", |f| f.as_str());
        let storage = Props::driver("file").with("filename", path).with("node-name", "libvirt-pflash1-storage");
        if format == "raw" && super::block::raw_needs_no_layer(self.caps) {
            self.option("-blockdev", storage.with("read-only", false).text());
            return Ok(());
        }
        self.option("-blockdev", storage.with("auto-read-only", true).with("discard", "unmap").text());
        let top = Props::default()
            .with("node-name", "libvirt-pflash1-format")
            .with("read-only", false)
            .with("driver", format)
            .with("file", "libvirt-pflash1-storage")
            .maybe("backing", (format == "qcow2").then_some(serde_json::Value::Null));
        self.option("-blockdev", top.text());
        Ok(())
    }

    pub(super) fn machine(&mut self) -> Result<()> {
        let features = self.domain.features.clone().unwrap_or_default();
        let mut words = vec![self.machine.machine.to_owned(), "usb=off".to_owned()];
        self.machine_features(&features, &mut words);
        self.machine_devices(&features, &mut words);
        self.option("-machine", words.join(","));
        self.option("-accel", self.accelerator(&features));
        if let Some(bytes) = features.smm.as_ref().and_then(|s| s.tseg).filter(|bytes| *bytes > 0) {
            self.option("-global", format!("mch.extended-tseg-mbytes={}", bytes >> 20));
        }
        let cpu = self.cpu(&features)?;
        if !cpu.is_empty() {
            self.option("-cpu", cpu);
        }
        self.firmware_options();
        Ok(())
    }

    fn machine_features(&self, features: &Features, words: &mut Vec<String>) {
        let on_off = |state: OnOff| state.as_str();
        if let Some(driver) = features.ioapic.as_ref().and_then(|i| i.driver.as_deref()) {
            words.push(format!("kernel_irqchip={}", if driver == "qemu" { "split" } else { "on" }));
        }
        if let Some(vmport) = &features.vmport {
            words.push(format!("vmport={}", on_off(vmport.state)));
        }
        if let Some(smm) = &features.smm {
            words.push(format!("smm={}", on_off(smm.state)));
        }
        if let Some(ps2) = &features.ps2 {
            words.push(format!("i8042={}", on_off(ps2.state)));
        }
        if self.machine.is_s390_ccw() {
            for cipher in ["aes", "dea"] {
                words.extend(self.key_wrap(cipher));
            }
        }
    }

    fn machine_devices(&self, features: &Features, words: &mut Vec<String>) {
        let (domain, caps) = (self.domain, self.caps);
        if let Some(gic) = features.gic.as_ref().and_then(|g| g.version.as_deref())
            && (gic != "2" || self.machine.is_arm_virt())
        {
            words.push(format!("gic-version={gic}"));
        }
        if let Some(ras) = &features.ras {
            words.push(format!("ras={}", ras.state.as_str()));
        }
        let dump = domain.memory.dump_core.map_or(self.runtime.dump_guest_core, OnOff::is_on);
        words.push(format!("dump-guest-core={}", if dump { "on" } else { "off" }));
        if domain.memory_backing.as_ref().is_some_and(|b| b.nosharepages) {
            words.push("mem-merge=off".to_owned());
        }
        if domain.devices.memory.iter().any(|m| m.model == "nvdimm") {
            words.push("nvdimm=on".to_owned());
        }
        if domain.devices.iommus.iter().any(|i| i.model == "smmuv3") {
            words.push("iommu=smmuv3".to_owned());
        }
        if self.numa_cells().is_empty()
            && let Some(id) = self.default_ram_id()
        {
            words.push(format!("memory-backend={id}"));
        }
        words.extend(self.looks_like().map(|generation| format!("max-cpu-compat={generation}")));
        if domain.devices.sounds.iter().any(|s| s.model == "pcspk") && !domain.devices.audios.is_empty() {
            words.push("pcspk-audiodev=audio1".to_owned());
        }
        self.pflash(words);
        if domain.cpu.as_ref().and_then(|c| c.numa.as_ref()).is_some_and(|n| n.interconnects.is_some()) {
            words.push("hmat=on".to_owned());
        }
        if let Some(hpet) = self.timer("hpet").and_then(|t| t.present)
            && caps.has("machine-hpet")
        {
            words.push(format!("hpet={}", if hpet.is_yes() { "on" } else { "off" }));
        }
        if super::memory::has_acpi(domain, caps) {
            words.push(format!("acpi={}", if features.acpi { "on" } else { "off" }));
        }
        words.extend(self.loadparm().map(|text| format!("loadparm={text}")));
    }

    /// What the boot loader is told, where the device that is booted from cannot say it.
    fn loadparm(&self) -> Option<String> {
        if self.caps.has("virtio-ccw.loadparm") {
            return None;
        }
        let mut first: Option<(u32, String)> = None;
        self.domain.devices.each_info(&mut |info| {
            let Some(boot) = &info.boot else { return };
            let Some(text) = &boot.loadparm else { return };
            if first.as_ref().is_none_or(|(order, _)| boot.order < *order) {
                first = Some((boot.order, text.clone()));
            }
        });
        first.map(|(_, text)| text)
    }

    fn accelerator(&self, features: &Features) -> String {
        let domain = self.domain;
        let mut accel = if domain.kind == "qemu" { "tcg".to_owned() } else { domain.kind.clone() };
        if let Some(size) = features.tcg.as_ref().and_then(|t| t.tb_cache) {
            accel.push_str(&format!(",tb-size={}", size.0 >> 10));
        }
        if let Some(ring) = features.kvm.as_ref().and_then(|k| k.dirty_ring.as_ref())
            && ring.state.is_on()
        {
            accel.push_str(&format!(",dirty-ring-size={}", ring.size.unwrap_or(0)));
        }
        accel
    }

    fn firmware_options(&mut self) {
        if let Some(loader) = &self.domain.os.loader {
            if loader.secure == Some(YesNo::Yes) {
                self.option("-global", "driver=cfi.pflash01,property=secure,value=on");
            }
            if let (Some(LoaderType::Rom), Some(path)) = (loader.kind, &loader.path) {
                self.option("-bios", path.clone());
            }
        }
    }

    fn key_wrap(&self, cipher: &str) -> Option<String> {
        let keywrap = self.domain.keywrap.as_ref()?;
        let found = keywrap.ciphers.iter().find(|c| c.name.as_str() == cipher)?;
        Some(format!("{cipher}-key-wrap={}", found.state.as_str()))
    }

    fn pflash(&self, words: &mut Vec<String>) {
        let os = &self.domain.os;
        let Some(loader) = os.loader.as_ref().filter(|l| l.kind == Some(LoaderType::Pflash)) else { return };
        if loader.path.is_none() {
            return;
        }
        words.push("pflash0=libvirt-pflash0-format".to_owned());
        if let Some(nvram) = &os.nvram {
            let is_raw = nvram.format.is_none_or(|f| f.as_str() == "raw");
            let layer = if is_raw && super::block::raw_needs_no_layer(self.caps) { "storage" } else { "format" };
            words.push(format!("pflash1=libvirt-pflash1-{layer}"));
        }
    }

    /// The machine's name for its memory.
    pub(super) fn default_ram_id(&self) -> Option<String> {
        crate::defaults::machine_entry(self.domain, self.caps)?.default_ram_id.clone()
    }

    /// The generation that a POWER guest's CPU shall look like at most.
    fn looks_like(&self) -> Option<&str> {
        let cpu = self.domain.cpu.as_ref().filter(|cpu| cpu.mode == Some(CpuMode::HostModel))?;
        cpu.model.as_ref().filter(|_| self.machine.is_ppc64()).map(|model| model.name.as_str())
    }

    fn cpu(&self, features: &Features) -> Result<String> {
        let mut words = Vec::new();
        if let Some(cpu) = &self.domain.cpu {
            if cpu.mode.is_none_or(|m| m == CpuMode::Custom) && cpu.model.is_none() {
                return Ok(String::new());
            }
            cpu_model(cpu, self.machine.is_x86(), self.machine.is_ppc64(), &mut words)?;
        }
        self.cpu_of_clock(&mut words);
        self.cpu_of_features(features, &mut words);
        if let Some(cpu) = &self.domain.cpu {
            cpu_details(cpu, &mut words);
        }
        Ok(words.join(","))
    }

    fn cpu_of_features(&self, features: &Features, words: &mut Vec<String>) {
        if let Some(eoi) = features.apic.as_ref().and_then(|a| a.eoi) {
            words.push(format!("kvm-pv-eoi={}", eoi.as_str()));
        }
        if let Some(spinlock) = &features.pvspinlock {
            words.push(format!("kvm-pv-unhalt={}", spinlock.state.as_str()));
        }
        if let Some(hyperv) = &features.hyperv {
            hyperv_words(hyperv, words);
        }
        if let Some(kvm) = &features.kvm {
            for (switch, state, word) in [
                (&kvm.hidden, OnOff::On, "kvm=off"),
                (&kvm.hint_dedicated, OnOff::On, "kvm-hint-dedicated=on"),
                (&kvm.poll_control, OnOff::On, "kvm-poll-control=on"),
                (&kvm.pv_ipi, OnOff::Off, "kvm-pv-ipi=off"),
            ] {
                if switch.as_ref().is_some_and(|s| s.state == state) {
                    words.push(word.to_owned());
                }
            }
        }
        if self.domain.devices.panics.iter().any(|p| p.model.as_deref() == Some("hyperv")) {
            words.push("hv-crash".to_owned());
        }
        if let Some(pmu) = &features.pmu {
            words.push(format!("pmu={}", pmu.state.as_str()));
        }
    }

    fn cpu_of_clock(&self, words: &mut Vec<String>) {
        for timer in &self.domain.clock.timers {
            match (timer.name.as_str(), timer.present) {
                ("kvmclock", Some(present)) => {
                    words.push(format!("kvmclock={}", if present.is_yes() { "on" } else { "off" }));
                }
                ("hypervclock", Some(YesNo::Yes)) => words.push("hv-time=on".to_owned()),
                ("armvtimer", _) => {
                    let keeps = timer.tickpolicy.as_deref() == Some("discard");
                    words.push(format!("kvm-no-adjvtime={}", if keeps { "on" } else { "off" }));
                }
                _ => (),
            }
            if let ("tsc", Some(frequency)) = (timer.name.as_str(), timer.frequency) {
                words.push(format!("tsc-frequency={frequency}"));
            }
        }
    }

    pub(super) fn timer(&self, name: &str) -> Option<&conf::domain::os::Timer> {
        self.domain.clock.timers.iter().find(|t| t.name == name)
    }

    pub(super) fn smp(&mut self) {
        let vcpu = &self.domain.vcpu;
        // CPUs that can go again are plugged in over the monitor.
        let stays = |v: &&VcpuState| v.enabled.is_yes() && v.hotpluggable != Some(YesNo::Yes);
        let cold = self.domain.vcpus.as_ref().map(|listed| listed.vcpus.iter().filter(stays).count() as u32);
        let current = cold.unwrap_or(vcpu.current());
        let mut words = vec![current.to_string()];
        if current != vcpu.count {
            words.push(format!("maxcpus={}", vcpu.count));
        }
        match self.domain.cpu.as_ref().and_then(|c| c.topology.as_ref()) {
            Some(topology) => {
                words.push(format!("sockets={}", topology.sockets));
                if topology.dies != 1 || self.caps.has("smp-dies") {
                    words.push(format!("dies={}", topology.dies));
                }
                if topology.clusters != 1 || self.caps.has("smp-clusters") {
                    words.push(format!("clusters={}", topology.clusters));
                }
                words.push(format!("cores={}", topology.cores));
                words.push(format!("threads={}", topology.threads));
            }
            None => words.push(format!("sockets={},cores=1,threads=1", vcpu.count)),
        }
        self.option("-smp", words.join(","));
    }

    pub(super) fn monitor(&mut self) {
        let fd = self.runtime.monitor_fd;
        self.option("-chardev", format!("socket,id=charmonitor,fd={fd},server=on,wait=off"));
        self.option("-mon", "chardev=charmonitor,id=monitor,mode=control");
    }

    pub(super) fn clock(&mut self) -> Result<()> {
        let clock = &self.domain.clock;
        let base = match clock.offset {
            ClockOffset::Utc => "utc".to_owned(),
            ClockOffset::Localtime | ClockOffset::Timezone => "localtime".to_owned(),
            ClockOffset::Variable => {
                let adjustment: i64 = clock.adjustment.as_deref().and_then(|a| a.parse().ok()).unwrap_or(0);
                date_text(self.runtime.now.saturating_add(adjustment))
            }
            ClockOffset::Absolute => {
                let start: i64 = clock.start.as_deref().and_then(|s| s.parse().ok()).unwrap_or(0);
                date_text(start)
            }
        };
        let mut rtc = format!("base={base}");
        if let Some(timer) = self.timer("rtc") {
            match timer.track.as_deref() {
                Some("guest") => rtc.push_str(",clock=vm"),
                Some("wall") => rtc.push_str(",clock=host"),
                Some("realtime") => rtc.push_str(",clock=rt"),
                _ => (),
            }
            if timer.tickpolicy.as_deref() == Some("catchup") {
                rtc.push_str(",driftfix=slew");
            }
        }
        self.option("-rtc", rtc);
        let pit = self.timer("pit").and_then(|t| t.tickpolicy.as_deref());
        if let Some(policy @ ("delay" | "discard")) = pit
            && self.caps.has("kvm-pit-lost-tick-policy")
        {
            let policy = policy.to_owned();
            self.option("-global", format!("kvm-pit.lost_tick_policy={policy}"));
        }
        let no_hpet = self.timer("hpet").is_some_and(|t| t.present == Some(YesNo::No));
        if no_hpet && self.machine.is_x86() && !self.caps.has("machine-hpet") {
            self.flag("-no-hpet");
        }
        Ok(())
    }

    pub(super) fn power(&mut self) {
        self.flag("-no-shutdown");
        let known = crate::defaults::machine_entry(self.domain, self.caps).and_then(|m| m.acpi);
        let acpi = self.domain.features.as_ref().is_some_and(|f| f.acpi);
        if known.is_none() && !acpi && (self.machine.is_x86() || self.machine.is_arm_virt()) {
            self.flag("-no-acpi");
        }
        if let Some(pm) = &self.domain.pm {
            let chipset = if self.machine.is_q35() { "ICH9-LPC" } else { "PIIX4_PM" };
            for (wanted, state) in [(&pm.suspend_to_mem, "s3"), (&pm.suspend_to_disk, "s4")] {
                if let Some(enabled) = wanted.as_ref().and_then(|w| w.enabled) {
                    let disable = u8::from(!enabled.is_yes());
                    self.option("-global", format!("{chipset}.disable_{state}={disable}"));
                }
            }
        }
    }

    pub(super) fn boot(&mut self) {
        let os = &self.domain.os;
        let mut words = Vec::new();
        if let Some(menu) = &os.bootmenu
            && let Some(enable) = menu.enable
        {
            words.push(format!("menu={}", if enable.is_yes() { "on" } else { "off" }));
            if let (Some(timeout), true) = (menu.timeout, enable.is_yes()) {
                words.push(format!("splash-time={timeout}"));
            }
        }
        if let Some(timeout) = os.bios.as_ref().and_then(|b| b.reboot_timeout) {
            words.push(format!("reboot-timeout={timeout}"));
        }
        words.push("strict=on".to_owned());
        self.option("-boot", words.join(","));
        if self.caps.has("piix4.acpi-root-pci-hotplug") {
            let root = self.domain.devices.controllers.iter().find(|c| c.model() == "pci-root");
            let hotplug = root.and_then(|r| r.target.as_ref()).and_then(|t| t.hotplug);
            if let Some(hotplug) = hotplug {
                self.option("-global", format!("PIIX4_PM.acpi-root-pci-hotplug={}", hotplug.as_str()));
            }
        }
        for controller in &self.domain.devices.controllers {
            let Some(hole) = controller.pcihole64 else { continue };
            let host = if controller.model() == "pcie-root" { "q35-pcihost" } else { "i440FX-pcihost" };
            self.option("-global", format!("{host}.pci-hole64-size={}K", hole.0));
        }
        for (option, value) in
            [("-kernel", &os.kernel), ("-initrd", &os.initrd), ("-append", &os.cmdline), ("-dtb", &os.dtb)]
        {
            if let Some(text) = value {
                self.option(option, text.0.clone());
            }
        }
        if let Some(acpi) = &os.acpi {
            for table in &acpi.tables {
                let file = escape(&table.path);
                let sig = match table.kind {
                    AcpiTableKind::Slic => "sig=SLIC,",
                    AcpiTableKind::Msdm => "sig=MSDM,",
                    AcpiTableKind::Raw | AcpiTableKind::Rawset => "",
                };
                self.option("-acpitable", format!("{sig}file={file}"));
            }
        }
    }

    pub(super) fn incoming(&mut self) {
        if let Some(from) = self.runtime.incoming.clone() {
            self.option("-incoming", from);
        }
    }

    pub(super) fn sandbox(&mut self) {
        if self.runtime.sandbox && self.caps.has("seccomp-sandbox") {
            self.option("-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny");
        }
        let teardown = self.domain.features.as_ref().and_then(|f| f.async_teardown.as_ref());
        if let Some(teardown) = teardown {
            let word = if teardown.enabled.is_yes() { "on" } else { "off" };
            self.option("-run-with", format!("async-teardown={word}"));
        }
    }

    pub(super) fn namespace(&mut self) {
        if let Some(own) = &self.domain.qemu.commandline {
            self.argv.extend(own.args.iter().cloned());
        }
    }

    /// Values that firmware and guest read from QEMU.
    pub(super) fn firmware_values(&mut self) {
        for sysinfo in &self.domain.sysinfo {
            let Sysinfo::Fwcfg { entries } = sysinfo else { continue };
            for entry in entries {
                let value = match (&entry.file, &entry.value) {
                    (Some(file), _) => format!("file={}", escape(file)),
                    (None, value) => format!("string={}", escape(value.as_deref().unwrap_or(""))),
                };
                self.option("-fw_cfg", format!("name={},{value}", escape(&entry.name)));
            }
        }
    }

    pub(super) fn smbios(&mut self) {
        let Some(mode) = self.domain.os.smbios.as_ref().map(|s| s.mode.as_str()) else { return };
        if mode != "sysinfo" {
            return;
        }
        let tables = self.domain.sysinfo.iter().find_map(|s| match s {
            Sysinfo::Smbios(tables) => Some(tables),
            Sysinfo::Fwcfg { .. } => None,
        });
        let Some(sysinfo) = tables else { return };
        let boards: Vec<&Block> = sysinfo.base_boards.iter().collect();
        let blocks = |name: &str| match name {
            "bios" => sysinfo.bios.iter().collect(),
            "system" => sysinfo.system.iter().collect(),
            "chassis" => sysinfo.chassis.iter().collect(),
            _ => boards.clone(),
        };
        for (element, number, fields) in SMBIOS_TABLES {
            for block in blocks(element) {
                let words = smbios_words(block, fields);
                if !words.is_empty() {
                    self.option("-smbios", format!("type={number},{words}"));
                }
            }
        }
        let strings: Vec<String> = (sysinfo.oem_strings.iter())
            .flat_map(|strings| &strings.entries)
            .map(|entry| format!("value={}", escape(&entry.0)))
            .collect();
        if !strings.is_empty() {
            self.option("-smbios", format!("type=11,{}", strings.join(",")));
        }
    }
}

/// SMBIOS tables: element, number, and the fields with QEMU's words for them.
const SMBIOS_TABLES: [(&str, &str, &[(&str, &str)]); 4] = [
    ("bios", "0", &[("vendor", "vendor"), ("version", "version"), ("date", "date"), ("release", "release")]),
    (
        "system",
        "1",
        &[
            ("manufacturer", "manufacturer"),
            ("product", "product"),
            ("version", "version"),
            ("serial", "serial"),
            ("uuid", "uuid"),
            ("sku", "sku"),
            ("family", "family"),
        ],
    ),
    (
        "baseBoard",
        "2",
        &[
            ("manufacturer", "manufacturer"),
            ("product", "product"),
            ("version", "version"),
            ("serial", "serial"),
            ("asset", "asset"),
            ("location", "location"),
        ],
    ),
    (
        "chassis",
        "3",
        &[
            ("manufacturer", "manufacturer"),
            ("version", "version"),
            ("serial", "serial"),
            ("asset", "asset"),
            ("sku", "sku"),
        ],
    ),
];

fn smbios_words(block: &Block, fields: &[(&str, &str)]) -> String {
    let mut words = Vec::new();
    for (name, word) in fields {
        if let Some(text) = block.get(name) {
            words.push(format!("{word}={}", escape(text)));
        }
    }
    words.join(",")
}

/// QEMU's spelling of a CPU feature.
fn feature_name(name: &str) -> String {
    match name {
        "cmp_legacy" => "cmp-legacy".to_owned(),
        "pclmuldq" => "pclmulqdq".to_owned(),
        other => other.replace('_', "-"),
    }
}

fn hyperv_words(hyperv: &Hyperv, words: &mut Vec<String>) {
    if hyperv.mode == HypervMode::Passthrough {
        words.push("hv-passthrough=on".to_owned());
        return;
    }
    let is_on = |switch: &Option<conf::words::State>| switch.as_ref().is_some_and(|s| s.state.is_on());
    for (name, _) in hyperv.switches().into_iter().filter(|(_, state)| *state == Some(OnOff::On)) {
        match name {
            "spinlocks" => {
                let retries = hyperv.spinlocks.as_ref().and_then(|s| s.retries).unwrap_or(0);
                words.push(format!("hv-spinlocks={retries:#x}"));
            }
            "vendor_id" => {
                let value = hyperv.vendor_id.as_ref().and_then(|v| v.value.as_deref()).unwrap_or("");
                words.push(format!("hv-vendor-id={value}"));
            }
            name => words.push(format!("hv-{}=on", name.replace('_', "-"))),
        }
        match name {
            "stimer" if hyperv.stimer.as_ref().is_some_and(|s| is_on(&s.direct)) => {
                words.push("hv-stimer-direct=on".to_owned());
            }
            "tlbflush" => {
                let flush = hyperv.tlbflush.as_ref();
                if flush.is_some_and(|f| is_on(&f.direct)) {
                    words.push("hv-tlbflush-direct=on".to_owned());
                }
                if flush.is_some_and(|f| is_on(&f.extended)) {
                    words.push("hv-tlbflush-ext=on".to_owned());
                }
            }
            _ => (),
        }
    }
}

/// Seconds since the epoch as QEMU's clock reads them.
fn date_text(seconds: i64) -> String {
    let days = seconds.div_euclid(86400);
    let of_day = seconds.rem_euclid(86400);
    // Civil date of a day number: years start in March, so that leap days come last.
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (of_day / 3600, of_day % 3600 / 60, of_day % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
}

/// The model, or what stands for it, and the features by name.
fn cpu_model(cpu: &Cpu, is_x86: bool, is_power: bool, words: &mut Vec<String>) -> Result<()> {
    match cpu.mode {
        Some(CpuMode::HostPassthrough | CpuMode::Maximum) => {
            words.push(if cpu.mode == Some(CpuMode::Maximum) { "max" } else { "host" }.to_owned());
            if let Some(migratable) = cpu.migratable {
                words.push(format!("migratable={}", migratable.as_str()));
            }
        }
        // POWER guests get the host's own; the machine says as which generation it shall look.
        Some(CpuMode::HostModel) if is_power => words.push("host".to_owned()),
        Some(CpuMode::HostModel) => {
            return Err(Error::config_unsupported("CPU mode 'host-model' needs a QEMU that tells of the host's CPU"));
        }
        _ => {
            words.extend(cpu.model.as_ref().map(|model| model.name.clone()));
        }
    }
    if let Some(vendor) = cpu.model.as_ref().and_then(|m| m.vendor_id.as_ref()) {
        words.push(format!("vendor={vendor}"));
    }
    for feature in &cpu.features {
        let state = match feature.policy {
            Some(FeaturePolicy::Disable | FeaturePolicy::Forbid) => "off",
            Some(FeaturePolicy::Optional) => continue,
            _ => "on",
        };
        let name = if is_x86 { feature_name(&feature.name) } else { feature.name.clone() };
        words.push(format!("{name}={state}"));
    }
    Ok(())
}

/// Caches and the width of addresses.
fn cpu_details(cpu: &Cpu, words: &mut Vec<String>) {
    if let Some(cache) = &cpu.cache {
        match (cache.mode.as_str(), cache.level) {
            ("disable", _) => words.extend(["l3-cache=off".to_owned()]),
            ("emulate", Some(3)) => words.extend(["l3-cache=on".to_owned()]),
            ("passthrough", _) => words.push("host-cache-info=on".to_owned()),
            _ => (),
        }
        if cache.mode == "passthrough" {
            words.push("l3-cache=off".to_owned());
        }
    }
    if let Some(phys) = &cpu.maxphysaddr {
        match phys.mode.as_str() {
            "passthrough" => {
                words.push("host-phys-bits=on".to_owned());
                words.extend(phys.limit.map(|limit| format!("host-phys-bits-limit={limit}")));
            }
            _ => words.push(match phys.bits {
                Some(bits) => format!("phys-bits={bits}"),
                None => "host-phys-bits=off".to_owned(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn dates_are_civil() {
        assert_eq!(super::date_text(0), "1970-01-01T00:00:00");
        assert_eq!(super::date_text(1_234_567_890), "2009-02-13T23:31:30");
        assert_eq!(super::date_text(253_402_300_799), "9999-12-31T23:59:59");
        assert_eq!(super::date_text(951_782_400), "2000-02-29T00:00:00");
    }
}
