//! Enumerations, flags and names of the C interface, under their C names.
//!
//! Generated from `api/*.api` by `cargo xtask gen`. Do not edit.

#![allow(missing_docs)]

// virAdmConnectDaemonShutdownFlags: How the daemon is shut down.
pub const VIR_DAEMON_SHUTDOWN_PRESERVE: u32 = 1;

// virClientTransport: How a client reached the daemon.
pub const VIR_CLIENT_TRANS_UNIX: i32 = 0;
pub const VIR_CLIENT_TRANS_TCP: i32 = 1;
pub const VIR_CLIENT_TRANS_TLS: i32 = 2;
pub const VIR_CLIENT_TRANS_LAST: i32 = 3;

// virConnectCloseReason: Why a connection ended.
pub const VIR_CONNECT_CLOSE_REASON_ERROR: i32 = 0;
pub const VIR_CONNECT_CLOSE_REASON_EOF: i32 = 1;
pub const VIR_CONNECT_CLOSE_REASON_KEEPALIVE: i32 = 2;
pub const VIR_CONNECT_CLOSE_REASON_CLIENT: i32 = 3;
pub const VIR_CONNECT_CLOSE_REASON_LAST: i32 = 4;

// virTypedParameterFlags: Flags about typed parameters that any call with them accepts.
pub const VIR_TYPED_PARAM_STRING_OKAY: u32 = 4;

// virTypedParameterType: Type of a typed parameter's value.
pub const VIR_TYPED_PARAM_INT: i32 = 1;
pub const VIR_TYPED_PARAM_UINT: i32 = 2;
pub const VIR_TYPED_PARAM_LLONG: i32 = 3;
pub const VIR_TYPED_PARAM_ULLONG: i32 = 4;
pub const VIR_TYPED_PARAM_DOUBLE: i32 = 5;
pub const VIR_TYPED_PARAM_BOOLEAN: i32 = 6;
pub const VIR_TYPED_PARAM_STRING: i32 = 7;
pub const VIR_TYPED_PARAM_LAST: i32 = 8;

// virCPUCompareResult: Outcome of a CPU comparison.
pub const VIR_CPU_COMPARE_ERROR: i32 = -1;
pub const VIR_CPU_COMPARE_INCOMPATIBLE: i32 = 0;
pub const VIR_CPU_COMPARE_IDENTICAL: i32 = 1;
pub const VIR_CPU_COMPARE_SUPERSET: i32 = 2;
pub const VIR_CPU_COMPARE_LAST: i32 = 3;

// virConnectBaselineCPUFlags: How a baseline CPU is computed.
pub const VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES: u32 = 1;
pub const VIR_CONNECT_BASELINE_CPU_MIGRATABLE: u32 = 2;

// virConnectCompareCPUFlags: How a CPU comparison is carried out.
pub const VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE: u32 = 1;
pub const VIR_CONNECT_COMPARE_CPU_VALIDATE_XML: u32 = 2;

// virConnectCredentialType: Kind of credential asked of the user.
pub const VIR_CRED_USERNAME: i32 = 1;
pub const VIR_CRED_AUTHNAME: i32 = 2;
pub const VIR_CRED_LANGUAGE: i32 = 3;
pub const VIR_CRED_CNONCE: i32 = 4;
pub const VIR_CRED_PASSPHRASE: i32 = 5;
pub const VIR_CRED_ECHOPROMPT: i32 = 6;
pub const VIR_CRED_NOECHOPROMPT: i32 = 7;
pub const VIR_CRED_REALM: i32 = 8;
pub const VIR_CRED_EXTERNAL: i32 = 9;
pub const VIR_CRED_LAST: i32 = 10;

// virConnectFlags: How a connection is opened.
pub const VIR_CONNECT_RO: u32 = 1;
pub const VIR_CONNECT_NO_ALIASES: u32 = 2;

// virNodeAllocPagesFlags: Whether huge pages are added to a pool or the pool is set.
pub const VIR_NODE_ALLOC_PAGES_ADD: u32 = 0;
pub const VIR_NODE_ALLOC_PAGES_SET: u32 = 1;

// virNodeGetCPUStatsAllCPUs: The number that stands for all host CPUs.
pub const VIR_NODE_CPU_STATS_ALL_CPUS: i32 = -1;

// virNodeGetMemoryStatsAllCells: The number that stands for all NUMA nodes.
pub const VIR_NODE_MEMORY_STATS_ALL_CELLS: i32 = -1;

// virNodeSuspendTarget: Where a host or guest is suspended to.
pub const VIR_NODE_SUSPEND_TARGET_MEM: i32 = 0;
pub const VIR_NODE_SUSPEND_TARGET_DISK: i32 = 1;
pub const VIR_NODE_SUSPEND_TARGET_HYBRID: i32 = 2;
pub const VIR_NODE_SUSPEND_TARGET_LAST: i32 = 3;

// virBlkioParameterType: Type of a block I/O parameter's value, under its old names.
pub const VIR_DOMAIN_BLKIO_PARAM_INT: i32 = 1;
pub const VIR_DOMAIN_BLKIO_PARAM_UINT: i32 = 2;
pub const VIR_DOMAIN_BLKIO_PARAM_LLONG: i32 = 3;
pub const VIR_DOMAIN_BLKIO_PARAM_ULLONG: i32 = 4;
pub const VIR_DOMAIN_BLKIO_PARAM_DOUBLE: i32 = 5;
pub const VIR_DOMAIN_BLKIO_PARAM_BOOLEAN: i32 = 6;

// virConnectDomainEventAgentLifecycleReason: Why the guest agent's state changed.
pub const VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_UNKNOWN: i32 = 0;
pub const VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_DOMAIN_STARTED: i32 = 1;
pub const VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_CHANNEL: i32 = 2;
pub const VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_LAST: i32 = 3;

// virConnectDomainEventAgentLifecycleState: Whether the guest agent is connected.
pub const VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_CONNECTED: i32 = 1;
pub const VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_DISCONNECTED: i32 = 2;
pub const VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_LAST: i32 = 3;

// virConnectDomainEventBlockJobStatus: How a disk's job ended, or that it is ready.
pub const VIR_DOMAIN_BLOCK_JOB_COMPLETED: i32 = 0;
pub const VIR_DOMAIN_BLOCK_JOB_FAILED: i32 = 1;
pub const VIR_DOMAIN_BLOCK_JOB_CANCELED: i32 = 2;
pub const VIR_DOMAIN_BLOCK_JOB_READY: i32 = 3;
pub const VIR_DOMAIN_BLOCK_JOB_LAST: i32 = 4;

// virConnectDomainEventDiskChangeReason: Why a disk's source was changed or dropped.
pub const VIR_DOMAIN_EVENT_DISK_CHANGE_MISSING_ON_START: i32 = 0;
pub const VIR_DOMAIN_EVENT_DISK_DROP_MISSING_ON_START: i32 = 1;
pub const VIR_DOMAIN_EVENT_DISK_CHANGE_LAST: i32 = 2;

// virConnectGetAllDomainStatsFlags: Which guests bulk statistics cover, and how they are gathered.
pub const VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE: u32 = 1;
pub const VIR_CONNECT_GET_ALL_DOMAINS_STATS_INACTIVE: u32 = 2;
pub const VIR_CONNECT_GET_ALL_DOMAINS_STATS_PERSISTENT: u32 = 4;
pub const VIR_CONNECT_GET_ALL_DOMAINS_STATS_TRANSIENT: u32 = 8;
pub const VIR_CONNECT_GET_ALL_DOMAINS_STATS_RUNNING: u32 = 16;
pub const VIR_CONNECT_GET_ALL_DOMAINS_STATS_PAUSED: u32 = 32;
pub const VIR_CONNECT_GET_ALL_DOMAINS_STATS_SHUTOFF: u32 = 64;
pub const VIR_CONNECT_GET_ALL_DOMAINS_STATS_OTHER: u32 = 128;
pub const VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT: u32 = 536870912;
pub const VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING: u32 = 1073741824;
pub const VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS: u32 = 2147483648;

// virConnectGetDomainCapabilitiesFlags: How a domain capabilities document is made.
pub const VIR_CONNECT_GET_DOMAIN_CAPABILITIES_DISABLE_DEPRECATED_FEATURES: u32 = 1;

// virConnectListAllDomainsFlags: Filters of a list of guests; bits of one group are alternatives.
pub const VIR_CONNECT_LIST_DOMAINS_ACTIVE: u32 = 1;
pub const VIR_CONNECT_LIST_DOMAINS_INACTIVE: u32 = 2;
pub const VIR_CONNECT_LIST_DOMAINS_PERSISTENT: u32 = 4;
pub const VIR_CONNECT_LIST_DOMAINS_TRANSIENT: u32 = 8;
pub const VIR_CONNECT_LIST_DOMAINS_RUNNING: u32 = 16;
pub const VIR_CONNECT_LIST_DOMAINS_PAUSED: u32 = 32;
pub const VIR_CONNECT_LIST_DOMAINS_SHUTOFF: u32 = 64;
pub const VIR_CONNECT_LIST_DOMAINS_OTHER: u32 = 128;
pub const VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE: u32 = 256;
pub const VIR_CONNECT_LIST_DOMAINS_NO_MANAGEDSAVE: u32 = 512;
pub const VIR_CONNECT_LIST_DOMAINS_AUTOSTART: u32 = 1024;
pub const VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART: u32 = 2048;
pub const VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT: u32 = 4096;
pub const VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT: u32 = 8192;
pub const VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT: u32 = 16384;
pub const VIR_CONNECT_LIST_DOMAINS_NO_CHECKPOINT: u32 = 32768;

// virDomainAbortJobFlagsValues: How to cancel a domain job.
pub const VIR_DOMAIN_ABORT_JOB_POSTCOPY: i32 = 1;

// virDomainAgentResponseTimeoutValues: Special values of the guest agent's response timeout.
pub const VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK: i32 = -2;
pub const VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_DEFAULT: i32 = -1;
pub const VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_NOWAIT: i32 = 0;

// virDomainAuthorizedSSHKeysSetFlags: Whether SSH keys are replaced, added or removed.
pub const VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_APPEND: u32 = 1;
pub const VIR_DOMAIN_AUTHORIZED_SSH_KEYS_SET_REMOVE: u32 = 2;

// virDomainBackupBeginFlags: How a backup job starts.
pub const VIR_DOMAIN_BACKUP_BEGIN_REUSE_EXTERNAL: u32 = 1;

// virDomainBlockCommitFlags: How images of a backing chain are merged downwards.
pub const VIR_DOMAIN_BLOCK_COMMIT_SHALLOW: u32 = 1;
pub const VIR_DOMAIN_BLOCK_COMMIT_DELETE: u32 = 2;
pub const VIR_DOMAIN_BLOCK_COMMIT_ACTIVE: u32 = 4;
pub const VIR_DOMAIN_BLOCK_COMMIT_RELATIVE: u32 = 8;
pub const VIR_DOMAIN_BLOCK_COMMIT_BANDWIDTH_BYTES: u32 = 16;

// virDomainBlockCopyFlags: How a disk is copied.
pub const VIR_DOMAIN_BLOCK_COPY_SHALLOW: u32 = 1;
pub const VIR_DOMAIN_BLOCK_COPY_REUSE_EXT: u32 = 2;
pub const VIR_DOMAIN_BLOCK_COPY_TRANSIENT_JOB: u32 = 4;
pub const VIR_DOMAIN_BLOCK_COPY_SYNCHRONOUS_WRITES: u32 = 8;

// virDomainBlockJobAbortFlags: How a disk's job is ended.
pub const VIR_DOMAIN_BLOCK_JOB_ABORT_ASYNC: u32 = 1;
pub const VIR_DOMAIN_BLOCK_JOB_ABORT_PIVOT: u32 = 2;

// virDomainBlockJobInfoFlags: Unit of the bandwidth in a disk job's information.
pub const VIR_DOMAIN_BLOCK_JOB_INFO_BANDWIDTH_BYTES: u32 = 1;

// virDomainBlockJobSetSpeedFlags: Unit of the bandwidth given to a disk's job.
pub const VIR_DOMAIN_BLOCK_JOB_SPEED_BANDWIDTH_BYTES: u32 = 1;

// virDomainBlockJobType: Kind of a disk's job.
pub const VIR_DOMAIN_BLOCK_JOB_TYPE_UNKNOWN: i32 = 0;
pub const VIR_DOMAIN_BLOCK_JOB_TYPE_PULL: i32 = 1;
pub const VIR_DOMAIN_BLOCK_JOB_TYPE_COPY: i32 = 2;
pub const VIR_DOMAIN_BLOCK_JOB_TYPE_COMMIT: i32 = 3;
pub const VIR_DOMAIN_BLOCK_JOB_TYPE_ACTIVE_COMMIT: i32 = 4;
pub const VIR_DOMAIN_BLOCK_JOB_TYPE_BACKUP: i32 = 5;
pub const VIR_DOMAIN_BLOCK_JOB_TYPE_LAST: i32 = 6;

// virDomainBlockPullFlags: Unit of the bandwidth of a block pull.
pub const VIR_DOMAIN_BLOCK_PULL_BANDWIDTH_BYTES: u32 = 64;

// virDomainBlockRebaseFlags: How a disk is rebased or copied.
pub const VIR_DOMAIN_BLOCK_REBASE_SHALLOW: u32 = 1;
pub const VIR_DOMAIN_BLOCK_REBASE_REUSE_EXT: u32 = 2;
pub const VIR_DOMAIN_BLOCK_REBASE_COPY_RAW: u32 = 4;
pub const VIR_DOMAIN_BLOCK_REBASE_COPY: u32 = 8;
pub const VIR_DOMAIN_BLOCK_REBASE_RELATIVE: u32 = 16;
pub const VIR_DOMAIN_BLOCK_REBASE_COPY_DEV: u32 = 32;
pub const VIR_DOMAIN_BLOCK_REBASE_BANDWIDTH_BYTES: u32 = 64;

// virDomainBlockResizeFlags: Unit and target of a disk resize.
pub const VIR_DOMAIN_BLOCK_RESIZE_BYTES: u32 = 1;
pub const VIR_DOMAIN_BLOCK_RESIZE_CAPACITY: u32 = 2;

// virDomainBlockedReason: Why a guest is blocked.
pub const VIR_DOMAIN_BLOCKED_UNKNOWN: i32 = 0;
pub const VIR_DOMAIN_BLOCKED_LAST: i32 = 1;

// virDomainChannelFlags: How a channel stream is opened.
pub const VIR_DOMAIN_CHANNEL_FORCE: u32 = 1;

// virDomainConsoleFlags: How a console stream is opened.
pub const VIR_DOMAIN_CONSOLE_FORCE: u32 = 1;
pub const VIR_DOMAIN_CONSOLE_SAFE: u32 = 2;

// virDomainControlErrorReason: Why the control channel to a guest is in error.
pub const VIR_DOMAIN_CONTROL_ERROR_REASON_NONE: i32 = 0;
pub const VIR_DOMAIN_CONTROL_ERROR_REASON_UNKNOWN: i32 = 1;
pub const VIR_DOMAIN_CONTROL_ERROR_REASON_MONITOR: i32 = 2;
pub const VIR_DOMAIN_CONTROL_ERROR_REASON_INTERNAL: i32 = 3;
pub const VIR_DOMAIN_CONTROL_ERROR_REASON_LAST: i32 = 4;

// virDomainControlState: State of the control channel to a guest.
pub const VIR_DOMAIN_CONTROL_OK: i32 = 0;
pub const VIR_DOMAIN_CONTROL_JOB: i32 = 1;
pub const VIR_DOMAIN_CONTROL_OCCUPIED: i32 = 2;
pub const VIR_DOMAIN_CONTROL_ERROR: i32 = 3;
pub const VIR_DOMAIN_CONTROL_LAST: i32 = 4;

