/* Generated from `api/*.api` by `cargo xtask gen`. Do not edit. */
#include <stddef.h>

typedef void *virAdmClientPtr;
typedef void *virAdmConnectCloseFunc;
typedef void *virAdmConnectPtr;
typedef void *virAdmServerPtr;
typedef void *virFreeCallback;
typedef void *virTypedParameterPtr;

extern int ferrovirt_virAdmClientClose(virAdmClientPtr client, unsigned int flags);
int virAdmClientClose(virAdmClientPtr client, unsigned int flags)
{
    return ferrovirt_virAdmClientClose(client, flags);
}

extern int ferrovirt_virAdmClientFree(virAdmClientPtr client);
int virAdmClientFree(virAdmClientPtr client)
{
    return ferrovirt_virAdmClientFree(client);
}

extern unsigned long long ferrovirt_virAdmClientGetID(virAdmClientPtr client);
unsigned long long virAdmClientGetID(virAdmClientPtr client)
{
    return ferrovirt_virAdmClientGetID(client);
}

extern int ferrovirt_virAdmClientGetInfo(virAdmClientPtr client, virTypedParameterPtr *params, int *nparams, unsigned int flags);
int virAdmClientGetInfo(virAdmClientPtr client, virTypedParameterPtr *params, int *nparams, unsigned int flags)
{
    return ferrovirt_virAdmClientGetInfo(client, params, nparams, flags);
}

extern long long ferrovirt_virAdmClientGetTimestamp(virAdmClientPtr client);
long long virAdmClientGetTimestamp(virAdmClientPtr client)
{
    return ferrovirt_virAdmClientGetTimestamp(client);
}

extern int ferrovirt_virAdmClientGetTransport(virAdmClientPtr client);
int virAdmClientGetTransport(virAdmClientPtr client)
{
    return ferrovirt_virAdmClientGetTransport(client);
}

extern int ferrovirt_virAdmConnectClose(virAdmConnectPtr conn);
int virAdmConnectClose(virAdmConnectPtr conn)
{
    return ferrovirt_virAdmConnectClose(conn);
}

extern int ferrovirt_virAdmConnectDaemonShutdown(virAdmConnectPtr conn, unsigned int flags);
int virAdmConnectDaemonShutdown(virAdmConnectPtr conn, unsigned int flags)
{
    return ferrovirt_virAdmConnectDaemonShutdown(conn, flags);
}

extern int ferrovirt_virAdmConnectGetLibVersion(virAdmConnectPtr conn, unsigned long long *libVer);
int virAdmConnectGetLibVersion(virAdmConnectPtr conn, unsigned long long *libVer)
{
    return ferrovirt_virAdmConnectGetLibVersion(conn, libVer);
}

extern int ferrovirt_virAdmConnectGetLoggingFilters(virAdmConnectPtr conn, char **filters, unsigned int flags);
int virAdmConnectGetLoggingFilters(virAdmConnectPtr conn, char **filters, unsigned int flags)
{
    return ferrovirt_virAdmConnectGetLoggingFilters(conn, filters, flags);
}

extern int ferrovirt_virAdmConnectGetLoggingOutputs(virAdmConnectPtr conn, char **outputs, unsigned int flags);
int virAdmConnectGetLoggingOutputs(virAdmConnectPtr conn, char **outputs, unsigned int flags)
{
    return ferrovirt_virAdmConnectGetLoggingOutputs(conn, outputs, flags);
}

extern char * ferrovirt_virAdmConnectGetURI(virAdmConnectPtr conn);
char * virAdmConnectGetURI(virAdmConnectPtr conn)
{
    return ferrovirt_virAdmConnectGetURI(conn);
}

extern int ferrovirt_virAdmConnectIsAlive(virAdmConnectPtr conn);
int virAdmConnectIsAlive(virAdmConnectPtr conn)
{
    return ferrovirt_virAdmConnectIsAlive(conn);
}

extern int ferrovirt_virAdmConnectListServers(virAdmConnectPtr conn, virAdmServerPtr **servers, unsigned int flags);
int virAdmConnectListServers(virAdmConnectPtr conn, virAdmServerPtr **servers, unsigned int flags)
{
    return ferrovirt_virAdmConnectListServers(conn, servers, flags);
}

extern virAdmServerPtr ferrovirt_virAdmConnectLookupServer(virAdmConnectPtr conn, const char *name, unsigned int flags);
virAdmServerPtr virAdmConnectLookupServer(virAdmConnectPtr conn, const char *name, unsigned int flags)
{
    return ferrovirt_virAdmConnectLookupServer(conn, name, flags);
}

extern virAdmConnectPtr ferrovirt_virAdmConnectOpen(const char *name, unsigned int flags);
virAdmConnectPtr virAdmConnectOpen(const char *name, unsigned int flags)
{
    return ferrovirt_virAdmConnectOpen(name, flags);
}

extern int ferrovirt_virAdmConnectRef(virAdmConnectPtr conn);
int virAdmConnectRef(virAdmConnectPtr conn)
{
    return ferrovirt_virAdmConnectRef(conn);
}

