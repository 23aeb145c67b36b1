/* What only QEMU's driver can do. Generated from the description in `api` by `cargo xtask gen`. Do not edit. */

#ifndef LIBVIRT_QEMU_H
#define LIBVIRT_QEMU_H

#include <libvirt/libvirt.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How the name of a monitor event is matched. */
typedef enum {
    VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_REGEX = 1,
    VIR_CONNECT_DOMAIN_QEMU_MONITOR_EVENT_REGISTER_NOCASE = 2,
} virConnectDomainQemuMonitorEventRegisterFlags;

/* Special values of a guest agent command's timeout. */
typedef enum {
    VIR_DOMAIN_QEMU_AGENT_COMMAND_MIN = -2,
    VIR_DOMAIN_QEMU_AGENT_COMMAND_BLOCK = -2,
    VIR_DOMAIN_QEMU_AGENT_COMMAND_DEFAULT = -1,
    VIR_DOMAIN_QEMU_AGENT_COMMAND_NOWAIT = 0,
    VIR_DOMAIN_QEMU_AGENT_COMMAND_SHUTDOWN = 60,
} virDomainQemuAgentCommandTimeoutValues;

/* Form of a monitor command. */
typedef enum {
    VIR_DOMAIN_QEMU_MONITOR_COMMAND_DEFAULT = 0,
    VIR_DOMAIN_QEMU_MONITOR_COMMAND_HMP = 1,
} virDomainQemuMonitorCommandFlags;

/* Is given an event of QEMU's monitor, its details as JSON. */
typedef void (*virConnectDomainQemuMonitorEventCallback)(virConnectPtr conn, virDomainPtr dom, const char *event, long long seconds, unsigned int micros, const char *details, void *opaque);

/* Ends the monitor event subscription with that callback id. */
int virConnectDomainQemuMonitorEventDeregister(virConnectPtr conn, int callbackID);

/* Asks for QEMU monitor events by name or pattern, of one guest or all, and returns a callback id. */
int virConnectDomainQemuMonitorEventRegister(virConnectPtr conn, virDomainPtr dom, const char *event, virConnectDomainQemuMonitorEventCallback cb, void *opaque, virFreeCallback freecb, unsigned int flags);

/* Sends one JSON command to the guest's agent and returns its reply; `timeout` is in seconds, negative values are the special ones. */
char *virDomainQemuAgentCommand(virDomainPtr domain, const char *cmd, int timeout, unsigned int flags);

/* Takes over a QEMU process that was not started by the daemon; no longer supported by drivers. */
virDomainPtr virDomainQemuAttach(virConnectPtr conn, unsigned int pid_value, unsigned int flags);

/* Sends one command to the guest's QEMU monitor, JSON or human form by flag, and returns the reply; the guest becomes tainted. */
int virDomainQemuMonitorCommand(virDomainPtr domain, const char *cmd, char **result, unsigned int flags);

/* Sends one command with descriptors to the guest's QEMU monitor and returns the reply with those it sent back. */
int virDomainQemuMonitorCommandWithFiles(virDomainPtr domain, const char *cmd, unsigned int ninfiles, int *infiles, unsigned int *noutfiles, int **outfiles, char **result, unsigned int flags);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_QEMU_H */