// virDomainCoreDumpFlags: How a guest's memory is dumped and what becomes of the guest.
pub const VIR_DUMP_CRASH: u32 = 1;
pub const VIR_DUMP_LIVE: u32 = 2;
pub const VIR_DUMP_BYPASS_CACHE: u32 = 4;
pub const VIR_DUMP_RESET: u32 = 8;
pub const VIR_DUMP_MEMORY_ONLY: u32 = 16;

// virDomainCoreDumpFormat: File format of a memory dump.
pub const VIR_DOMAIN_CORE_DUMP_FORMAT_RAW: i32 = 0;
pub const VIR_DOMAIN_CORE_DUMP_FORMAT_KDUMP_ZLIB: i32 = 1;
pub const VIR_DOMAIN_CORE_DUMP_FORMAT_KDUMP_LZO: i32 = 2;
pub const VIR_DOMAIN_CORE_DUMP_FORMAT_KDUMP_SNAPPY: i32 = 3;
pub const VIR_DOMAIN_CORE_DUMP_FORMAT_WIN_DMP: i32 = 4;
pub const VIR_DOMAIN_CORE_DUMP_FORMAT_LAST: i32 = 5;

// virDomainCrashedReason: Why a guest counts as crashed.
pub const VIR_DOMAIN_CRASHED_UNKNOWN: i32 = 0;
pub const VIR_DOMAIN_CRASHED_PANICKED: i32 = 1;
pub const VIR_DOMAIN_CRASHED_LAST: i32 = 2;

// virDomainCreateFlags: How a guest is started.
pub const VIR_DOMAIN_NONE: u32 = 0;
pub const VIR_DOMAIN_START_PAUSED: u32 = 1;
pub const VIR_DOMAIN_START_AUTODESTROY: u32 = 2;
pub const VIR_DOMAIN_START_BYPASS_CACHE: u32 = 4;
pub const VIR_DOMAIN_START_FORCE_BOOT: u32 = 8;
pub const VIR_DOMAIN_START_VALIDATE: u32 = 16;
pub const VIR_DOMAIN_START_RESET_NVRAM: u32 = 32;

// virDomainDefineFlags: How a domain document is defined.
pub const VIR_DOMAIN_DEFINE_VALIDATE: u32 = 1;

// virDomainDestroyFlagsValues: How a guest is stopped by force.
pub const VIR_DOMAIN_DESTROY_DEFAULT: i32 = 0;
pub const VIR_DOMAIN_DESTROY_GRACEFUL: i32 = 1;
pub const VIR_DOMAIN_DESTROY_REMOVE_LOGS: i32 = 2;

// virDomainDeviceModifyFlags: What a device change affects.
pub const VIR_DOMAIN_DEVICE_MODIFY_CURRENT: u32 = 0;
pub const VIR_DOMAIN_DEVICE_MODIFY_LIVE: u32 = 1;
pub const VIR_DOMAIN_DEVICE_MODIFY_CONFIG: u32 = 2;
pub const VIR_DOMAIN_DEVICE_MODIFY_FORCE: u32 = 4;

// virDomainDirtyRateCalcFlags: How the dirty page rate is measured.
pub const VIR_DOMAIN_DIRTYRATE_MODE_PAGE_SAMPLING: u32 = 0;
pub const VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_BITMAP: u32 = 1;
pub const VIR_DOMAIN_DIRTYRATE_MODE_DIRTY_RING: u32 = 2;

// virDomainDirtyRateStatus: State of a dirty page rate measurement.
pub const VIR_DOMAIN_DIRTYRATE_UNSTARTED: i32 = 0;
pub const VIR_DOMAIN_DIRTYRATE_MEASURING: i32 = 1;
pub const VIR_DOMAIN_DIRTYRATE_MEASURED: i32 = 2;
pub const VIR_DOMAIN_DIRTYRATE_LAST: i32 = 3;

// virDomainDiskErrorCode: What is wrong with a disk.
pub const VIR_DOMAIN_DISK_ERROR_NONE: i32 = 0;
pub const VIR_DOMAIN_DISK_ERROR_UNSPEC: i32 = 1;
pub const VIR_DOMAIN_DISK_ERROR_NO_SPACE: i32 = 2;
pub const VIR_DOMAIN_DISK_ERROR_LAST: i32 = 3;

// virDomainEventCrashedDetailType: Detail of a crash event.
pub const VIR_DOMAIN_EVENT_CRASHED_PANICKED: i32 = 0;
pub const VIR_DOMAIN_EVENT_CRASHED_CRASHLOADED: i32 = 1;
pub const VIR_DOMAIN_EVENT_CRASHED_LAST: i32 = 2;

// virDomainEventDefinedDetailType: Detail of a definition event.
pub const VIR_DOMAIN_EVENT_DEFINED_ADDED: i32 = 0;
pub const VIR_DOMAIN_EVENT_DEFINED_UPDATED: i32 = 1;
pub const VIR_DOMAIN_EVENT_DEFINED_RENAMED: i32 = 2;
pub const VIR_DOMAIN_EVENT_DEFINED_FROM_SNAPSHOT: i32 = 3;
pub const VIR_DOMAIN_EVENT_DEFINED_LAST: i32 = 4;

// virDomainEventGraphicsAddressType: Kind of a graphics peer's address.
pub const VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV4: i32 = 0;
pub const VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV6: i32 = 1;
pub const VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_UNIX: i32 = 2;
pub const VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_LAST: i32 = 3;

// virDomainEventGraphicsPhase: Phase of a graphics connection.
pub const VIR_DOMAIN_EVENT_GRAPHICS_CONNECT: i32 = 0;
pub const VIR_DOMAIN_EVENT_GRAPHICS_INITIALIZE: i32 = 1;
pub const VIR_DOMAIN_EVENT_GRAPHICS_DISCONNECT: i32 = 2;
pub const VIR_DOMAIN_EVENT_GRAPHICS_LAST: i32 = 3;

// virDomainEventID: Kind of a domain event.
pub const VIR_DOMAIN_EVENT_ID_LIFECYCLE: i32 = 0;
pub const VIR_DOMAIN_EVENT_ID_REBOOT: i32 = 1;
pub const VIR_DOMAIN_EVENT_ID_RTC_CHANGE: i32 = 2;
pub const VIR_DOMAIN_EVENT_ID_WATCHDOG: i32 = 3;
pub const VIR_DOMAIN_EVENT_ID_IO_ERROR: i32 = 4;
pub const VIR_DOMAIN_EVENT_ID_GRAPHICS: i32 = 5;
pub const VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON: i32 = 6;
pub const VIR_DOMAIN_EVENT_ID_CONTROL_ERROR: i32 = 7;
pub const VIR_DOMAIN_EVENT_ID_BLOCK_JOB: i32 = 8;
pub const VIR_DOMAIN_EVENT_ID_DISK_CHANGE: i32 = 9;
pub const VIR_DOMAIN_EVENT_ID_TRAY_CHANGE: i32 = 10;
pub const VIR_DOMAIN_EVENT_ID_PMWAKEUP: i32 = 11;
pub const VIR_DOMAIN_EVENT_ID_PMSUSPEND: i32 = 12;
pub const VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE: i32 = 13;
pub const VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK: i32 = 14;
pub const VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED: i32 = 15;
pub const VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2: i32 = 16;
pub const VIR_DOMAIN_EVENT_ID_TUNABLE: i32 = 17;
pub const VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE: i32 = 18;
pub const VIR_DOMAIN_EVENT_ID_DEVICE_ADDED: i32 = 19;
pub const VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION: i32 = 20;
pub const VIR_DOMAIN_EVENT_ID_JOB_COMPLETED: i32 = 21;
pub const VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED: i32 = 22;
pub const VIR_DOMAIN_EVENT_ID_METADATA_CHANGE: i32 = 23;
pub const VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD: i32 = 24;
pub const VIR_DOMAIN_EVENT_ID_MEMORY_FAILURE: i32 = 25;
pub const VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE: i32 = 26;
pub const VIR_DOMAIN_EVENT_ID_NIC_MAC_CHANGE: i32 = 27;
pub const VIR_DOMAIN_EVENT_ID_LAST: i32 = 28;

// virDomainEventIOErrorAction: What is done after a disk I/O error.
pub const VIR_DOMAIN_EVENT_IO_ERROR_NONE: i32 = 0;
pub const VIR_DOMAIN_EVENT_IO_ERROR_PAUSE: i32 = 1;
pub const VIR_DOMAIN_EVENT_IO_ERROR_REPORT: i32 = 2;
pub const VIR_DOMAIN_EVENT_IO_ERROR_LAST: i32 = 3;

// virDomainEventPMSuspendedDetailType: Detail of a guest's own suspend.
pub const VIR_DOMAIN_EVENT_PMSUSPENDED_MEMORY: i32 = 0;
pub const VIR_DOMAIN_EVENT_PMSUSPENDED_DISK: i32 = 1;
pub const VIR_DOMAIN_EVENT_PMSUSPENDED_LAST: i32 = 2;

// virDomainEventResumedDetailType: Detail of a resume event.
pub const VIR_DOMAIN_EVENT_RESUMED_UNPAUSED: i32 = 0;
pub const VIR_DOMAIN_EVENT_RESUMED_MIGRATED: i32 = 1;
pub const VIR_DOMAIN_EVENT_RESUMED_FROM_SNAPSHOT: i32 = 2;
pub const VIR_DOMAIN_EVENT_RESUMED_POSTCOPY: i32 = 3;
pub const VIR_DOMAIN_EVENT_RESUMED_POSTCOPY_FAILED: i32 = 4;
pub const VIR_DOMAIN_EVENT_RESUMED_LAST: i32 = 5;

// virDomainEventShutdownDetailType: Detail of a shutdown event: who asked for it.
pub const VIR_DOMAIN_EVENT_SHUTDOWN_FINISHED: i32 = 0;
pub const VIR_DOMAIN_EVENT_SHUTDOWN_GUEST: i32 = 1;
pub const VIR_DOMAIN_EVENT_SHUTDOWN_HOST: i32 = 2;
pub const VIR_DOMAIN_EVENT_SHUTDOWN_LAST: i32 = 3;

// virDomainEventStartedDetailType: Detail of a start event.
pub const VIR_DOMAIN_EVENT_STARTED_BOOTED: i32 = 0;
pub const VIR_DOMAIN_EVENT_STARTED_MIGRATED: i32 = 1;
pub const VIR_DOMAIN_EVENT_STARTED_RESTORED: i32 = 2;
pub const VIR_DOMAIN_EVENT_STARTED_FROM_SNAPSHOT: i32 = 3;
pub const VIR_DOMAIN_EVENT_STARTED_WAKEUP: i32 = 4;
pub const VIR_DOMAIN_EVENT_STARTED_LAST: i32 = 5;

// virDomainEventStoppedDetailType: Detail of a stop event.
pub const VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN: i32 = 0;
pub const VIR_DOMAIN_EVENT_STOPPED_DESTROYED: i32 = 1;
pub const VIR_DOMAIN_EVENT_STOPPED_CRASHED: i32 = 2;
pub const VIR_DOMAIN_EVENT_STOPPED_MIGRATED: i32 = 3;
pub const VIR_DOMAIN_EVENT_STOPPED_SAVED: i32 = 4;
pub const VIR_DOMAIN_EVENT_STOPPED_FAILED: i32 = 5;
pub const VIR_DOMAIN_EVENT_STOPPED_FROM_SNAPSHOT: i32 = 6;
pub const VIR_DOMAIN_EVENT_STOPPED_LAST: i32 = 7;

// virDomainEventSuspendedDetailType: Detail of a suspend event.
pub const VIR_DOMAIN_EVENT_SUSPENDED_PAUSED: i32 = 0;
pub const VIR_DOMAIN_EVENT_SUSPENDED_MIGRATED: i32 = 1;
pub const VIR_DOMAIN_EVENT_SUSPENDED_IOERROR: i32 = 2;
pub const VIR_DOMAIN_EVENT_SUSPENDED_WATCHDOG: i32 = 3;
pub const VIR_DOMAIN_EVENT_SUSPENDED_RESTORED: i32 = 4;
pub const VIR_DOMAIN_EVENT_SUSPENDED_FROM_SNAPSHOT: i32 = 5;
pub const VIR_DOMAIN_EVENT_SUSPENDED_API_ERROR: i32 = 6;
pub const VIR_DOMAIN_EVENT_SUSPENDED_POSTCOPY: i32 = 7;
pub const VIR_DOMAIN_EVENT_SUSPENDED_POSTCOPY_FAILED: i32 = 8;
pub const VIR_DOMAIN_EVENT_SUSPENDED_LAST: i32 = 9;

// virDomainEventTrayChangeReason: Whether a drive's tray was opened or closed.
pub const VIR_DOMAIN_EVENT_TRAY_CHANGE_OPEN: i32 = 0;
pub const VIR_DOMAIN_EVENT_TRAY_CHANGE_CLOSE: i32 = 1;
pub const VIR_DOMAIN_EVENT_TRAY_CHANGE_LAST: i32 = 2;

// virDomainEventType: What happened to a guest in its lifecycle.
pub const VIR_DOMAIN_EVENT_DEFINED: i32 = 0;
pub const VIR_DOMAIN_EVENT_UNDEFINED: i32 = 1;
pub const VIR_DOMAIN_EVENT_STARTED: i32 = 2;
pub const VIR_DOMAIN_EVENT_SUSPENDED: i32 = 3;
pub const VIR_DOMAIN_EVENT_RESUMED: i32 = 4;
pub const VIR_DOMAIN_EVENT_STOPPED: i32 = 5;
pub const VIR_DOMAIN_EVENT_SHUTDOWN: i32 = 6;
pub const VIR_DOMAIN_EVENT_PMSUSPENDED: i32 = 7;
pub const VIR_DOMAIN_EVENT_CRASHED: i32 = 8;
pub const VIR_DOMAIN_EVENT_LAST: i32 = 9;

// virDomainEventUndefinedDetailType: Detail of an undefinition event.
pub const VIR_DOMAIN_EVENT_UNDEFINED_REMOVED: i32 = 0;
pub const VIR_DOMAIN_EVENT_UNDEFINED_RENAMED: i32 = 1;
pub const VIR_DOMAIN_EVENT_UNDEFINED_LAST: i32 = 2;

// virDomainEventWatchdogAction: What is done when a watchdog fires.
pub const VIR_DOMAIN_EVENT_WATCHDOG_NONE: i32 = 0;
pub const VIR_DOMAIN_EVENT_WATCHDOG_PAUSE: i32 = 1;
pub const VIR_DOMAIN_EVENT_WATCHDOG_RESET: i32 = 2;
pub const VIR_DOMAIN_EVENT_WATCHDOG_POWEROFF: i32 = 3;
pub const VIR_DOMAIN_EVENT_WATCHDOG_SHUTDOWN: i32 = 4;
pub const VIR_DOMAIN_EVENT_WATCHDOG_DEBUG: i32 = 5;
pub const VIR_DOMAIN_EVENT_WATCHDOG_INJECTNMI: i32 = 6;
pub const VIR_DOMAIN_EVENT_WATCHDOG_LAST: i32 = 7;

// virDomainFDAssociateFlags: How descriptors given to the daemon are labelled.
pub const VIR_DOMAIN_FD_ASSOCIATE_SECLABEL_RESTORE: u32 = 1;
pub const VIR_DOMAIN_FD_ASSOCIATE_SECLABEL_WRITABLE: u32 = 2;

// virDomainGetHostnameFlags: Where a guest's host name is taken from.
pub const VIR_DOMAIN_GET_HOSTNAME_LEASE: u32 = 1;
pub const VIR_DOMAIN_GET_HOSTNAME_AGENT: u32 = 2;

// virDomainGetJobStatsFlags: Which job's statistics are wanted.
pub const VIR_DOMAIN_JOB_STATS_COMPLETED: u32 = 1;
pub const VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED: u32 = 2;

// virDomainGraphicsReloadType: Which graphics servers load their certificates again.
pub const VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_ANY: i32 = 0;
pub const VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_VNC: i32 = 1;
pub const VIR_DOMAIN_GRAPHICS_RELOAD_TYPE_LAST: i32 = 2;

