//! Everything that touches the machine: processes, files, network devices, clocks, behind traits with fakes.
