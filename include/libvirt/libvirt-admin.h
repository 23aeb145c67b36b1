/* The administration of the daemons. Generated from the description in `api` by `cargo xtask gen`. Do not edit. */

#ifndef LIBVIRT_ADMIN_H
#define LIBVIRT_ADMIN_H

#include <libvirt/libvirt.h>

#ifdef __cplusplus
extern "C" {
#endif

#define VIR_CLIENT_INFO_READONLY "readonly"
#define VIR_CLIENT_INFO_SASL_USER_NAME "sasl_user_name"
#define VIR_CLIENT_INFO_SELINUX_CONTEXT "selinux_context"
#define VIR_CLIENT_INFO_SOCKET_ADDR "sock_addr"
#define VIR_CLIENT_INFO_UNIX_GROUP_ID "unix_group_id"
#define VIR_CLIENT_INFO_UNIX_GROUP_NAME "unix_group_name"
#define VIR_CLIENT_INFO_UNIX_PROCESS_ID "unix_process_id"
#define VIR_CLIENT_INFO_UNIX_USER_ID "unix_user_id"
#define VIR_CLIENT_INFO_UNIX_USER_NAME "unix_user_name"
#define VIR_CLIENT_INFO_X509_DISTINGUISHED_NAME "tls_x509_dname"
#define VIR_SERVER_CLIENTS_CURRENT "nclients"
#define VIR_SERVER_CLIENTS_MAX "nclients_max"
#define VIR_SERVER_CLIENTS_UNAUTH_CURRENT "nclients_unauth"
#define VIR_SERVER_CLIENTS_UNAUTH_MAX "nclients_unauth_max"
#define VIR_THREADPOOL_JOB_QUEUE_DEPTH "jobQueueDepth"
#define VIR_THREADPOOL_WORKERS_CURRENT "nWorkers"
#define VIR_THREADPOOL_WORKERS_FREE "freeWorkers"
#define VIR_THREADPOOL_WORKERS_MAX "maxWorkers"
#define VIR_THREADPOOL_WORKERS_MIN "minWorkers"
#define VIR_THREADPOOL_WORKERS_PRIORITY "prioWorkers"

/* A client of a daemon, seen by its administrator. */
typedef struct _virAdmClient virAdmClient;
typedef virAdmClient *virAdmClientPtr;

/* A connection to a daemon's administration. */
typedef struct _virAdmConnect virAdmConnect;
typedef virAdmConnect *virAdmConnectPtr;

/* One of the servers within a daemon. */
typedef struct _virAdmServer virAdmServer;
typedef virAdmServer *virAdmServerPtr;

/* How the daemon is shut down. */
typedef enum {
    VIR_DAEMON_SHUTDOWN_PRESERVE = 1,
} virAdmConnectDaemonShutdownFlags;

/* How a client reached the daemon. */
typedef enum {
    VIR_CLIENT_TRANS_UNIX = 0,
    VIR_CLIENT_TRANS_TCP = 1,
    VIR_CLIENT_TRANS_TLS = 2,
#ifdef VIR_ENUM_SENTINELS
    VIR_CLIENT_TRANS_LAST = 3,
#endif
} virClientTransport;

/* Is told that an administration connection ended by itself, and why. */
typedef void (*virAdmConnectCloseFunc)(virAdmConnectPtr conn, int reason, void *opaque);

/* Closes the connection of a client. */
int virAdmClientClose(virAdmClientPtr client, unsigned int flags);

/* Gives up one reference to a client of a daemon; the last one frees the handle. */
int virAdmClientFree(virAdmClientPtr client);

/* The number of a client, unique within its server. */
unsigned long long virAdmClientGetID(virAdmClientPtr client);

/* Returns who a client is: addresses, user, process, credentials. */
int virAdmClientGetInfo(virAdmClientPtr client, virTypedParameterPtr *params, int *nparams, unsigned int flags);

/* When a client connected, in seconds since 1970. */
long long virAdmClientGetTimestamp(virAdmClientPtr client);

/* How a client is connected: a member of virClientTransport. */
int virAdmClientGetTransport(virAdmClientPtr client);

/* Ends the administration connection. */
int virAdmConnectClose(virAdmConnectPtr conn);

/* Asks the daemon to shut down, preserving the guests when flags say so. */
int virAdmConnectDaemonShutdown(virAdmConnectPtr conn, unsigned int flags);

/* Returns the daemon's library version as major * 1,000,000 + minor * 1,000 + release. */
int virAdmConnectGetLibVersion(virAdmConnectPtr conn, unsigned long long *libVer);

/* Returns the daemon's log filters in configuration syntax, and their number. */
int virAdmConnectGetLoggingFilters(virAdmConnectPtr conn, char **filters, unsigned int flags);

/* Returns the daemon's log outputs in configuration syntax, and their number. */
int virAdmConnectGetLoggingOutputs(virAdmConnectPtr conn, char **outputs, unsigned int flags);

/* The URI of an administration connection; the caller frees it. */
char *virAdmConnectGetURI(virAdmConnectPtr conn);

/* Whether an administration connection still works: 1, 0, or -1 for an error. */
int virAdmConnectIsAlive(virAdmConnectPtr conn);

/* Lists the servers inside the daemon, such as the main one and the administration one. */
int virAdmConnectListServers(virAdmConnectPtr conn, virAdmServerPtr **servers, unsigned int flags);

/* Finds a server of the daemon by its name. */
virAdmServerPtr virAdmConnectLookupServer(virAdmConnectPtr conn, const char *name, unsigned int flags);

/* Opens an administration connection to the daemon; must be the first call. */
virAdmConnectPtr virAdmConnectOpen(const char *name, unsigned int flags);

/* Takes another reference to a connection to a daemon's administration, to be given up like the first. */
int virAdmConnectRef(virAdmConnectPtr conn);

/* Has a function called once when an administration connection ends by itself. */
int virAdmConnectRegisterCloseCallback(virAdmConnectPtr conn, virAdmConnectCloseFunc cb, void *opaque, virFreeCallback freecb);

/* Sets after how many idle seconds the daemon ends; 0 means never. */
int virAdmConnectSetDaemonTimeout(virAdmConnectPtr conn, unsigned int timeout, unsigned int flags);

/* Replaces the daemon's log filters; null removes them. */
int virAdmConnectSetLoggingFilters(virAdmConnectPtr conn, const char *filters, unsigned int flags);

/* Replaces the daemon's log outputs; null restores the defaults. */
int virAdmConnectSetLoggingOutputs(virAdmConnectPtr conn, const char *outputs, unsigned int flags);

/* Takes back the function that is called when an administration connection ends. */
int virAdmConnectUnregisterCloseCallback(virAdmConnectPtr conn, virAdmConnectCloseFunc cb);

/* The release of the administration library. */
int virAdmGetVersion(unsigned long long *libVer);

/* Readies the administration library; every call does it where the program has not. */
int virAdmInitialize(void);

/* Gives up one reference to a server within a daemon; the last one frees the handle. */
int virAdmServerFree(virAdmServerPtr srv);

/* Returns the limits and present number of clients, and of clients not yet authenticated. */
int virAdmServerGetClientLimits(virAdmServerPtr srv, virTypedParameterPtr *params, int *nparams, unsigned int flags);

/* The name of a server within a daemon, valid as long as the handle. */
const char *virAdmServerGetName(virAdmServerPtr srv);

/* Returns the limits and present figures of a server's worker threads. */
int virAdmServerGetThreadPoolParameters(virAdmServerPtr srv, virTypedParameterPtr *params, int *nparams, unsigned int flags);

/* Lists the clients connected to a server, with id, time of connection in seconds since 1970 and transport. */
int virAdmServerListClients(virAdmServerPtr srv, virAdmClientPtr **clients, unsigned int flags);

/* Finds a client of a server by its id. */
virAdmClientPtr virAdmServerLookupClient(virAdmServerPtr srv, unsigned long long id, unsigned int flags);

/* Changes the limits on clients, and on clients not yet authenticated. */
int virAdmServerSetClientLimits(virAdmServerPtr srv, virTypedParameterPtr params, int nparams, unsigned int flags);

/* Changes the limits of a server's worker threads. */
int virAdmServerSetThreadPoolParameters(virAdmServerPtr srv, virTypedParameterPtr params, int nparams, unsigned int flags);

/* Makes a server load its TLS certificates again. */
int virAdmServerUpdateTlsFiles(virAdmServerPtr srv, unsigned int flags);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_ADMIN_H */