// virDomainGuestInfoTypes: Groups of facts asked of the guest agent.
pub const VIR_DOMAIN_GUEST_INFO_USERS: u32 = 1;
pub const VIR_DOMAIN_GUEST_INFO_OS: u32 = 2;
pub const VIR_DOMAIN_GUEST_INFO_TIMEZONE: u32 = 4;
pub const VIR_DOMAIN_GUEST_INFO_HOSTNAME: u32 = 8;
pub const VIR_DOMAIN_GUEST_INFO_FILESYSTEM: u32 = 16;
pub const VIR_DOMAIN_GUEST_INFO_DISKS: u32 = 32;
pub const VIR_DOMAIN_GUEST_INFO_INTERFACES: u32 = 64;
pub const VIR_DOMAIN_GUEST_INFO_LOAD: u32 = 128;

// virDomainInterfaceAddressesSource: Where a guest's addresses are taken from.
pub const VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE: i32 = 0;
pub const VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT: i32 = 1;
pub const VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP: i32 = 2;
pub const VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LAST: i32 = 3;

// virDomainJobOperation: Operation a domain job carries out.
pub const VIR_DOMAIN_JOB_OPERATION_UNKNOWN: i32 = 0;
pub const VIR_DOMAIN_JOB_OPERATION_START: i32 = 1;
pub const VIR_DOMAIN_JOB_OPERATION_SAVE: i32 = 2;
pub const VIR_DOMAIN_JOB_OPERATION_RESTORE: i32 = 3;
pub const VIR_DOMAIN_JOB_OPERATION_MIGRATION_IN: i32 = 4;
pub const VIR_DOMAIN_JOB_OPERATION_MIGRATION_OUT: i32 = 5;
pub const VIR_DOMAIN_JOB_OPERATION_SNAPSHOT: i32 = 6;
pub const VIR_DOMAIN_JOB_OPERATION_SNAPSHOT_REVERT: i32 = 7;
pub const VIR_DOMAIN_JOB_OPERATION_DUMP: i32 = 8;
pub const VIR_DOMAIN_JOB_OPERATION_BACKUP: i32 = 9;
pub const VIR_DOMAIN_JOB_OPERATION_SNAPSHOT_DELETE: i32 = 10;
pub const VIR_DOMAIN_JOB_OPERATION_LAST: i32 = 11;

// virDomainJobType: Whether there is a domain job, and how far its end is known.
pub const VIR_DOMAIN_JOB_NONE: i32 = 0;
pub const VIR_DOMAIN_JOB_BOUNDED: i32 = 1;
pub const VIR_DOMAIN_JOB_UNBOUNDED: i32 = 2;
pub const VIR_DOMAIN_JOB_COMPLETED: i32 = 3;
pub const VIR_DOMAIN_JOB_FAILED: i32 = 4;
pub const VIR_DOMAIN_JOB_CANCELLED: i32 = 5;
pub const VIR_DOMAIN_JOB_LAST: i32 = 6;

// virDomainLifecycle: Lifecycle event an action can be set for.
pub const VIR_DOMAIN_LIFECYCLE_POWEROFF: i32 = 0;
pub const VIR_DOMAIN_LIFECYCLE_REBOOT: i32 = 1;
pub const VIR_DOMAIN_LIFECYCLE_CRASH: i32 = 2;
pub const VIR_DOMAIN_LIFECYCLE_LAST: i32 = 3;

// virDomainLifecycleAction: What happens on a lifecycle event.
pub const VIR_DOMAIN_LIFECYCLE_ACTION_DESTROY: i32 = 0;
pub const VIR_DOMAIN_LIFECYCLE_ACTION_RESTART: i32 = 1;
pub const VIR_DOMAIN_LIFECYCLE_ACTION_RESTART_RENAME: i32 = 2;
pub const VIR_DOMAIN_LIFECYCLE_ACTION_PRESERVE: i32 = 3;
pub const VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_DESTROY: i32 = 4;
pub const VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_RESTART: i32 = 5;
pub const VIR_DOMAIN_LIFECYCLE_ACTION_LAST: i32 = 6;

// virDomainMemoryFailureActionType: What was done about a memory failure.
pub const VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_IGNORE: i32 = 0;
pub const VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_INJECT: i32 = 1;
pub const VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_FATAL: i32 = 2;
pub const VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_RESET: i32 = 3;
pub const VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_LAST: i32 = 4;

// virDomainMemoryFailureFlags: Marks of a memory failure.
pub const VIR_DOMAIN_MEMORY_FAILURE_ACTION_REQUIRED: u32 = 1;
pub const VIR_DOMAIN_MEMORY_FAILURE_RECURSIVE: u32 = 2;

// virDomainMemoryFailureRecipientType: Who was told of a memory failure.
pub const VIR_DOMAIN_EVENT_MEMORY_FAILURE_RECIPIENT_HYPERVISOR: i32 = 0;
pub const VIR_DOMAIN_EVENT_MEMORY_FAILURE_RECIPIENT_GUEST: i32 = 1;
pub const VIR_DOMAIN_EVENT_MEMORY_FAILURE_RECIPIENT_LAST: i32 = 2;

// virDomainMemoryFlags: Kind of address of a memory peek.
pub const VIR_MEMORY_VIRTUAL: u32 = 1;
pub const VIR_MEMORY_PHYSICAL: u32 = 2;

// virDomainMemoryModFlags: What a memory change affects, and whether it means the maximum.
pub const VIR_DOMAIN_MEM_CURRENT: u32 = 0;
pub const VIR_DOMAIN_MEM_LIVE: u32 = 1;
pub const VIR_DOMAIN_MEM_CONFIG: u32 = 2;
pub const VIR_DOMAIN_MEM_MAXIMUM: u32 = 4;

// virDomainMemoryStatTags: Tag of a memory statistics figure.
pub const VIR_DOMAIN_MEMORY_STAT_SWAP_IN: i32 = 0;
pub const VIR_DOMAIN_MEMORY_STAT_SWAP_OUT: i32 = 1;
pub const VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT: i32 = 2;
pub const VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT: i32 = 3;
pub const VIR_DOMAIN_MEMORY_STAT_UNUSED: i32 = 4;
pub const VIR_DOMAIN_MEMORY_STAT_AVAILABLE: i32 = 5;
pub const VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON: i32 = 6;
pub const VIR_DOMAIN_MEMORY_STAT_RSS: i32 = 7;
pub const VIR_DOMAIN_MEMORY_STAT_USABLE: i32 = 8;
pub const VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE: i32 = 9;
pub const VIR_DOMAIN_MEMORY_STAT_DISK_CACHES: i32 = 10;
pub const VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC: i32 = 11;
pub const VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL: i32 = 12;
pub const VIR_DOMAIN_MEMORY_STAT_NR: i32 = 13;
pub const VIR_DOMAIN_MEMORY_STAT_LAST: i32 = VIR_DOMAIN_MEMORY_STAT_NR;

// virDomainMessageType: Kinds of standing warnings of a guest.
pub const VIR_DOMAIN_MESSAGE_DEPRECATION: i32 = 1;
pub const VIR_DOMAIN_MESSAGE_TAINTING: i32 = 2;
pub const VIR_DOMAIN_MESSAGE_IOERRORS: i32 = 4;

// virDomainMetadataType: Part of an object's metadata.
pub const VIR_DOMAIN_METADATA_DESCRIPTION: i32 = 0;
pub const VIR_DOMAIN_METADATA_TITLE: i32 = 1;
pub const VIR_DOMAIN_METADATA_ELEMENT: i32 = 2;
pub const VIR_DOMAIN_METADATA_LAST: i32 = 3;

// virDomainMigrateFlags: How a guest is migrated.
pub const VIR_MIGRATE_LIVE: u32 = 1;
pub const VIR_MIGRATE_PEER2PEER: u32 = 2;
pub const VIR_MIGRATE_TUNNELLED: u32 = 4;
pub const VIR_MIGRATE_PERSIST_DEST: u32 = 8;
pub const VIR_MIGRATE_UNDEFINE_SOURCE: u32 = 16;
pub const VIR_MIGRATE_PAUSED: u32 = 32;
pub const VIR_MIGRATE_NON_SHARED_DISK: u32 = 64;
pub const VIR_MIGRATE_NON_SHARED_INC: u32 = 128;
pub const VIR_MIGRATE_CHANGE_PROTECTION: u32 = 256;
pub const VIR_MIGRATE_UNSAFE: u32 = 512;
pub const VIR_MIGRATE_OFFLINE: u32 = 1024;
pub const VIR_MIGRATE_COMPRESSED: u32 = 2048;
pub const VIR_MIGRATE_ABORT_ON_ERROR: u32 = 4096;
pub const VIR_MIGRATE_AUTO_CONVERGE: u32 = 8192;
pub const VIR_MIGRATE_RDMA_PIN_ALL: u32 = 16384;
pub const VIR_MIGRATE_POSTCOPY: u32 = 32768;
pub const VIR_MIGRATE_TLS: u32 = 65536;
pub const VIR_MIGRATE_PARALLEL: u32 = 131072;
pub const VIR_MIGRATE_NON_SHARED_SYNCHRONOUS_WRITES: u32 = 262144;
pub const VIR_MIGRATE_POSTCOPY_RESUME: u32 = 524288;
pub const VIR_MIGRATE_ZEROCOPY: u32 = 1048576;

// virDomainMigrateMaxSpeedFlags: Which phase of a migration a bandwidth is for.
pub const VIR_DOMAIN_MIGRATE_MAX_SPEED_POSTCOPY: u32 = 1;

// virDomainModificationImpact: Whether a change affects the current state, the running guest or the stored definition.
pub const VIR_DOMAIN_AFFECT_CURRENT: u32 = 0;
pub const VIR_DOMAIN_AFFECT_LIVE: u32 = 1;
pub const VIR_DOMAIN_AFFECT_CONFIG: u32 = 2;

// virDomainNostateReason: Reason of the state without a meaning.
pub const VIR_DOMAIN_NOSTATE_UNKNOWN: i32 = 0;
pub const VIR_DOMAIN_NOSTATE_LAST: i32 = 1;

// virDomainNumatuneMemMode: NUMA memory policy.
pub const VIR_DOMAIN_NUMATUNE_MEM_STRICT: i32 = 0;
pub const VIR_DOMAIN_NUMATUNE_MEM_PREFERRED: i32 = 1;
pub const VIR_DOMAIN_NUMATUNE_MEM_INTERLEAVE: i32 = 2;
pub const VIR_DOMAIN_NUMATUNE_MEM_RESTRICTIVE: i32 = 3;
pub const VIR_DOMAIN_NUMATUNE_MEM_LAST: i32 = 4;

// virDomainOpenGraphicsFlags: How a graphics connection is opened.
pub const VIR_DOMAIN_OPEN_GRAPHICS_SKIPAUTH: u32 = 1;

// virDomainPMSuspendedDiskReason: Reason of the suspended-to-disk state.
pub const VIR_DOMAIN_PMSUSPENDED_DISK_UNKNOWN: i32 = 0;
pub const VIR_DOMAIN_PMSUSPENDED_DISK_LAST: i32 = 1;

// virDomainPMSuspendedReason: Reason of the self-suspended state.
pub const VIR_DOMAIN_PMSUSPENDED_UNKNOWN: i32 = 0;
pub const VIR_DOMAIN_PMSUSPENDED_LAST: i32 = 1;

// virDomainPausedReason: Why a guest is paused.
pub const VIR_DOMAIN_PAUSED_UNKNOWN: i32 = 0;
pub const VIR_DOMAIN_PAUSED_USER: i32 = 1;
pub const VIR_DOMAIN_PAUSED_MIGRATION: i32 = 2;
pub const VIR_DOMAIN_PAUSED_SAVE: i32 = 3;
pub const VIR_DOMAIN_PAUSED_DUMP: i32 = 4;
pub const VIR_DOMAIN_PAUSED_IOERROR: i32 = 5;
pub const VIR_DOMAIN_PAUSED_WATCHDOG: i32 = 6;
pub const VIR_DOMAIN_PAUSED_FROM_SNAPSHOT: i32 = 7;
pub const VIR_DOMAIN_PAUSED_SHUTTING_DOWN: i32 = 8;
pub const VIR_DOMAIN_PAUSED_SNAPSHOT: i32 = 9;
pub const VIR_DOMAIN_PAUSED_CRASHED: i32 = 10;
pub const VIR_DOMAIN_PAUSED_STARTING_UP: i32 = 11;
pub const VIR_DOMAIN_PAUSED_POSTCOPY: i32 = 12;
pub const VIR_DOMAIN_PAUSED_POSTCOPY_FAILED: i32 = 13;
pub const VIR_DOMAIN_PAUSED_API_ERROR: i32 = 14;
pub const VIR_DOMAIN_PAUSED_LAST: i32 = 15;

// virDomainProcessSignal: Signals for a process inside a container, with numbers that do not depend on the host.
pub const VIR_DOMAIN_PROCESS_SIGNAL_NOP: i32 = 0;
pub const VIR_DOMAIN_PROCESS_SIGNAL_HUP: i32 = 1;
pub const VIR_DOMAIN_PROCESS_SIGNAL_INT: i32 = 2;
pub const VIR_DOMAIN_PROCESS_SIGNAL_QUIT: i32 = 3;
pub const VIR_DOMAIN_PROCESS_SIGNAL_ILL: i32 = 4;
pub const VIR_DOMAIN_PROCESS_SIGNAL_TRAP: i32 = 5;
pub const VIR_DOMAIN_PROCESS_SIGNAL_ABRT: i32 = 6;
pub const VIR_DOMAIN_PROCESS_SIGNAL_BUS: i32 = 7;
pub const VIR_DOMAIN_PROCESS_SIGNAL_FPE: i32 = 8;
pub const VIR_DOMAIN_PROCESS_SIGNAL_KILL: i32 = 9;
pub const VIR_DOMAIN_PROCESS_SIGNAL_USR1: i32 = 10;
pub const VIR_DOMAIN_PROCESS_SIGNAL_SEGV: i32 = 11;
pub const VIR_DOMAIN_PROCESS_SIGNAL_USR2: i32 = 12;
pub const VIR_DOMAIN_PROCESS_SIGNAL_PIPE: i32 = 13;
pub const VIR_DOMAIN_PROCESS_SIGNAL_ALRM: i32 = 14;
pub const VIR_DOMAIN_PROCESS_SIGNAL_TERM: i32 = 15;
pub const VIR_DOMAIN_PROCESS_SIGNAL_STKFLT: i32 = 16;
pub const VIR_DOMAIN_PROCESS_SIGNAL_CHLD: i32 = 17;
pub const VIR_DOMAIN_PROCESS_SIGNAL_CONT: i32 = 18;
pub const VIR_DOMAIN_PROCESS_SIGNAL_STOP: i32 = 19;
pub const VIR_DOMAIN_PROCESS_SIGNAL_TSTP: i32 = 20;
pub const VIR_DOMAIN_PROCESS_SIGNAL_TTIN: i32 = 21;
pub const VIR_DOMAIN_PROCESS_SIGNAL_TTOU: i32 = 22;
pub const VIR_DOMAIN_PROCESS_SIGNAL_URG: i32 = 23;
pub const VIR_DOMAIN_PROCESS_SIGNAL_XCPU: i32 = 24;
pub const VIR_DOMAIN_PROCESS_SIGNAL_XFSZ: i32 = 25;
pub const VIR_DOMAIN_PROCESS_SIGNAL_VTALRM: i32 = 26;
pub const VIR_DOMAIN_PROCESS_SIGNAL_PROF: i32 = 27;
pub const VIR_DOMAIN_PROCESS_SIGNAL_WINCH: i32 = 28;
pub const VIR_DOMAIN_PROCESS_SIGNAL_POLL: i32 = 29;
pub const VIR_DOMAIN_PROCESS_SIGNAL_PWR: i32 = 30;
pub const VIR_DOMAIN_PROCESS_SIGNAL_SYS: i32 = 31;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT0: i32 = 32;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT1: i32 = 33;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT2: i32 = 34;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT3: i32 = 35;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT4: i32 = 36;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT5: i32 = 37;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT6: i32 = 38;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT7: i32 = 39;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT8: i32 = 40;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT9: i32 = 41;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT10: i32 = 42;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT11: i32 = 43;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT12: i32 = 44;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT13: i32 = 45;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT14: i32 = 46;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT15: i32 = 47;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT16: i32 = 48;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT17: i32 = 49;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT18: i32 = 50;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT19: i32 = 51;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT20: i32 = 52;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT21: i32 = 53;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT22: i32 = 54;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT23: i32 = 55;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT24: i32 = 56;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT25: i32 = 57;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT26: i32 = 58;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT27: i32 = 59;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT28: i32 = 60;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT29: i32 = 61;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT30: i32 = 62;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT31: i32 = 63;
pub const VIR_DOMAIN_PROCESS_SIGNAL_RT32: i32 = 64;
pub const VIR_DOMAIN_PROCESS_SIGNAL_LAST: i32 = 65;

