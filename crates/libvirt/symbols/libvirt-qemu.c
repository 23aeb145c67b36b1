/* Generated from `api/*.api` by `cargo xtask gen`. Do not edit. */
#include <stddef.h>

typedef void *virConnectDomainQemuMonitorEventCallback;
typedef void *virConnectPtr;
typedef void *virDomainPtr;
typedef void *virFreeCallback;

extern int ferrovirt_virConnectDomainQemuMonitorEventDeregister(virConnectPtr conn, int callbackID);
int virConnectDomainQemuMonitorEventDeregister(virConnectPtr conn, int callbackID)
{
    return ferrovirt_virConnectDomainQemuMonitorEventDeregister(conn, callbackID);
}

extern int ferrovirt_virConnectDomainQemuMonitorEventRegister(virConnectPtr conn, virDomainPtr dom, const char *event, virConnectDomainQemuMonitorEventCallback cb, void *opaque, virFreeCallback freecb, unsigned int flags);
int virConnectDomainQemuMonitorEventRegister(virConnectPtr conn, virDomainPtr dom, const char *event, virConnectDomainQemuMonitorEventCallback cb, void *opaque, virFreeCallback freecb, unsigned int flags)
{
    return ferrovirt_virConnectDomainQemuMonitorEventRegister(conn, dom, event, cb, opaque, freecb, flags);
}

extern char * ferrovirt_virDomainQemuAgentCommand(virDomainPtr domain, const char *cmd, int timeout, unsigned int flags);
char * virDomainQemuAgentCommand(virDomainPtr domain, const char *cmd, int timeout, unsigned int flags)
{
    return ferrovirt_virDomainQemuAgentCommand(domain, cmd, timeout, flags);
}

extern virDomainPtr ferrovirt_virDomainQemuAttach(virConnectPtr conn, unsigned int pid_value, unsigned int flags);
virDomainPtr virDomainQemuAttach(virConnectPtr conn, unsigned int pid_value, unsigned int flags)
{
    return ferrovirt_virDomainQemuAttach(conn, pid_value, flags);
}

extern int ferrovirt_virDomainQemuMonitorCommand(virDomainPtr domain, const char *cmd, char **result, unsigned int flags);
int virDomainQemuMonitorCommand(virDomainPtr domain, const char *cmd, char **result, unsigned int flags)
{
    return ferrovirt_virDomainQemuMonitorCommand(domain, cmd, result, flags);
}

extern int ferrovirt_virDomainQemuMonitorCommandWithFiles(virDomainPtr domain, const char *cmd, unsigned int ninfiles, int *infiles, unsigned int *noutfiles, int **outfiles, char **result, unsigned int flags);
int virDomainQemuMonitorCommandWithFiles(virDomainPtr domain, const char *cmd, unsigned int ninfiles, int *infiles, unsigned int *noutfiles, int **outfiles, char **result, unsigned int flags)
{
    return ferrovirt_virDomainQemuMonitorCommandWithFiles(domain, cmd, ninfiles, infiles, noutfiles, outfiles, result, flags);
}

