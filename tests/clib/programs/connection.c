/* Opens a daemon, walks over what it has, and makes every kind of mistake that a library has to notice. */
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void quiet(void *data, virErrorPtr error)
{
    (void)data;
    (void)error;
}

static void told(const char *what)
{
    virErrorPtr error = virGetLastError();
    printf("%s: %d %d\n", what, error ? error->code : 0, error ? error->level : 0);
}

static void *many(void *data)
{
    virConnectPtr conn = data;
    for (int i = 0; i < 50; i++) {
        char *host = virConnectGetHostname(conn);
        if (!host)
            return "failed";
        free(host);
        if (virDomainLookupByName(conn, "nobody") || virGetLastErrorCode() != VIR_ERR_NO_DOMAIN)
            return "wrong";
    }
    return "done";
}

static void mistakes(virConnectPtr conn)
{
    virResetLastError();
    told("nothing yet");
    virDomainLookupByName(conn, "nobody");
    told("no domain");
    virDomainLookupByName(conn, NULL);
    told("no name");
    virDomainLookupByName(NULL, "x");
    told("no connection");
    virDomainGetXMLDesc((virDomainPtr)conn, 0);
    told("wrong handle");
    virDomainDefineXML(conn, "<domain");
    told("broken document");
    virError copy;
    memset(&copy, 0, sizeof(copy));
    int copy_code = virCopyLastError(&copy);
    printf("copied %d\n", copy_code == copy.code);
    virResetError(&copy);
    virErrorPtr saved = virSaveLastError();
    printf("saved %d\n", saved && saved->code == copy_code);
    virResetLastError();
    virFreeError(saved);
}

static void parameters(virConnectPtr conn)
{
    virNodeInfo node;
    printf("node %d\n", virNodeGetInfo(conn, &node) == 0 && node.cpus > 0 && strlen(node.model) > 0);
    int count = 0;
    int answer = virNodeGetCPUStats(conn, -1, NULL, &count, 0);
    printf("count %d %d\n", answer, count);
    virNodeCPUStatsPtr stats = calloc(count, sizeof(*stats));
    printf("stats %d\n", virNodeGetCPUStats(conn, -1, stats, &count, 0));
    free(stats);
    unsigned char *map = NULL;
    unsigned int online = 0;
    answer = virNodeGetCPUMap(conn, &map, &online, 0);
    printf("map %d\n", answer == (int)node.cpus && online > 0);
    free(map);
    virDomainStatsRecordPtr *records = NULL;
    printf("records %d\n", virConnectGetAllDomainStats(conn, 0, &records, 0));
    virDomainStatsRecordListFree(records);
    virDomainPtr *domains = NULL;
    int found = virConnectListAllDomains(conn, &domains, 0);
    printf("domains %d\n", found);
    for (int i = 0; i < found; i++)
        virDomainFree(domains[i]);
    free(domains);
    virTypedParameterPtr params = NULL;
    int have = 0, room = 0;
    virTypedParamsAddInt(&params, &have, &room, "n", 3);
    virTypedParamsAddString(&params, &have, &room, "text", "value");
    virTypedParamsAddBoolean(&params, &have, &room, "b", 1);
    const char *text = NULL;
    answer = virTypedParamsGetString(params, have, "text", &text);
    printf("params %d %d %s\n", have, answer, text);
    virTypedParamsFree(params, have);
}

static void children(const char *uri, virConnectPtr conn)
{
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        virConnectPtr own = virConnectOpenReadOnly(uri);
        int fine = own && virConnectIsAlive(own) == 1;
        if (own)
            virConnectClose(own);
        _exit(fine ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    printf("child %d, parent %d\n", WEXITSTATUS(status), virConnectIsAlive(conn));
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    virSetErrorFunc(NULL, quiet);
    unsigned long version = 0;
    printf("initialize %d, version %d\n", virInitialize(), virGetVersion(&version, NULL, NULL));
    printf("no such driver %d\n", virConnectOpen("nothing:///x") == NULL);
    virConnectPtr conn = virConnectOpenAuth(argv[1], virConnectAuthPtrDefault, 0);
    if (!conn) {
        printf("cannot open: %s\n", virGetLastErrorMessage());
        return 1;
    }
    printf("type %s\n", virConnectGetType(conn));
    printf("ref %d\n", virConnectRef(conn));
    printf("close %d\n", virConnectClose(conn));
    printf("encrypted %d, secure %d, alive %d\n", virConnectIsEncrypted(conn), virConnectIsSecure(conn),
           virConnectIsAlive(conn));
    mistakes(conn);
    parameters(conn);
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, many, conn);
    for (int i = 0; i < 4; i++) {
        void *word;
        pthread_join(threads[i], &word);
        printf("thread %s\n", (const char *)word);
    }
    children(argv[1], conn);
    printf("last close %d\n", virConnectClose(conn));
    virResetLastError();
    return 0;
}