// virDomainRebootFlagValues: By which method a guest is asked to reboot.
pub const VIR_DOMAIN_REBOOT_DEFAULT: i32 = 0;
pub const VIR_DOMAIN_REBOOT_ACPI_POWER_BTN: i32 = 1;
pub const VIR_DOMAIN_REBOOT_GUEST_AGENT: i32 = 2;
pub const VIR_DOMAIN_REBOOT_INITCTL: i32 = 4;
pub const VIR_DOMAIN_REBOOT_SIGNAL: i32 = 8;
pub const VIR_DOMAIN_REBOOT_PARAVIRT: i32 = 16;

// virDomainRunningReason: Why a guest is running.
pub const VIR_DOMAIN_RUNNING_UNKNOWN: i32 = 0;
pub const VIR_DOMAIN_RUNNING_BOOTED: i32 = 1;
pub const VIR_DOMAIN_RUNNING_MIGRATED: i32 = 2;
pub const VIR_DOMAIN_RUNNING_RESTORED: i32 = 3;
pub const VIR_DOMAIN_RUNNING_FROM_SNAPSHOT: i32 = 4;
pub const VIR_DOMAIN_RUNNING_UNPAUSED: i32 = 5;
pub const VIR_DOMAIN_RUNNING_MIGRATION_CANCELED: i32 = 6;
pub const VIR_DOMAIN_RUNNING_SAVE_CANCELED: i32 = 7;
pub const VIR_DOMAIN_RUNNING_WAKEUP: i32 = 8;
pub const VIR_DOMAIN_RUNNING_CRASHED: i32 = 9;
pub const VIR_DOMAIN_RUNNING_POSTCOPY: i32 = 10;
pub const VIR_DOMAIN_RUNNING_POSTCOPY_FAILED: i32 = 11;
pub const VIR_DOMAIN_RUNNING_LAST: i32 = 12;

// virDomainSaveImageXMLFlags: How the document of a save file is printed.
pub const VIR_DOMAIN_SAVE_IMAGE_XML_SECURE: u32 = 1;

// virDomainSaveRestoreFlags: How a guest is saved or restored.
pub const VIR_DOMAIN_SAVE_BYPASS_CACHE: u32 = 1;
pub const VIR_DOMAIN_SAVE_RUNNING: u32 = 2;
pub const VIR_DOMAIN_SAVE_PAUSED: u32 = 4;
pub const VIR_DOMAIN_SAVE_RESET_NVRAM: u32 = 8;

// virDomainSetTimeFlags: How a guest's clock is set.
pub const VIR_DOMAIN_TIME_SYNC: u32 = 1;

// virDomainSetUserPasswordFlags: Form in which a password is given.
pub const VIR_DOMAIN_PASSWORD_ENCRYPTED: u32 = 1;

// virDomainShutdownFlagValues: By which method a guest is asked to shut down.
pub const VIR_DOMAIN_SHUTDOWN_DEFAULT: i32 = 0;
pub const VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN: i32 = 1;
pub const VIR_DOMAIN_SHUTDOWN_GUEST_AGENT: i32 = 2;
pub const VIR_DOMAIN_SHUTDOWN_INITCTL: i32 = 4;
pub const VIR_DOMAIN_SHUTDOWN_SIGNAL: i32 = 8;
pub const VIR_DOMAIN_SHUTDOWN_PARAVIRT: i32 = 16;

// virDomainShutdownReason: Why a guest is shutting down.
pub const VIR_DOMAIN_SHUTDOWN_UNKNOWN: i32 = 0;
pub const VIR_DOMAIN_SHUTDOWN_USER: i32 = 1;
pub const VIR_DOMAIN_SHUTDOWN_LAST: i32 = 2;

// virDomainShutoffReason: Why a guest is off.
pub const VIR_DOMAIN_SHUTOFF_UNKNOWN: i32 = 0;
pub const VIR_DOMAIN_SHUTOFF_SHUTDOWN: i32 = 1;
pub const VIR_DOMAIN_SHUTOFF_DESTROYED: i32 = 2;
pub const VIR_DOMAIN_SHUTOFF_CRASHED: i32 = 3;
pub const VIR_DOMAIN_SHUTOFF_MIGRATED: i32 = 4;
pub const VIR_DOMAIN_SHUTOFF_SAVED: i32 = 5;
pub const VIR_DOMAIN_SHUTOFF_FAILED: i32 = 6;
pub const VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT: i32 = 7;
pub const VIR_DOMAIN_SHUTOFF_DAEMON: i32 = 8;
pub const VIR_DOMAIN_SHUTOFF_LAST: i32 = 9;

// virDomainState: State of a guest.
pub const VIR_DOMAIN_NOSTATE: i32 = 0;
pub const VIR_DOMAIN_RUNNING: i32 = 1;
pub const VIR_DOMAIN_BLOCKED: i32 = 2;
pub const VIR_DOMAIN_PAUSED: i32 = 3;
pub const VIR_DOMAIN_SHUTDOWN: i32 = 4;
pub const VIR_DOMAIN_SHUTOFF: i32 = 5;
pub const VIR_DOMAIN_CRASHED: i32 = 6;
pub const VIR_DOMAIN_PMSUSPENDED: i32 = 7;
pub const VIR_DOMAIN_LAST: i32 = 8;

// virDomainStatsTypes: Groups of bulk statistics.
pub const VIR_DOMAIN_STATS_STATE: u32 = 1;
pub const VIR_DOMAIN_STATS_CPU_TOTAL: u32 = 2;
pub const VIR_DOMAIN_STATS_BALLOON: u32 = 4;
pub const VIR_DOMAIN_STATS_VCPU: u32 = 8;
pub const VIR_DOMAIN_STATS_INTERFACE: u32 = 16;
pub const VIR_DOMAIN_STATS_BLOCK: u32 = 32;
pub const VIR_DOMAIN_STATS_PERF: u32 = 64;
pub const VIR_DOMAIN_STATS_IOTHREAD: u32 = 128;
pub const VIR_DOMAIN_STATS_MEMORY: u32 = 256;
pub const VIR_DOMAIN_STATS_DIRTYRATE: u32 = 512;
pub const VIR_DOMAIN_STATS_VM: u32 = 1024;

// virDomainUndefineFlagsValues: What is removed together with a definition.
pub const VIR_DOMAIN_UNDEFINE_MANAGED_SAVE: i32 = 1;
pub const VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA: i32 = 2;
pub const VIR_DOMAIN_UNDEFINE_NVRAM: i32 = 4;
pub const VIR_DOMAIN_UNDEFINE_KEEP_NVRAM: i32 = 8;
pub const VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA: i32 = 16;
pub const VIR_DOMAIN_UNDEFINE_TPM: i32 = 32;
pub const VIR_DOMAIN_UNDEFINE_KEEP_TPM: i32 = 64;

// virDomainVcpuFlags: What a virtual CPU count refers to.
pub const VIR_DOMAIN_VCPU_CURRENT: u32 = 0;
pub const VIR_DOMAIN_VCPU_LIVE: u32 = 1;
pub const VIR_DOMAIN_VCPU_CONFIG: u32 = 2;
pub const VIR_DOMAIN_VCPU_MAXIMUM: u32 = 4;
pub const VIR_DOMAIN_VCPU_GUEST: u32 = 8;
pub const VIR_DOMAIN_VCPU_HOTPLUGGABLE: u32 = 16;

// virDomainXMLFlags: How a domain document is printed.
pub const VIR_DOMAIN_XML_SECURE: u32 = 1;
pub const VIR_DOMAIN_XML_INACTIVE: u32 = 2;
pub const VIR_DOMAIN_XML_UPDATE_CPU: u32 = 4;
pub const VIR_DOMAIN_XML_MIGRATABLE: u32 = 8;

// virKeycodeSet: Key code set that key codes belong to.
pub const VIR_KEYCODE_SET_LINUX: i32 = 0;
pub const VIR_KEYCODE_SET_XT: i32 = 1;
pub const VIR_KEYCODE_SET_ATSET1: i32 = 2;
pub const VIR_KEYCODE_SET_ATSET2: i32 = 3;
pub const VIR_KEYCODE_SET_ATSET3: i32 = 4;
pub const VIR_KEYCODE_SET_OSX: i32 = 5;
pub const VIR_KEYCODE_SET_XT_KBD: i32 = 6;
pub const VIR_KEYCODE_SET_USB: i32 = 7;
pub const VIR_KEYCODE_SET_WIN32: i32 = 8;
pub const VIR_KEYCODE_SET_QNUM: i32 = 9;
pub const VIR_KEYCODE_SET_LAST: i32 = 10;

// virMemoryParameterType: Type of a memory parameter's value, under its old names.
pub const VIR_DOMAIN_MEMORY_PARAM_INT: i32 = 1;
pub const VIR_DOMAIN_MEMORY_PARAM_UINT: i32 = 2;
pub const VIR_DOMAIN_MEMORY_PARAM_LLONG: i32 = 3;
pub const VIR_DOMAIN_MEMORY_PARAM_ULLONG: i32 = 4;
pub const VIR_DOMAIN_MEMORY_PARAM_DOUBLE: i32 = 5;
pub const VIR_DOMAIN_MEMORY_PARAM_BOOLEAN: i32 = 6;

// virSchedParameterType: Type of a scheduler parameter's value, under its old names.
pub const VIR_DOMAIN_SCHED_FIELD_INT: i32 = 1;
pub const VIR_DOMAIN_SCHED_FIELD_UINT: i32 = 2;
pub const VIR_DOMAIN_SCHED_FIELD_LLONG: i32 = 3;
pub const VIR_DOMAIN_SCHED_FIELD_ULLONG: i32 = 4;
pub const VIR_DOMAIN_SCHED_FIELD_DOUBLE: i32 = 5;
pub const VIR_DOMAIN_SCHED_FIELD_BOOLEAN: i32 = 6;

// virVcpuHostCpuState: Special values in place of a virtual CPU's host CPU.
pub const VIR_VCPU_INFO_CPU_OFFLINE: i32 = -1;
pub const VIR_VCPU_INFO_CPU_UNAVAILABLE: i32 = -2;

// virVcpuState: State of a virtual CPU.
pub const VIR_VCPU_OFFLINE: i32 = 0;
pub const VIR_VCPU_RUNNING: i32 = 1;
pub const VIR_VCPU_BLOCKED: i32 = 2;
pub const VIR_VCPU_LAST: i32 = 3;

// virDomainCheckpointCreateFlags: How a checkpoint is created.
pub const VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE: u32 = 1;
pub const VIR_DOMAIN_CHECKPOINT_CREATE_QUIESCE: u32 = 2;
pub const VIR_DOMAIN_CHECKPOINT_CREATE_REDEFINE_VALIDATE: u32 = 4;

// virDomainCheckpointDeleteFlags: What of a checkpoint tree is deleted.
pub const VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN: u32 = 1;
pub const VIR_DOMAIN_CHECKPOINT_DELETE_METADATA_ONLY: u32 = 2;
pub const VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN_ONLY: u32 = 4;

// virDomainCheckpointListFlags: Filters of a list of checkpoints.
pub const VIR_DOMAIN_CHECKPOINT_LIST_ROOTS: u32 = 1;
pub const VIR_DOMAIN_CHECKPOINT_LIST_DESCENDANTS: u32 = 1;
pub const VIR_DOMAIN_CHECKPOINT_LIST_TOPOLOGICAL: u32 = 2;
pub const VIR_DOMAIN_CHECKPOINT_LIST_LEAVES: u32 = 4;
pub const VIR_DOMAIN_CHECKPOINT_LIST_NO_LEAVES: u32 = 8;

// virDomainCheckpointXMLFlags: How a checkpoint document is printed.
pub const VIR_DOMAIN_CHECKPOINT_XML_SECURE: u32 = 1;
pub const VIR_DOMAIN_CHECKPOINT_XML_NO_DOMAIN: u32 = 2;
pub const VIR_DOMAIN_CHECKPOINT_XML_SIZE: u32 = 4;

// virDomainSnapshotCreateFlags: How a snapshot is taken.
pub const VIR_DOMAIN_SNAPSHOT_CREATE_REDEFINE: u32 = 1;
pub const VIR_DOMAIN_SNAPSHOT_CREATE_CURRENT: u32 = 2;
pub const VIR_DOMAIN_SNAPSHOT_CREATE_NO_METADATA: u32 = 4;
pub const VIR_DOMAIN_SNAPSHOT_CREATE_HALT: u32 = 8;
pub const VIR_DOMAIN_SNAPSHOT_CREATE_DISK_ONLY: u32 = 16;
pub const VIR_DOMAIN_SNAPSHOT_CREATE_REUSE_EXT: u32 = 32;
pub const VIR_DOMAIN_SNAPSHOT_CREATE_QUIESCE: u32 = 64;
pub const VIR_DOMAIN_SNAPSHOT_CREATE_ATOMIC: u32 = 128;
pub const VIR_DOMAIN_SNAPSHOT_CREATE_LIVE: u32 = 256;
pub const VIR_DOMAIN_SNAPSHOT_CREATE_VALIDATE: u32 = 512;

// virDomainSnapshotDeleteFlags: What of a snapshot tree is deleted.
pub const VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN: u32 = 1;
pub const VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY: u32 = 2;
pub const VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY: u32 = 4;

// virDomainSnapshotListFlags: Filters of a list of snapshots.
pub const VIR_DOMAIN_SNAPSHOT_LIST_ROOTS: u32 = 1;
pub const VIR_DOMAIN_SNAPSHOT_LIST_DESCENDANTS: u32 = 1;
pub const VIR_DOMAIN_SNAPSHOT_LIST_LEAVES: u32 = 4;
pub const VIR_DOMAIN_SNAPSHOT_LIST_NO_LEAVES: u32 = 8;
pub const VIR_DOMAIN_SNAPSHOT_LIST_METADATA: u32 = 2;
pub const VIR_DOMAIN_SNAPSHOT_LIST_NO_METADATA: u32 = 16;
pub const VIR_DOMAIN_SNAPSHOT_LIST_INACTIVE: u32 = 32;
pub const VIR_DOMAIN_SNAPSHOT_LIST_ACTIVE: u32 = 64;
pub const VIR_DOMAIN_SNAPSHOT_LIST_DISK_ONLY: u32 = 128;
pub const VIR_DOMAIN_SNAPSHOT_LIST_INTERNAL: u32 = 256;
pub const VIR_DOMAIN_SNAPSHOT_LIST_EXTERNAL: u32 = 512;
pub const VIR_DOMAIN_SNAPSHOT_LIST_TOPOLOGICAL: u32 = 1024;

// virDomainSnapshotRevertFlags: How a guest is taken back to a snapshot.
pub const VIR_DOMAIN_SNAPSHOT_REVERT_RUNNING: u32 = 1;
pub const VIR_DOMAIN_SNAPSHOT_REVERT_PAUSED: u32 = 2;
pub const VIR_DOMAIN_SNAPSHOT_REVERT_FORCE: u32 = 4;
pub const VIR_DOMAIN_SNAPSHOT_REVERT_RESET_NVRAM: u32 = 8;