extern int ferrovirt_virAdmConnectRegisterCloseCallback(virAdmConnectPtr conn, virAdmConnectCloseFunc cb, void *opaque, virFreeCallback freecb);
int virAdmConnectRegisterCloseCallback(virAdmConnectPtr conn, virAdmConnectCloseFunc cb, void *opaque, virFreeCallback freecb)
{
    return ferrovirt_virAdmConnectRegisterCloseCallback(conn, cb, opaque, freecb);
}

extern int ferrovirt_virAdmConnectSetDaemonTimeout(virAdmConnectPtr conn, unsigned int timeout, unsigned int flags);
int virAdmConnectSetDaemonTimeout(virAdmConnectPtr conn, unsigned int timeout, unsigned int flags)
{
    return ferrovirt_virAdmConnectSetDaemonTimeout(conn, timeout, flags);
}

extern int ferrovirt_virAdmConnectSetLoggingFilters(virAdmConnectPtr conn, const char *filters, unsigned int flags);
int virAdmConnectSetLoggingFilters(virAdmConnectPtr conn, const char *filters, unsigned int flags)
{
    return ferrovirt_virAdmConnectSetLoggingFilters(conn, filters, flags);
}

extern int ferrovirt_virAdmConnectSetLoggingOutputs(virAdmConnectPtr conn, const char *outputs, unsigned int flags);
int virAdmConnectSetLoggingOutputs(virAdmConnectPtr conn, const char *outputs, unsigned int flags)
{
    return ferrovirt_virAdmConnectSetLoggingOutputs(conn, outputs, flags);
}

extern int ferrovirt_virAdmConnectUnregisterCloseCallback(virAdmConnectPtr conn, virAdmConnectCloseFunc cb);
int virAdmConnectUnregisterCloseCallback(virAdmConnectPtr conn, virAdmConnectCloseFunc cb)
{
    return ferrovirt_virAdmConnectUnregisterCloseCallback(conn, cb);
}

extern int ferrovirt_virAdmGetVersion(unsigned long long *libVer);
int virAdmGetVersion(unsigned long long *libVer)
{
    return ferrovirt_virAdmGetVersion(libVer);
}

extern int ferrovirt_virAdmInitialize(void);
int virAdmInitialize(void)
{
    return ferrovirt_virAdmInitialize();
}

extern int ferrovirt_virAdmServerFree(virAdmServerPtr srv);
int virAdmServerFree(virAdmServerPtr srv)
{
    return ferrovirt_virAdmServerFree(srv);
}

extern int ferrovirt_virAdmServerGetClientLimits(virAdmServerPtr srv, virTypedParameterPtr *params, int *nparams, unsigned int flags);
int virAdmServerGetClientLimits(virAdmServerPtr srv, virTypedParameterPtr *params, int *nparams, unsigned int flags)
{
    return ferrovirt_virAdmServerGetClientLimits(srv, params, nparams, flags);
}

extern const char * ferrovirt_virAdmServerGetName(virAdmServerPtr srv);
const char * virAdmServerGetName(virAdmServerPtr srv)
{
    return ferrovirt_virAdmServerGetName(srv);
}

extern int ferrovirt_virAdmServerGetThreadPoolParameters(virAdmServerPtr srv, virTypedParameterPtr *params, int *nparams, unsigned int flags);
int virAdmServerGetThreadPoolParameters(virAdmServerPtr srv, virTypedParameterPtr *params, int *nparams, unsigned int flags)
{
    return ferrovirt_virAdmServerGetThreadPoolParameters(srv, params, nparams, flags);
}

extern int ferrovirt_virAdmServerListClients(virAdmServerPtr srv, virAdmClientPtr **clients, unsigned int flags);
int virAdmServerListClients(virAdmServerPtr srv, virAdmClientPtr **clients, unsigned int flags)
{
    return ferrovirt_virAdmServerListClients(srv, clients, flags);
}

extern virAdmClientPtr ferrovirt_virAdmServerLookupClient(virAdmServerPtr srv, unsigned long long id, unsigned int flags);
virAdmClientPtr virAdmServerLookupClient(virAdmServerPtr srv, unsigned long long id, unsigned int flags)
{
    return ferrovirt_virAdmServerLookupClient(srv, id, flags);
}

extern int ferrovirt_virAdmServerSetClientLimits(virAdmServerPtr srv, virTypedParameterPtr params, int nparams, unsigned int flags);
int virAdmServerSetClientLimits(virAdmServerPtr srv, virTypedParameterPtr params, int nparams, unsigned int flags)
{
    return ferrovirt_virAdmServerSetClientLimits(srv, params, nparams, flags);
}

extern int ferrovirt_virAdmServerSetThreadPoolParameters(virAdmServerPtr srv, virTypedParameterPtr params, int nparams, unsigned int flags);
int virAdmServerSetThreadPoolParameters(virAdmServerPtr srv, virTypedParameterPtr params, int nparams, unsigned int flags)
{
    return ferrovirt_virAdmServerSetThreadPoolParameters(srv, params, nparams, flags);
}

extern int ferrovirt_virAdmServerUpdateTlsFiles(virAdmServerPtr srv, unsigned int flags);
int virAdmServerUpdateTlsFiles(virAdmServerPtr srv, unsigned int flags)
{
    return ferrovirt_virAdmServerUpdateTlsFiles(srv, flags);
}