// virDomainSnapshotXMLFlags: How a snapshot document is printed.
pub const VIR_DOMAIN_SNAPSHOT_XML_SECURE: u32 = 1;

// virEventHandleType: Readiness of a watched descriptor.
pub const VIR_EVENT_HANDLE_READABLE: i32 = 1;
pub const VIR_EVENT_HANDLE_WRITABLE: i32 = 2;
pub const VIR_EVENT_HANDLE_ERROR: i32 = 4;
pub const VIR_EVENT_HANDLE_HANGUP: i32 = 8;

// virConnectListAllInterfacesFlags: Filters of a list of host interfaces.
pub const VIR_CONNECT_LIST_INTERFACES_INACTIVE: u32 = 1;
pub const VIR_CONNECT_LIST_INTERFACES_ACTIVE: u32 = 2;

// virInterfaceDefineFlags: How an interface document is defined.
pub const VIR_INTERFACE_DEFINE_VALIDATE: u32 = 1;

// virInterfaceXMLFlags: How an interface document is printed.
pub const VIR_INTERFACE_XML_INACTIVE: u32 = 1;

// virConnectListAllNetworksFlags: Filters of a list of networks.
pub const VIR_CONNECT_LIST_NETWORKS_INACTIVE: u32 = 1;
pub const VIR_CONNECT_LIST_NETWORKS_ACTIVE: u32 = 2;
pub const VIR_CONNECT_LIST_NETWORKS_PERSISTENT: u32 = 4;
pub const VIR_CONNECT_LIST_NETWORKS_TRANSIENT: u32 = 8;
pub const VIR_CONNECT_LIST_NETWORKS_AUTOSTART: u32 = 16;
pub const VIR_CONNECT_LIST_NETWORKS_NO_AUTOSTART: u32 = 32;

// virIPAddrType: Family of an IP address.
pub const VIR_IP_ADDR_TYPE_IPV4: i32 = 0;
pub const VIR_IP_ADDR_TYPE_IPV6: i32 = 1;
pub const VIR_IP_ADDR_TYPE_LAST: i32 = 2;

// virNetworkCreateFlags: How a network is created.
pub const VIR_NETWORK_CREATE_VALIDATE: u32 = 1;

// virNetworkDefineFlags: How a network document is defined.
pub const VIR_NETWORK_DEFINE_VALIDATE: u32 = 1;

// virNetworkEventID: Kind of a network event.
pub const VIR_NETWORK_EVENT_ID_LIFECYCLE: i32 = 0;
pub const VIR_NETWORK_EVENT_ID_METADATA_CHANGE: i32 = 1;
pub const VIR_NETWORK_EVENT_ID_LAST: i32 = 2;

// virNetworkEventLifecycleType: What happened to a network in its lifecycle.
pub const VIR_NETWORK_EVENT_DEFINED: i32 = 0;
pub const VIR_NETWORK_EVENT_UNDEFINED: i32 = 1;
pub const VIR_NETWORK_EVENT_STARTED: i32 = 2;
pub const VIR_NETWORK_EVENT_STOPPED: i32 = 3;
pub const VIR_NETWORK_EVENT_LAST: i32 = 4;

// virNetworkMetadataType: Part of a network's metadata.
pub const VIR_NETWORK_METADATA_DESCRIPTION: i32 = 0;
pub const VIR_NETWORK_METADATA_TITLE: i32 = 1;
pub const VIR_NETWORK_METADATA_ELEMENT: i32 = 2;
pub const VIR_NETWORK_METADATA_LAST: i32 = 3;

// virNetworkUpdateCommand: What a network update does with the given element.
pub const VIR_NETWORK_UPDATE_COMMAND_NONE: i32 = 0;
pub const VIR_NETWORK_UPDATE_COMMAND_MODIFY: i32 = 1;
pub const VIR_NETWORK_UPDATE_COMMAND_DELETE: i32 = 2;
pub const VIR_NETWORK_UPDATE_COMMAND_ADD_LAST: i32 = 3;
pub const VIR_NETWORK_UPDATE_COMMAND_ADD_FIRST: i32 = 4;
pub const VIR_NETWORK_UPDATE_COMMAND_LAST: i32 = 5;

// virNetworkUpdateFlags: What a network update affects.
pub const VIR_NETWORK_UPDATE_AFFECT_CURRENT: u32 = 0;
pub const VIR_NETWORK_UPDATE_AFFECT_LIVE: u32 = 1;
pub const VIR_NETWORK_UPDATE_AFFECT_CONFIG: u32 = 2;

// virNetworkUpdateSection: Part of a network document that an update changes.
pub const VIR_NETWORK_SECTION_NONE: i32 = 0;
pub const VIR_NETWORK_SECTION_BRIDGE: i32 = 1;
pub const VIR_NETWORK_SECTION_DOMAIN: i32 = 2;
pub const VIR_NETWORK_SECTION_IP: i32 = 3;
pub const VIR_NETWORK_SECTION_IP_DHCP_HOST: i32 = 4;
pub const VIR_NETWORK_SECTION_IP_DHCP_RANGE: i32 = 5;
pub const VIR_NETWORK_SECTION_FORWARD: i32 = 6;
pub const VIR_NETWORK_SECTION_FORWARD_INTERFACE: i32 = 7;
pub const VIR_NETWORK_SECTION_FORWARD_PF: i32 = 8;
pub const VIR_NETWORK_SECTION_PORTGROUP: i32 = 9;
pub const VIR_NETWORK_SECTION_DNS_HOST: i32 = 10;
pub const VIR_NETWORK_SECTION_DNS_TXT: i32 = 11;
pub const VIR_NETWORK_SECTION_DNS_SRV: i32 = 12;
pub const VIR_NETWORK_SECTION_LAST: i32 = 13;

// virNetworkXMLFlags: How a network document is printed.
pub const VIR_NETWORK_XML_INACTIVE: u32 = 1;

// virNetworkPortCreateFlags: How a network port is created.
pub const VIR_NETWORK_PORT_CREATE_RECLAIM: u32 = 1;
pub const VIR_NETWORK_PORT_CREATE_VALIDATE: u32 = 2;

// virConnectListAllNodeDeviceFlags: Filters of a list of host devices, by capability and state.
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_SYSTEM: u32 = 1;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_PCI_DEV: u32 = 2;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_USB_DEV: u32 = 4;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_USB_INTERFACE: u32 = 8;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_NET: u32 = 16;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_HOST: u32 = 32;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_TARGET: u32 = 64;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI: u32 = 128;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_STORAGE: u32 = 256;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_FC_HOST: u32 = 512;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_VPORTS: u32 = 1024;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_SCSI_GENERIC: u32 = 2048;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_DRM: u32 = 4096;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_MDEV_TYPES: u32 = 8192;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_MDEV: u32 = 16384;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCW_DEV: u32 = 32768;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_CSS_DEV: u32 = 65536;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_VDPA: u32 = 131072;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_CARD: u32 = 262144;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_QUEUE: u32 = 524288;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_AP_MATRIX: u32 = 1048576;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_VPD: u32 = 2097152;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCWGROUP_DEV: u32 = 4194304;
pub const VIR_CONNECT_LIST_NODE_DEVICES_CAP_CCWGROUP_MEMBER: u32 = 8388608;
pub const VIR_CONNECT_LIST_NODE_DEVICES_PERSISTENT: u32 = 268435456;
pub const VIR_CONNECT_LIST_NODE_DEVICES_TRANSIENT: u32 = 536870912;
pub const VIR_CONNECT_LIST_NODE_DEVICES_INACTIVE: u32 = 1073741824;
pub const VIR_CONNECT_LIST_NODE_DEVICES_ACTIVE: u32 = 2147483648;

// virNodeDeviceCreateXMLFlags: How a host device is created.
pub const VIR_NODE_DEVICE_CREATE_XML_VALIDATE: u32 = 1;

// virNodeDeviceDefineXMLFlags: How a host device document is defined.
pub const VIR_NODE_DEVICE_DEFINE_XML_VALIDATE: u32 = 1;

// virNodeDeviceEventID: Kind of a host device event.
pub const VIR_NODE_DEVICE_EVENT_ID_LIFECYCLE: i32 = 0;
pub const VIR_NODE_DEVICE_EVENT_ID_UPDATE: i32 = 1;
pub const VIR_NODE_DEVICE_EVENT_ID_LAST: i32 = 2;

// virNodeDeviceEventLifecycleType: What happened to a host device in its lifecycle.
pub const VIR_NODE_DEVICE_EVENT_CREATED: i32 = 0;
pub const VIR_NODE_DEVICE_EVENT_DELETED: i32 = 1;
pub const VIR_NODE_DEVICE_EVENT_DEFINED: i32 = 2;
pub const VIR_NODE_DEVICE_EVENT_UNDEFINED: i32 = 3;
pub const VIR_NODE_DEVICE_EVENT_LAST: i32 = 4;

// virNodeDeviceUpdateFlags: What a host device update affects.
pub const VIR_NODE_DEVICE_UPDATE_AFFECT_CURRENT: u32 = 0;
pub const VIR_NODE_DEVICE_UPDATE_AFFECT_LIVE: u32 = 1;
pub const VIR_NODE_DEVICE_UPDATE_AFFECT_CONFIG: u32 = 2;

// virNodeDeviceXMLFlags: How a host device document is printed.
pub const VIR_NODE_DEVICE_XML_INACTIVE: u32 = 1;

// virNWFilterDefineFlags: How a network filter document is defined.
pub const VIR_NWFILTER_DEFINE_VALIDATE: u32 = 1;

// virNWFilterBindingCreateFlags: How a filter binding is created.
pub const VIR_NWFILTER_BINDING_CREATE_VALIDATE: u32 = 1;

// virConnectDomainQemuMonitorEventRegisterFlags: How the name of a monitor event is matched.
pub const VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_REGEX: u32 = 1;
pub const VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_NOCASE: u32 = 2;

// virDomainQemuAgentCommandTimeoutValues: Special values of a guest agent command's timeout.
pub const VIR_DOMAIN_QEMU_AGENT_COMMAND_MIN: i32 = -2;
pub const VIR_DOMAIN_QEMU_AGENT_COMMAND_BLOCK: i32 = -2;
pub const VIR_DOMAIN_QEMU_AGENT_COMMAND_DEFAULT: i32 = -1;
pub const VIR_DOMAIN_QEMU_AGENT_COMMAND_NOWAIT: i32 = 0;
pub const VIR_DOMAIN_QEMU_AGENT_COMMAND_SHUTDOWN: i32 = 60;

// virDomainQemuMonitorCommandFlags: Form of a monitor command.
pub const VIR_DOMAIN_QEMU_MONITOR_COMMAND_DEFAULT: u32 = 0;
pub const VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP: u32 = 1;

// virConnectListAllSecretsFlags: Filters of a list of secrets.
pub const VIR_CONNECT_LIST_SECRETS_EPHEMERAL: u32 = 1;
pub const VIR_CONNECT_LIST_SECRETS_NO_EPHEMERAL: u32 = 2;
pub const VIR_CONNECT_LIST_SECRETS_PRIVATE: u32 = 4;
pub const VIR_CONNECT_LIST_SECRETS_NO_PRIVATE: u32 = 8;

// virSecretDefineFlags: How a secret document is defined.
pub const VIR_SECRET_DEFINE_VALIDATE: u32 = 1;

// virSecretEventID: Kind of a secret event.
pub const VIR_SECRET_EVENT_ID_LIFECYCLE: i32 = 0;
pub const VIR_SECRET_EVENT_ID_VALUE_CHANGED: i32 = 1;
pub const VIR_SECRET_EVENT_ID_LAST: i32 = 2;

// virSecretEventLifecycleType: What happened to a secret in its lifecycle.
pub const VIR_SECRET_EVENT_DEFINED: i32 = 0;
pub const VIR_SECRET_EVENT_UNDEFINED: i32 = 1;
pub const VIR_SECRET_EVENT_LAST: i32 = 2;

// virSecretUsageType: What a secret is used for.
pub const VIR_SECRET_USAGE_TYPE_NONE: i32 = 0;
pub const VIR_SECRET_USAGE_TYPE_VOLUME: i32 = 1;
pub const VIR_SECRET_USAGE_TYPE_CEPH: i32 = 2;
pub const VIR_SECRET_USAGE_TYPE_ISCSI: i32 = 3;
pub const VIR_SECRET_USAGE_TYPE_TLS: i32 = 4;
pub const VIR_SECRET_USAGE_TYPE_VTPM: i32 = 5;
pub const VIR_SECRET_USAGE_TYPE_LAST: i32 = 6;

// virConnectListAllStoragePoolsFlags: Filters of a list of storage pools, by state and type.
pub const VIR_CONNECT_LIST_STORAGE_POOLS_INACTIVE: u32 = 1;
pub const VIR_CONNECT_LIST_STORAGE_POOLS_ACTIVE: u32 = 2;
pub const VIR_CONNECT_LIST_STORAGE_POOLS_PERSISTENT: u32 = 4;
pub const VIR_CONNECT_LIST_STORAGE_POOLS_TRANSIENT: u32 = 8;
pub const VIR_CONNECT_LIST_STORAGE_POOLS_AUTOSTART: u32 = 16;
pub const VIR_CONNECT_LIST_STORAGE_POOLS_NO_AUTOSTART: u32 = 32;
pub const VIR_CONNECT_LIST_STORAGE_POOLS_DIR: u32 = 64;
pub const VIR_CONNECT_LIST_STORAGE_POOLS_FS: u32 = 128;
pub const VIR_CONNECT_LIST_STORAGE_POOLS_NETFS: u32 = 256;
pub const VIR_CONNECT_LIST_STORAGE_POOLS_LOGICAL: u32 = 512;
pub const VIR_CONNECT_LIST_STORAGE_POOLS_DISK: u32 = 1024;
pub const VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI: u32 = 2048;
pub const VIR_CONNECT_LIST_STORAGE_POOLS_SCSI: u32 = 4096;
pub const VIR_CONNECT_LIST_STORAGE_POOLS_MPATH: u32 = 8192;
pub const VIR_CONNECT_LIST_STORAGE_POOLS_RBD: u32 = 16384;
pub const VIR_CONNECT_LIST_STORAGE_POOLS_SHEEPDOG: u32 = 32768;
pub const VIR_CONNECT_LIST_STORAGE_POOLS_GLUSTER: u32 = 65536;
pub const VIR_CONNECT_LIST_STORAGE_POOLS_ZFS: u32 = 131072;
pub const VIR_CONNECT_LIST_STORAGE_POOLS_VSTORAGE: u32 = 262144;
pub const VIR_CONNECT_LIST_STORAGE_POOLS_ISCSI_DIRECT: u32 = 524288;

// virStoragePoolBuildFlags: How a storage pool is built.
pub const VIR_STORAGE_POOL_BUILD_NEW: u32 = 0;
pub const VIR_STORAGE_POOL_BUILD_REPAIR: u32 = 1;
pub const VIR_STORAGE_POOL_BUILD_RESIZE: u32 = 2;
pub const VIR_STORAGE_POOL_BUILD_NO_OVERWRITE: u32 = 4;
pub const VIR_STORAGE_POOL_BUILD_OVERWRITE: u32 = 8;

// virStoragePoolCreateFlags: Whether a storage pool is built before it starts.
pub const VIR_STORAGE_POOL_CREATE_NORMAL: u32 = 0;
pub const VIR_STORAGE_POOL_CREATE_WITH_BUILD: u32 = 1;
pub const VIR_STORAGE_POOL_CREATE_WITH_BUILD_OVERWRITE: u32 = 2;
pub const VIR_STORAGE_POOL_CREATE_WITH_BUILD_NO_OVERWRITE: u32 = 4;

// virStoragePoolDefineFlags: How a storage pool document is defined.
pub const VIR_STORAGE_POOL_DEFINE_VALIDATE: u32 = 1;

// virStoragePoolDeleteFlags: How a storage pool's storage is deleted.
pub const VIR_STORAGE_POOL_DELETE_NORMAL: u32 = 0;
pub const VIR_STORAGE_POOL_DELETE_ZEROED: u32 = 1;

// virStoragePoolEventID: Kind of a storage pool event.
pub const VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE: i32 = 0;
pub const VIR_STORAGE_POOL_EVENT_ID_REFRESH: i32 = 1;
pub const VIR_STORAGE_POOL_EVENT_ID_LAST: i32 = 2;

// virStoragePoolEventLifecycleType: What happened to a storage pool in its lifecycle.
pub const VIR_STORAGE_POOL_EVENT_DEFINED: i32 = 0;
pub const VIR_STORAGE_POOL_EVENT_UNDEFINED: i32 = 1;
pub const VIR_STORAGE_POOL_EVENT_STARTED: i32 = 2;
pub const VIR_STORAGE_POOL_EVENT_STOPPED: i32 = 3;
pub const VIR_STORAGE_POOL_EVENT_CREATED: i32 = 4;
pub const VIR_STORAGE_POOL_EVENT_DELETED: i32 = 5;
pub const VIR_STORAGE_POOL_EVENT_LAST: i32 = 6;

// virStoragePoolState: State of a storage pool.
pub const VIR_STORAGE_POOL_INACTIVE: i32 = 0;
pub const VIR_STORAGE_POOL_BUILDING: i32 = 1;
pub const VIR_STORAGE_POOL_RUNNING: i32 = 2;
pub const VIR_STORAGE_POOL_DEGRADED: i32 = 3;
pub const VIR_STORAGE_POOL_INACCESSIBLE: i32 = 4;
pub const VIR_STORAGE_POOL_STATE_LAST: i32 = 5;

// virStorageXMLFlags: How a storage document is printed.
pub const VIR_STORAGE_XML_INACTIVE: u32 = 1;

// virStorageVolCreateFlags: How a volume is created.
pub const VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA: u32 = 1;
pub const VIR_STORAGE_VOL_CREATE_REFLINK: u32 = 2;
pub const VIR_STORAGE_VOL_CREATE_VALIDATE: u32 = 4;

// virStorageVolDeleteFlags: How a volume is deleted.
pub const VIR_STORAGE_VOL_DELETE_NORMAL: u32 = 0;
pub const VIR_STORAGE_VOL_DELETE_ZEROED: u32 = 1;
pub const VIR_STORAGE_VOL_DELETE_WITH_SNAPSHOTS: u32 = 2;

// virStorageVolDownloadFlags: How a volume is read into a stream.
pub const VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM: u32 = 1;

// virStorageVolInfoFlags: Which size a volume's information gives.
pub const VIR_STORAGE_VOL_USE_ALLOCATION: u32 = 0;
pub const VIR_STORAGE_VOL_GET_PHYSICAL: u32 = 1;

// virStorageVolResizeFlags: How a volume is resized.
pub const VIR_STORAGE_VOL_RESIZE_ALLOCATE: u32 = 1;
pub const VIR_STORAGE_VOL_RESIZE_DELTA: u32 = 2;
pub const VIR_STORAGE_VOL_RESIZE_SHRINK: u32 = 4;

// virStorageVolType: Kind of a volume.
pub const VIR_STORAGE_VOL_FILE: i32 = 0;
pub const VIR_STORAGE_VOL_BLOCK: i32 = 1;
pub const VIR_STORAGE_VOL_DIR: i32 = 2;
pub const VIR_STORAGE_VOL_NETWORK: i32 = 3;
pub const VIR_STORAGE_VOL_NETDIR: i32 = 4;
pub const VIR_STORAGE_VOL_PLOOP: i32 = 5;
pub const VIR_STORAGE_VOL_LAST: i32 = 6;

// virStorageVolUploadFlags: How a volume is written from a stream.
pub const VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM: u32 = 1;

// virStorageVolWipeAlgorithm: How a volume's data is overwritten.
pub const VIR_STORAGE_VOL_WIPE_ALG_ZERO: i32 = 0;
pub const VIR_STORAGE_VOL_WIPE_ALG_NNSA: i32 = 1;
pub const VIR_STORAGE_VOL_WIPE_ALG_DOD: i32 = 2;
pub const VIR_STORAGE_VOL_WIPE_ALG_BSI: i32 = 3;
pub const VIR_STORAGE_VOL_WIPE_ALG_GUTMANN: i32 = 4;
pub const VIR_STORAGE_VOL_WIPE_ALG_SCHNEIER: i32 = 5;
pub const VIR_STORAGE_VOL_WIPE_ALG_PFITZNER7: i32 = 6;
pub const VIR_STORAGE_VOL_WIPE_ALG_PFITZNER33: i32 = 7;
pub const VIR_STORAGE_VOL_WIPE_ALG_RANDOM: i32 = 8;
pub const VIR_STORAGE_VOL_WIPE_ALG_TRIM: i32 = 9;
pub const VIR_STORAGE_VOL_WIPE_ALG_LAST: i32 = 10;

// virStreamEventType: Readiness of a stream.
pub const VIR_STREAM_EVENT_READABLE: i32 = 1;
pub const VIR_STREAM_EVENT_WRITABLE: i32 = 2;
pub const VIR_STREAM_EVENT_ERROR: i32 = 4;
pub const VIR_STREAM_EVENT_HANGUP: i32 = 8;

// virStreamFlags: How a stream behaves.
pub const VIR_STREAM_NONBLOCK: u32 = 1;

// virStreamRecvFlagsValues: How a read from a stream treats holes.
pub const VIR_STREAM_RECV_STOP_AT_HOLE: i32 = 1;

pub const VIR_CONNECT_IDENTITY_GROUP_NAME: &str = "group-name";
pub const VIR_CONNECT_IDENTITY_PROCESS_ID: &str = "process-id";
pub const VIR_CONNECT_IDENTITY_PROCESS_TIME: &str = "process-time";
pub const VIR_CONNECT_IDENTITY_SASL_USER_NAME: &str = "sasl-user-name";
pub const VIR_CONNECT_IDENTITY_SELINUX_CONTEXT: &str = "selinux-context";
pub const VIR_CONNECT_IDENTITY_UNIX_GROUP_ID: &str = "unix-group-id";
pub const VIR_CONNECT_IDENTITY_UNIX_USER_ID: &str = "unix-user-id";
pub const VIR_CONNECT_IDENTITY_USER_NAME: &str = "user-name";
pub const VIR_CONNECT_IDENTITY_X509_DISTINGUISHED_NAME: &str = "x509-distinguished-name";
pub const VIR_DOMAIN_BANDWIDTH_IN_AVERAGE: &str = "inbound.average";
pub const VIR_DOMAIN_BANDWIDTH_IN_BURST: &str = "inbound.burst";
pub const VIR_DOMAIN_BANDWIDTH_IN_FLOOR: &str = "inbound.floor";
pub const VIR_DOMAIN_BANDWIDTH_IN_PEAK: &str = "inbound.peak";
pub const VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE: &str = "outbound.average";
pub const VIR_DOMAIN_BANDWIDTH_OUT_BURST: &str = "outbound.burst";
pub const VIR_DOMAIN_BANDWIDTH_OUT_PEAK: &str = "outbound.peak";
pub const VIR_DOMAIN_BLKIO_DEVICE_READ_BPS: &str = "device_read_bytes_sec";
pub const VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS: &str = "device_read_iops_sec";
pub const VIR_DOMAIN_BLKIO_DEVICE_WEIGHT: &str = "device_weight";
pub const VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS: &str = "device_write_bytes_sec";
pub const VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS: &str = "device_write_iops_sec";
pub const VIR_DOMAIN_BLKIO_WEIGHT: &str = "weight";
pub const VIR_DOMAIN_BLOCK_COPY_BANDWIDTH: &str = "bandwidth";
pub const VIR_DOMAIN_BLOCK_COPY_BUF_SIZE: &str = "buf-size";
pub const VIR_DOMAIN_BLOCK_COPY_GRANULARITY: &str = "granularity";
pub const VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME: &str = "group_name";
pub const VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC: &str = "read_bytes_sec";
pub const VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX: &str = "read_bytes_sec_max";
pub const VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX_LENGTH: &str = "read_bytes_sec_max_length";
pub const VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC: &str = "read_iops_sec";
pub const VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX: &str = "read_iops_sec_max";
pub const VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX_LENGTH: &str = "read_iops_sec_max_length";
pub const VIR_DOMAIN_BLOCK_IOTUNE_SIZE_IOPS_SEC: &str = "size_iops_sec";
pub const VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC: &str = "total_bytes_sec";
pub const VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX: &str = "total_bytes_sec_max";
pub const VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX_LENGTH: &str = "total_bytes_sec_max_length";
pub const VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC: &str = "total_iops_sec";
pub const VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX: &str = "total_iops_sec_max";
pub const VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX_LENGTH: &str = "total_iops_sec_max_length";
pub const VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC: &str = "write_bytes_sec";
pub const VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX: &str = "write_bytes_sec_max";
pub const VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX_LENGTH: &str = "write_bytes_sec_max_length";
pub const VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC: &str = "write_iops_sec";
pub const VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX: &str = "write_iops_sec_max";
pub const VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX_LENGTH: &str = "write_iops_sec_max_length";
pub const VIR_DOMAIN_BLOCK_STATS_ERRS: &str = "errs";
pub const VIR_DOMAIN_BLOCK_STATS_FLUSH_REQ: &str = "flush_operations";
pub const VIR_DOMAIN_BLOCK_STATS_FLUSH_TOTAL_TIMES: &str = "flush_total_times";
pub const VIR_DOMAIN_BLOCK_STATS_READ_BYTES: &str = "rd_bytes";
pub const VIR_DOMAIN_BLOCK_STATS_READ_REQ: &str = "rd_operations";
pub const VIR_DOMAIN_BLOCK_STATS_READ_TOTAL_TIMES: &str = "rd_total_times";
pub const VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES: &str = "wr_bytes";
pub const VIR_DOMAIN_BLOCK_STATS_WRITE_REQ: &str = "wr_operations";
pub const VIR_DOMAIN_BLOCK_STATS_WRITE_TOTAL_TIMES: &str = "wr_total_times";
pub const VIR_DOMAIN_CPU_STATS_CPUTIME: &str = "cpu_time";
pub const VIR_DOMAIN_CPU_STATS_SYSTEMTIME: &str = "system_time";
pub const VIR_DOMAIN_CPU_STATS_USERTIME: &str = "user_time";
pub const VIR_DOMAIN_CPU_STATS_VCPUTIME: &str = "vcpu_time";
pub const VIR_DOMAIN_GUEST_INFO_DISK_COUNT: &str = "disk.count";
pub const VIR_DOMAIN_GUEST_INFO_DISK_PREFIX: &str = "disk.";
pub const VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_ALIAS: &str = ".alias";
pub const VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_DEPENDENCY_COUNT: &str = ".dependency.count";
pub const VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_DEPENDENCY_PREFIX: &str = ".dependency.";
pub const VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_DEPENDENCY_SUFFIX_NAME: &str = ".name";
pub const VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_GUEST_ALIAS: &str = ".guest_alias";
pub const VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_GUEST_BUS: &str = ".guest_bus";
pub const VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_NAME: &str = ".name";
pub const VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_PARTITION: &str = ".partition";
pub const VIR_DOMAIN_GUEST_INFO_DISK_SUFFIX_SERIAL: &str = ".serial";
pub const VIR_DOMAIN_GUEST_INFO_FS_COUNT: &str = "fs.count";
pub const VIR_DOMAIN_GUEST_INFO_FS_PREFIX: &str = "fs.";
pub const VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_COUNT: &str = ".disk.count";
pub const VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_PREFIX: &str = ".disk.";
pub const VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_SUFFIX_ALIAS: &str = ".alias";
pub const VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_SUFFIX_DEVICE: &str = ".device";
pub const VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_DISK_SUFFIX_SERIAL: &str = ".serial";
pub const VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_FSTYPE: &str = ".fstype";
pub const VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_MOUNTPOINT: &str = ".mountpoint";
pub const VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_NAME: &str = ".name";
pub const VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_TOTAL_BYTES: &str = ".total-bytes";
pub const VIR_DOMAIN_GUEST_INFO_FS_SUFFIX_USED_BYTES: &str = ".used-bytes";
pub const VIR_DOMAIN_GUEST_INFO_HOSTNAME_HOSTNAME: &str = "hostname";
pub const VIR_DOMAIN_GUEST_INFO_IF_COUNT: &str = "if.count";
pub const VIR_DOMAIN_GUEST_INFO_IF_PREFIX: &str = "if.";
pub const VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_COUNT: &str = ".addr.count";
pub const VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_PREFIX: &str = ".addr.";
pub const VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_SUFFIX_ADDR: &str = ".addr";
pub const VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_SUFFIX_PREFIX: &str = ".prefix";
pub const VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_ADDR_SUFFIX_TYPE: &str = ".type";
pub const VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_HWADDR: &str = ".hwaddr";
pub const VIR_DOMAIN_GUEST_INFO_IF_SUFFIX_NAME: &str = ".name";
pub const VIR_DOMAIN_GUEST_INFO_LOAD_15M: &str = "load.15m";
pub const VIR_DOMAIN_GUEST_INFO_LOAD_1M: &str = "load.1m";
pub const VIR_DOMAIN_GUEST_INFO_LOAD_5M: &str = "load.5m";
pub const VIR_DOMAIN_GUEST_INFO_OS_ID: &str = "os.id";
pub const VIR_DOMAIN_GUEST_INFO_OS_KERNEL_RELEASE: &str = "os.kernel-release";
pub const VIR_DOMAIN_GUEST_INFO_OS_KERNEL_VERSION: &str = "os.kernel-version";
pub const VIR_DOMAIN_GUEST_INFO_OS_MACHINE: &str = "os.machine";
pub const VIR_DOMAIN_GUEST_INFO_OS_NAME: &str = "os.name";
pub const VIR_DOMAIN_GUEST_INFO_OS_PRETTY_NAME: &str = "os.pretty-name";
pub const VIR_DOMAIN_GUEST_INFO_OS_VARIANT: &str = "os.variant";
pub const VIR_DOMAIN_GUEST_INFO_OS_VARIANT_ID: &str = "os.variant-id";
pub const VIR_DOMAIN_GUEST_INFO_OS_VERSION: &str = "os.version";
pub const VIR_DOMAIN_GUEST_INFO_OS_VERSION_ID: &str = "os.version-id";
pub const VIR_DOMAIN_GUEST_INFO_TIMEZONE_NAME: &str = "timezone.name";
pub const VIR_DOMAIN_GUEST_INFO_TIMEZONE_OFFSET: &str = "timezone.offset";
pub const VIR_DOMAIN_GUEST_INFO_USER_COUNT: &str = "user.count";
pub const VIR_DOMAIN_GUEST_INFO_USER_PREFIX: &str = "user.";
pub const VIR_DOMAIN_GUEST_INFO_USER_SUFFIX_DOMAIN: &str = ".domain";
pub const VIR_DOMAIN_GUEST_INFO_USER_SUFFIX_LOGIN_TIME: &str = ".login-time";
pub const VIR_DOMAIN_GUEST_INFO_USER_SUFFIX_NAME: &str = ".name";
pub const VIR_DOMAIN_IOTHREAD_POLL_GROW: &str = "poll_grow";
pub const VIR_DOMAIN_IOTHREAD_POLL_MAX_NS: &str = "poll_max_ns";
pub const VIR_DOMAIN_IOTHREAD_POLL_SHRINK: &str = "poll_shrink";
pub const VIR_DOMAIN_IOTHREAD_THREAD_POOL_MAX: &str = "thread_pool_max";
pub const VIR_DOMAIN_IOTHREAD_THREAD_POOL_MIN: &str = "thread_pool_min";
pub const VIR_DOMAIN_JOB_AUTO_CONVERGE_THROTTLE: &str = "auto_converge_throttle";
pub const VIR_DOMAIN_JOB_COMPRESSION_BYTES: &str = "compression_bytes";
pub const VIR_DOMAIN_JOB_COMPRESSION_CACHE: &str = "compression_cache";
pub const VIR_DOMAIN_JOB_COMPRESSION_CACHE_MISSES: &str = "compression_cache_misses";
pub const VIR_DOMAIN_JOB_COMPRESSION_OVERFLOW: &str = "compression_overflow";
pub const VIR_DOMAIN_JOB_COMPRESSION_PAGES: &str = "compression_pages";
pub const VIR_DOMAIN_JOB_DATA_PROCESSED: &str = "data_processed";
pub const VIR_DOMAIN_JOB_DATA_REMAINING: &str = "data_remaining";
pub const VIR_DOMAIN_JOB_DATA_TOTAL: &str = "data_total";
pub const VIR_DOMAIN_JOB_DISK_BPS: &str = "disk_bps";
pub const VIR_DOMAIN_JOB_DISK_PROCESSED: &str = "disk_processed";
pub const VIR_DOMAIN_JOB_DISK_REMAINING: &str = "disk_remaining";
pub const VIR_DOMAIN_JOB_DISK_TEMP_TOTAL: &str = "disk_temp_total";
pub const VIR_DOMAIN_JOB_DISK_TEMP_USED: &str = "disk_temp_used";
pub const VIR_DOMAIN_JOB_DISK_TOTAL: &str = "disk_total";
pub const VIR_DOMAIN_JOB_DOWNTIME: &str = "downtime";
pub const VIR_DOMAIN_JOB_DOWNTIME_NET: &str = "downtime_net";
pub const VIR_DOMAIN_JOB_ERRMSG: &str = "errmsg";
pub const VIR_DOMAIN_JOB_MEMORY_BPS: &str = "memory_bps";
pub const VIR_DOMAIN_JOB_MEMORY_CONSTANT: &str = "memory_constant";
pub const VIR_DOMAIN_JOB_MEMORY_DIRTY_RATE: &str = "memory_dirty_rate";
pub const VIR_DOMAIN_JOB_MEMORY_ITERATION: &str = "memory_iteration";
pub const VIR_DOMAIN_JOB_MEMORY_NORMAL: &str = "memory_normal";
pub const VIR_DOMAIN_JOB_MEMORY_NORMAL_BYTES: &str = "memory_normal_bytes";
pub const VIR_DOMAIN_JOB_MEMORY_PAGE_SIZE: &str = "memory_page_size";
pub const VIR_DOMAIN_JOB_MEMORY_POSTCOPY_REQS: &str = "memory_postcopy_requests";
pub const VIR_DOMAIN_JOB_MEMORY_PROCESSED: &str = "memory_processed";
pub const VIR_DOMAIN_JOB_MEMORY_REMAINING: &str = "memory_remaining";
pub const VIR_DOMAIN_JOB_MEMORY_TOTAL: &str = "memory_total";
pub const VIR_DOMAIN_JOB_OPERATION: &str = "operation";
pub const VIR_DOMAIN_JOB_SETUP_TIME: &str = "setup_time";
pub const VIR_DOMAIN_JOB_SUCCESS: &str = "success";
pub const VIR_DOMAIN_JOB_TIME_ELAPSED: &str = "time_elapsed";
pub const VIR_DOMAIN_JOB_TIME_ELAPSED_NET: &str = "time_elapsed_net";
pub const VIR_DOMAIN_JOB_TIME_REMAINING: &str = "time_remaining";
pub const VIR_DOMAIN_JOB_VFIO_DATA_TRANSFERRED: &str = "vfio_data_transferred";
pub const VIR_DOMAIN_LAUNCH_SECURITY_SEV_API_MAJOR: &str = "sev-api-major";
pub const VIR_DOMAIN_LAUNCH_SECURITY_SEV_API_MINOR: &str = "sev-api-minor";
pub const VIR_DOMAIN_LAUNCH_SECURITY_SEV_BUILD_ID: &str = "sev-build-id";
pub const VIR_DOMAIN_LAUNCH_SECURITY_SEV_MEASUREMENT: &str = "sev-measurement";
pub const VIR_DOMAIN_LAUNCH_SECURITY_SEV_POLICY: &str = "sev-policy";
pub const VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET: &str = "sev-secret";
pub const VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET_HEADER: &str = "sev-secret-header";
pub const VIR_DOMAIN_LAUNCH_SECURITY_SEV_SECRET_SET_ADDRESS: &str = "sev-secret-set-address";
pub const VIR_DOMAIN_LAUNCH_SECURITY_SEV_SNP_POLICY: &str = "sev-snp-policy";
pub const VIR_DOMAIN_MEMORY_HARD_LIMIT: &str = "hard_limit";
pub const VIR_DOMAIN_MEMORY_MIN_GUARANTEE: &str = "min_guarantee";
pub const VIR_DOMAIN_MEMORY_SOFT_LIMIT: &str = "soft_limit";
pub const VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT: &str = "swap_hard_limit";
pub const VIR_DOMAIN_NUMA_MODE: &str = "numa_mode";
pub const VIR_DOMAIN_NUMA_NODESET: &str = "numa_nodeset";
pub const VIR_DOMAIN_SAVE_PARAM_DXML: &str = "dxml";
pub const VIR_DOMAIN_SAVE_PARAM_FILE: &str = "file";
pub const VIR_DOMAIN_SAVE_PARAM_IMAGE_FORMAT: &str = "image_format";
pub const VIR_DOMAIN_SAVE_PARAM_PARALLEL_CHANNELS: &str = "parallel.channels";
pub const VIR_DOMAIN_SCHEDULER_CAP: &str = "cap";
pub const VIR_DOMAIN_SCHEDULER_CPU_SHARES: &str = "cpu_shares";
pub const VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD: &str = "emulator_period";
pub const VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA: &str = "emulator_quota";
pub const VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD: &str = "global_period";
pub const VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA: &str = "global_quota";
pub const VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD: &str = "iothread_period";
pub const VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA: &str = "iothread_quota";
pub const VIR_DOMAIN_SCHEDULER_LIMIT: &str = "limit";
pub const VIR_DOMAIN_SCHEDULER_RESERVATION: &str = "reservation";
pub const VIR_DOMAIN_SCHEDULER_SHARES: &str = "shares";
pub const VIR_DOMAIN_SCHEDULER_VCPU_PERIOD: &str = "vcpu_period";
pub const VIR_DOMAIN_SCHEDULER_VCPU_QUOTA: &str = "vcpu_quota";
pub const VIR_DOMAIN_SCHEDULER_WEIGHT: &str = "weight";
pub const VIR_DOMAIN_STATS_BALLOON_AVAILABLE: &str = "balloon.available";
pub const VIR_DOMAIN_STATS_BALLOON_CURRENT: &str = "balloon.current";
pub const VIR_DOMAIN_STATS_BALLOON_DISK_CACHES: &str = "balloon.disk_caches";
pub const VIR_DOMAIN_STATS_BALLOON_HUGETLB_PGALLOC: &str = "balloon.hugetlb_pgalloc";
pub const VIR_DOMAIN_STATS_BALLOON_HUGETLB_PGFAIL: &str = "balloon.hugetlb_pgfail";
pub const VIR_DOMAIN_STATS_BALLOON_LAST_UPDATE: &str = "balloon.last-update";
pub const VIR_DOMAIN_STATS_BALLOON_MAJOR_FAULT: &str = "balloon.major_fault";
pub const VIR_DOMAIN_STATS_BALLOON_MAXIMUM: &str = "balloon.maximum";
pub const VIR_DOMAIN_STATS_BALLOON_MINOR_FAULT: &str = "balloon.minor_fault";
pub const VIR_DOMAIN_STATS_BALLOON_RSS: &str = "balloon.rss";
pub const VIR_DOMAIN_STATS_BALLOON_SWAP_IN: &str = "balloon.swap_in";
pub const VIR_DOMAIN_STATS_BALLOON_SWAP_OUT: &str = "balloon.swap_out";
pub const VIR_DOMAIN_STATS_BALLOON_UNUSED: &str = "balloon.unused";
pub const VIR_DOMAIN_STATS_BALLOON_USABLE: &str = "balloon.usable";
pub const VIR_DOMAIN_STATS_BLOCK_COUNT: &str = "block.count";
pub const VIR_DOMAIN_STATS_BLOCK_PREFIX: &str = "block.";
pub const VIR_DOMAIN_STATS_BLOCK_SUFFIX_ALLOCATION: &str = ".allocation";
pub const VIR_DOMAIN_STATS_BLOCK_SUFFIX_BACKINGINDEX: &str = ".backingIndex";
pub const VIR_DOMAIN_STATS_BLOCK_SUFFIX_CAPACITY: &str = ".capacity";
pub const VIR_DOMAIN_STATS_BLOCK_SUFFIX_ERRORS: &str = ".errors";
pub const VIR_DOMAIN_STATS_BLOCK_SUFFIX_FL_REQS: &str = ".fl.reqs";
pub const VIR_DOMAIN_STATS_BLOCK_SUFFIX_FL_TIMES: &str = ".fl.times";
pub const VIR_DOMAIN_STATS_BLOCK_SUFFIX_NAME: &str = ".name";
pub const VIR_DOMAIN_STATS_BLOCK_SUFFIX_PATH: &str = ".path";
pub const VIR_DOMAIN_STATS_BLOCK_SUFFIX_PHYSICAL: &str = ".physical";
pub const VIR_DOMAIN_STATS_BLOCK_SUFFIX_RD_BYTES: &str = ".rd.bytes";
pub const VIR_DOMAIN_STATS_BLOCK_SUFFIX_RD_REQS: &str = ".rd.reqs";
pub const VIR_DOMAIN_STATS_BLOCK_SUFFIX_RD_TIMES: &str = ".rd.times";
pub const VIR_DOMAIN_STATS_BLOCK_SUFFIX_THRESHOLD: &str = ".threshold";
pub const VIR_DOMAIN_STATS_BLOCK_SUFFIX_WR_BYTES: &str = ".wr.bytes";
pub const VIR_DOMAIN_STATS_BLOCK_SUFFIX_WR_REQS: &str = ".wr.reqs";
pub const VIR_DOMAIN_STATS_BLOCK_SUFFIX_WR_TIMES: &str = ".wr.times";
pub const VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_COUNT: &str = "cpu.cache.monitor.count";
pub const VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_PREFIX: &str = "cpu.cache.monitor.";
pub const VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_BANK_COUNT: &str = ".bank.count";
pub const VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_BANK_PREFIX: &str = ".bank.";
pub const VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_BANK_SUFFIX_BYTES: &str = ".bytes";
pub const VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_BANK_SUFFIX_ID: &str = ".id";
pub const VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_NAME: &str = ".name";
pub const VIR_DOMAIN_STATS_CPU_CACHE_MONITOR_SUFFIX_VCPUS: &str = ".vcpus";
pub const VIR_DOMAIN_STATS_CPU_HALTPOLL_FAIL_TIME: &str = "cpu.haltpoll.fail.time";
pub const VIR_DOMAIN_STATS_CPU_HALTPOLL_SUCCESS_TIME: &str = "cpu.haltpoll.success.time";
pub const VIR_DOMAIN_STATS_CPU_SYSTEM: &str = "cpu.system";
pub const VIR_DOMAIN_STATS_CPU_TIME: &str = "cpu.time";
pub const VIR_DOMAIN_STATS_CPU_USER: &str = "cpu.user";
pub const VIR_DOMAIN_STATS_CUSTOM_SUFFIX_TYPE_CUR: &str = ".cur";
pub const VIR_DOMAIN_STATS_CUSTOM_SUFFIX_TYPE_MAX: &str = ".max";
pub const VIR_DOMAIN_STATS_CUSTOM_SUFFIX_TYPE_SUM: &str = ".sum";
pub const VIR_DOMAIN_STATS_DIRTYRATE_CALC_MODE: &str = "dirtyrate.calc_mode";
pub const VIR_DOMAIN_STATS_DIRTYRATE_CALC_PERIOD: &str = "dirtyrate.calc_period";
pub const VIR_DOMAIN_STATS_DIRTYRATE_CALC_START_TIME: &str = "dirtyrate.calc_start_time";
pub const VIR_DOMAIN_STATS_DIRTYRATE_CALC_STATUS: &str = "dirtyrate.calc_status";
pub const VIR_DOMAIN_STATS_DIRTYRATE_MEGABYTES_PER_SECOND: &str = "dirtyrate.megabytes_per_second";
pub const VIR_DOMAIN_STATS_DIRTYRATE_VCPU_PREFIX: &str = "dirtyrate.vcpu.";
pub const VIR_DOMAIN_STATS_DIRTYRATE_VCPU_SUFFIX_MEGABYTES_PER_SECOND: &str = ".megabytes_per_second";
pub const VIR_DOMAIN_STATS_IOTHREAD_COUNT: &str = "iothread.count";
pub const VIR_DOMAIN_STATS_IOTHREAD_PREFIX: &str = "iothread.";
pub const VIR_DOMAIN_STATS_IOTHREAD_SUFFIX_POLL_GROW: &str = ".poll-grow";
pub const VIR_DOMAIN_STATS_IOTHREAD_SUFFIX_POLL_MAX_NS: &str = ".poll-max-ns";
pub const VIR_DOMAIN_STATS_IOTHREAD_SUFFIX_POLL_SHRINK: &str = ".poll-shrink";
pub const VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_COUNT: &str = "memory.bandwidth.monitor.count";
pub const VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_PREFIX: &str = "memory.bandwidth.monitor.";
pub const VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NAME: &str = ".name";
pub const VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_COUNT: &str = ".node.count";
pub const VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_PREFIX: &str = ".node.";
pub const VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_SUFFIX_BYTES_LOCAL: &str = ".bytes.local";
pub const VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_SUFFIX_BYTES_TOTAL: &str = ".bytes.total";
pub const VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_NODE_SUFFIX_ID: &str = ".id";
pub const VIR_DOMAIN_STATS_MEMORY_BANDWIDTH_MONITOR_SUFFIX_VCPUS: &str = ".vcpus";
pub const VIR_DOMAIN_STATS_NET_COUNT: &str = "net.count";
pub const VIR_DOMAIN_STATS_NET_PREFIX: &str = "net.";
pub const VIR_DOMAIN_STATS_NET_SUFFIX_NAME: &str = ".name";
pub const VIR_DOMAIN_STATS_NET_SUFFIX_RX_BYTES: &str = ".rx.bytes";
pub const VIR_DOMAIN_STATS_NET_SUFFIX_RX_DROP: &str = ".rx.drop";
pub const VIR_DOMAIN_STATS_NET_SUFFIX_RX_ERRS: &str = ".rx.errs";
pub const VIR_DOMAIN_STATS_NET_SUFFIX_RX_PKTS: &str = ".rx.pkts";
pub const VIR_DOMAIN_STATS_NET_SUFFIX_TX_BYTES: &str = ".tx.bytes";
pub const VIR_DOMAIN_STATS_NET_SUFFIX_TX_DROP: &str = ".tx.drop";
pub const VIR_DOMAIN_STATS_NET_SUFFIX_TX_ERRS: &str = ".tx.errs";
pub const VIR_DOMAIN_STATS_NET_SUFFIX_TX_PKTS: &str = ".tx.pkts";
pub const VIR_DOMAIN_STATS_PERF_ALIGNMENT_FAULTS: &str = "perf.alignment_faults";
pub const VIR_DOMAIN_STATS_PERF_BRANCH_INSTRUCTIONS: &str = "perf.branch_instructions";
pub const VIR_DOMAIN_STATS_PERF_BRANCH_MISSES: &str = "perf.branch_misses";
pub const VIR_DOMAIN_STATS_PERF_BUS_CYCLES: &str = "perf.bus_cycles";
pub const VIR_DOMAIN_STATS_PERF_CACHE_MISSES: &str = "perf.cache_misses";
pub const VIR_DOMAIN_STATS_PERF_CACHE_REFERENCES: &str = "perf.cache_references";
pub const VIR_DOMAIN_STATS_PERF_CMT: &str = "perf.cmt";
pub const VIR_DOMAIN_STATS_PERF_CONTEXT_SWITCHES: &str = "perf.context_switches";
pub const VIR_DOMAIN_STATS_PERF_CPU_CLOCK: &str = "perf.cpu_clock";
pub const VIR_DOMAIN_STATS_PERF_CPU_CYCLES: &str = "perf.cpu_cycles";
pub const VIR_DOMAIN_STATS_PERF_CPU_MIGRATIONS: &str = "perf.cpu_migrations";
pub const VIR_DOMAIN_STATS_PERF_EMULATION_FAULTS: &str = "perf.emulation_faults";
pub const VIR_DOMAIN_STATS_PERF_INSTRUCTIONS: &str = "perf.instructions";
pub const VIR_DOMAIN_STATS_PERF_MBML: &str = "perf.mbml";
pub const VIR_DOMAIN_STATS_PERF_MBMT: &str = "perf.mbmt";
pub const VIR_DOMAIN_STATS_PERF_PAGE_FAULTS: &str = "perf.page_faults";
pub const VIR_DOMAIN_STATS_PERF_PAGE_FAULTS_MAJ: &str = "perf.page_faults_maj";
pub const VIR_DOMAIN_STATS_PERF_PAGE_FAULTS_MIN: &str = "perf.page_faults_min";
pub const VIR_DOMAIN_STATS_PERF_REF_CPU_CYCLES: &str = "perf.ref_cpu_cycles";
pub const VIR_DOMAIN_STATS_PERF_STALLED_CYCLES_BACKEND: &str = "perf.stalled_cycles_backend";
pub const VIR_DOMAIN_STATS_PERF_STALLED_CYCLES_FRONTEND: &str = "perf.stalled_cycles_frontend";
pub const VIR_DOMAIN_STATS_PERF_TASK_CLOCK: &str = "perf.task_clock";
pub const VIR_DOMAIN_STATS_STATE_REASON: &str = "state.reason";
pub const VIR_DOMAIN_STATS_STATE_STATE: &str = "state.state";
pub const VIR_DOMAIN_STATS_VCPU_CURRENT: &str = "vcpu.current";
pub const VIR_DOMAIN_STATS_VCPU_MAXIMUM: &str = "vcpu.maximum";
pub const VIR_DOMAIN_STATS_VCPU_PREFIX: &str = "vcpu.";
pub const VIR_DOMAIN_STATS_VCPU_SUFFIX_DELAY: &str = ".delay";
pub const VIR_DOMAIN_STATS_VCPU_SUFFIX_HALTED: &str = ".halted";
pub const VIR_DOMAIN_STATS_VCPU_SUFFIX_STATE: &str = ".state";
pub const VIR_DOMAIN_STATS_VCPU_SUFFIX_TIME: &str = ".time";
pub const VIR_DOMAIN_STATS_VCPU_SUFFIX_WAIT: &str = ".wait";
pub const VIR_DOMAIN_STATS_VM_PREFIX: &str = "vm.";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_DISK: &str = "blkdeviotune.disk";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_GROUP_NAME: &str = "blkdeviotune.group_name";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC: &str = "blkdeviotune.read_bytes_sec";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC_MAX: &str = "blkdeviotune.read_bytes_sec_max";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_READ_BYTES_SEC_MAX_LENGTH: &str = "blkdeviotune.read_bytes_sec_max_length";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC: &str = "blkdeviotune.read_iops_sec";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC_MAX: &str = "blkdeviotune.read_iops_sec_max";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_READ_IOPS_SEC_MAX_LENGTH: &str = "blkdeviotune.read_iops_sec_max_length";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_SIZE_IOPS_SEC: &str = "blkdeviotune.size_iops_sec";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC: &str = "blkdeviotune.total_bytes_sec";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC_MAX: &str = "blkdeviotune.total_bytes_sec_max";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_BYTES_SEC_MAX_LENGTH: &str = "blkdeviotune.total_bytes_sec_max_length";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC: &str = "blkdeviotune.total_iops_sec";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC_MAX: &str = "blkdeviotune.total_iops_sec_max";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_TOTAL_IOPS_SEC_MAX_LENGTH: &str = "blkdeviotune.total_iops_sec_max_length";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC: &str = "blkdeviotune.write_bytes_sec";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC_MAX: &str = "blkdeviotune.write_bytes_sec_max";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_BYTES_SEC_MAX_LENGTH: &str = "blkdeviotune.write_bytes_sec_max_length";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC: &str = "blkdeviotune.write_iops_sec";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC_MAX: &str = "blkdeviotune.write_iops_sec_max";
pub const VIR_DOMAIN_TUNABLE_BLKDEV_WRITE_IOPS_SEC_MAX_LENGTH: &str = "blkdeviotune.write_iops_sec_max_length";
pub const VIR_DOMAIN_TUNABLE_CPU_CPU_SHARES: &str = "cputune.cpu_shares";
pub const VIR_DOMAIN_TUNABLE_CPU_EMULATORPIN: &str = "cputune.emulatorpin";
pub const VIR_DOMAIN_TUNABLE_CPU_EMULATOR_PERIOD: &str = "cputune.emulator_period";
pub const VIR_DOMAIN_TUNABLE_CPU_EMULATOR_QUOTA: &str = "cputune.emulator_quota";
pub const VIR_DOMAIN_TUNABLE_CPU_GLOBAL_PERIOD: &str = "cputune.global_period";
pub const VIR_DOMAIN_TUNABLE_CPU_GLOBAL_QUOTA: &str = "cputune.global_quota";
pub const VIR_DOMAIN_TUNABLE_CPU_IOTHREADSPIN: &str = "cputune.iothreadpin%u";
pub const VIR_DOMAIN_TUNABLE_CPU_IOTHREAD_PERIOD: &str = "cputune.iothread_period";
pub const VIR_DOMAIN_TUNABLE_CPU_IOTHREAD_QUOTA: &str = "cputune.iothread_quota";
pub const VIR_DOMAIN_TUNABLE_CPU_VCPUPIN: &str = "cputune.vcpupin%u";
pub const VIR_DOMAIN_TUNABLE_CPU_VCPU_PERIOD: &str = "cputune.vcpu_period";
pub const VIR_DOMAIN_TUNABLE_CPU_VCPU_QUOTA: &str = "cputune.vcpu_quota";
pub const VIR_MIGRATE_PARAM_AUTO_CONVERGE_INCREMENT: &str = "auto_converge.increment";
pub const VIR_MIGRATE_PARAM_AUTO_CONVERGE_INITIAL: &str = "auto_converge.initial";
pub const VIR_MIGRATE_PARAM_BANDWIDTH: &str = "bandwidth";
pub const VIR_MIGRATE_PARAM_BANDWIDTH_AVAIL_SWITCHOVER: &str = "bandwidth.avail.switchover";
pub const VIR_MIGRATE_PARAM_BANDWIDTH_POSTCOPY: &str = "bandwidth.postcopy";
pub const VIR_MIGRATE_PARAM_COMPRESSION: &str = "compression";
pub const VIR_MIGRATE_PARAM_COMPRESSION_MT_DTHREADS: &str = "compression.mt.dthreads";
pub const VIR_MIGRATE_PARAM_COMPRESSION_MT_LEVEL: &str = "compression.mt.level";
pub const VIR_MIGRATE_PARAM_COMPRESSION_MT_THREADS: &str = "compression.mt.threads";
pub const VIR_MIGRATE_PARAM_COMPRESSION_XBZRLE_CACHE: &str = "compression.xbzrle.cache";
pub const VIR_MIGRATE_PARAM_COMPRESSION_ZLIB_LEVEL: &str = "compression.zlib.level";
pub const VIR_MIGRATE_PARAM_COMPRESSION_ZSTD_LEVEL: &str = "compression.zstd.level";
pub const VIR_MIGRATE_PARAM_DEST_NAME: &str = "destination_name";
pub const VIR_MIGRATE_PARAM_DEST_XML: &str = "destination_xml";
pub const VIR_MIGRATE_PARAM_DISKS_PORT: &str = "disks_port";
pub const VIR_MIGRATE_PARAM_DISKS_URI: &str = "disks_uri";
pub const VIR_MIGRATE_PARAM_GRAPHICS_URI: &str = "graphics_uri";
pub const VIR_MIGRATE_PARAM_LISTEN_ADDRESS: &str = "listen_address";
pub const VIR_MIGRATE_PARAM_MIGRATE_DISKS: &str = "migrate_disks";
pub const VIR_MIGRATE_PARAM_MIGRATE_DISKS_DETECT_ZEROES: &str = "migrate_disks_detect_zeroes";
pub const VIR_MIGRATE_PARAM_PARALLEL_CONNECTIONS: &str = "parallel.connections";
pub const VIR_MIGRATE_PARAM_PERSIST_XML: &str = "persistent_xml";
pub const VIR_MIGRATE_PARAM_TLS_DESTINATION: &str = "tls.destination";
pub const VIR_MIGRATE_PARAM_URI: &str = "migrate_uri";
pub const VIR_NETWORK_PORT_BANDWIDTH_IN_AVERAGE: &str = "inbound.average";
pub const VIR_NETWORK_PORT_BANDWIDTH_IN_BURST: &str = "inbound.burst";
pub const VIR_NETWORK_PORT_BANDWIDTH_IN_FLOOR: &str = "inbound.floor";
pub const VIR_NETWORK_PORT_BANDWIDTH_IN_PEAK: &str = "inbound.peak";
pub const VIR_NETWORK_PORT_BANDWIDTH_OUT_AVERAGE: &str = "outbound.average";
pub const VIR_NETWORK_PORT_BANDWIDTH_OUT_BURST: &str = "outbound.burst";
pub const VIR_NETWORK_PORT_BANDWIDTH_OUT_PEAK: &str = "outbound.peak";
pub const VIR_NODE_CPU_STATS_IDLE: &str = "idle";
pub const VIR_NODE_CPU_STATS_INTR: &str = "intr";
pub const VIR_NODE_CPU_STATS_IOWAIT: &str = "iowait";
pub const VIR_NODE_CPU_STATS_KERNEL: &str = "kernel";
pub const VIR_NODE_CPU_STATS_USER: &str = "user";
pub const VIR_NODE_CPU_STATS_UTILIZATION: &str = "utilization";
pub const VIR_NODE_MEMORY_SHARED_FULL_SCANS: &str = "shm_full_scans";
pub const VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES: &str = "shm_merge_across_nodes";
pub const VIR_NODE_MEMORY_SHARED_PAGES_SHARED: &str = "shm_pages_shared";
pub const VIR_NODE_MEMORY_SHARED_PAGES_SHARING: &str = "shm_pages_sharing";
pub const VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN: &str = "shm_pages_to_scan";
pub const VIR_NODE_MEMORY_SHARED_PAGES_UNSHARED: &str = "shm_pages_unshared";
pub const VIR_NODE_MEMORY_SHARED_PAGES_VOLATILE: &str = "shm_pages_volatile";
pub const VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS: &str = "shm_sleep_millisecs";
pub const VIR_NODE_MEMORY_STATS_BUFFERS: &str = "buffers";
pub const VIR_NODE_MEMORY_STATS_CACHED: &str = "cached";
pub const VIR_NODE_MEMORY_STATS_FREE: &str = "free";
pub const VIR_NODE_MEMORY_STATS_TOTAL: &str = "total";
pub const VIR_NODE_SEV_CBITPOS: &str = "cbitpos";
pub const VIR_NODE_SEV_CERT_CHAIN: &str = "cert-chain";
pub const VIR_NODE_SEV_CPU0_ID: &str = "cpu0-id";
pub const VIR_NODE_SEV_MAX_ES_GUESTS: &str = "max-es-guests";
pub const VIR_NODE_SEV_MAX_GUESTS: &str = "max-guests";
pub const VIR_NODE_SEV_PDH: &str = "pdh";
pub const VIR_NODE_SEV_REDUCED_PHYS_BITS: &str = "reduced-phys-bits";
pub const VIR_PERF_PARAM_ALIGNMENT_FAULTS: &str = "alignment_faults";
pub const VIR_PERF_PARAM_BRANCH_INSTRUCTIONS: &str = "branch_instructions";
pub const VIR_PERF_PARAM_BRANCH_MISSES: &str = "branch_misses";
pub const VIR_PERF_PARAM_BUS_CYCLES: &str = "bus_cycles";
pub const VIR_PERF_PARAM_CACHE_MISSES: &str = "cache_misses";
pub const VIR_PERF_PARAM_CACHE_REFERENCES: &str = "cache_references";
pub const VIR_PERF_PARAM_CMT: &str = "cmt";
pub const VIR_PERF_PARAM_CONTEXT_SWITCHES: &str = "context_switches";
pub const VIR_PERF_PARAM_CPU_CLOCK: &str = "cpu_clock";
pub const VIR_PERF_PARAM_CPU_CYCLES: &str = "cpu_cycles";
pub const VIR_PERF_PARAM_CPU_MIGRATIONS: &str = "cpu_migrations";
pub const VIR_PERF_PARAM_EMULATION_FAULTS: &str = "emulation_faults";
pub const VIR_PERF_PARAM_INSTRUCTIONS: &str = "instructions";
pub const VIR_PERF_PARAM_MBML: &str = "mbml";
pub const VIR_PERF_PARAM_MBMT: &str = "mbmt";
pub const VIR_PERF_PARAM_PAGE_FAULTS: &str = "page_faults";
pub const VIR_PERF_PARAM_PAGE_FAULTS_MAJ: &str = "page_faults_maj";
pub const VIR_PERF_PARAM_PAGE_FAULTS_MIN: &str = "page_faults_min";
pub const VIR_PERF_PARAM_REF_CPU_CYCLES: &str = "ref_cpu_cycles";
pub const VIR_PERF_PARAM_STALLED_CYCLES_BACKEND: &str = "stalled_cycles_backend";
pub const VIR_PERF_PARAM_STALLED_CYCLES_FRONTEND: &str = "stalled_cycles_frontend";
pub const VIR_PERF_PARAM_TASK_CLOCK: &str = "task_clock";
pub const VIR_CLIENT_INFO_READONLY: &str = "readonly";
pub const VIR_CLIENT_INFO_SASL_USER_NAME: &str = "sasl_user_name";
pub const VIR_CLIENT_INFO_SELINUX_CONTEXT: &str = "selinux_context";
pub const VIR_CLIENT_INFO_SOCKET_ADDR: &str = "sock_addr";
pub const VIR_CLIENT_INFO_UNIX_GROUP_ID: &str = "unix_group_id";
pub const VIR_CLIENT_INFO_UNIX_GROUP_NAME: &str = "unix_group_name";
pub const VIR_CLIENT_INFO_UNIX_PROCESS_ID: &str = "unix_process_id";
pub const VIR_CLIENT_INFO_UNIX_USER_ID: &str = "unix_user_id";
pub const VIR_CLIENT_INFO_UNIX_USER_NAME: &str = "unix_user_name";
pub const VIR_CLIENT_INFO_X509_DISTINGUISHED_NAME: &str = "tls_x509_dname";
pub const VIR_SERVER_CLIENTS_CURRENT: &str = "nclients";
pub const VIR_SERVER_CLIENTS_MAX: &str = "nclients_max";
pub const VIR_SERVER_CLIENTS_UNAUTH_CURRENT: &str = "nclients_unauth";
pub const VIR_SERVER_CLIENTS_UNAUTH_MAX: &str = "nclients_unauth_max";
pub const VIR_THREADPOOL_JOB_QUEUE_DEPTH: &str = "jobQueueDepth";
pub const VIR_THREADPOOL_WORKERS_CURRENT: &str = "nWorkers";
pub const VIR_THREADPOOL_WORKERS_FREE: &str = "freeWorkers";
pub const VIR_THREADPOOL_WORKERS_MAX: &str = "maxWorkers";
pub const VIR_THREADPOOL_WORKERS_MIN: &str = "minWorkers";
pub const VIR_THREADPOOL_WORKERS_PRIORITY: &str = "prioWorkers";
