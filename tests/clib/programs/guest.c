/* The life of a guest with events in an event loop of its own thread, a console stream, and statistics. */
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile int stop, events_freed, legacy_freed, stream_freed, started, ended, readable, lifecycle_id, again_id;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void quiet(void *data, virErrorPtr error)
{
    (void)data;
    (void)error;
}

static void gone(void *data)
{
    pthread_mutex_lock(&lock);
    ++*(volatile int *)data;
    pthread_mutex_unlock(&lock);
}

static void lifecycle(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *data)
{
    (void)detail;
    if (strcmp(virDomainGetName(dom), "life") || data != &events_freed)
        abort();
    if (event == VIR_DOMAIN_EVENT_STARTED)
        started++;
    if (event == VIR_DOMAIN_EVENT_STOPPED) {
        ended++;
        /* Ends another registration, and itself, from inside. */
        virConnectDomainEventDeregisterAny(conn, again_id);
        virConnectDomainEventDeregisterAny(conn, lifecycle_id);
    }
}

static int legacy(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *data)
{
    (void)conn, (void)dom, (void)event, (void)detail, (void)data;
    return 0;
}

static void on_stream(virStreamPtr stream, int events, void *data)
{
    char buffer[256];
    (void)data;
    if (events & VIR_STREAM_EVENT_READABLE) {
        int got = virStreamRecv(stream, buffer, sizeof(buffer));
        if (got > 0)
            readable += got;
        if (got == 0 || got == -1)
            virStreamEventRemoveCallback(stream);
    }
}

static void tick(int timer, void *data)
{
    (void)timer, (void)data;
}

static void *loop(void *data)
{
    (void)data;
    while (!stop)
        virEventRunDefaultImpl();
    return NULL;
}

static int wait_for(volatile int *what, int value)
{
    struct timespec pause = {0, 10 * 1000 * 1000};
    for (int i = 0; i < 500 && *what < value; i++)
        nanosleep(&pause, NULL);
    return *what >= value;
}

static void closed(virConnectPtr conn, int reason, void *data)
{
    (void)conn, (void)reason, (void)data;
}

static void running(virDomainPtr dom)
{
    virDomainInfo info;
    int answer = virDomainGetInfo(dom, &info);
    printf("info %d, state %d, cpus %d\n", answer, info.state, info.nrVirtCpu);
    virDomainBlockStatsStruct block;
    printf("block %d\n", virDomainBlockStats(dom, "vda", &block, sizeof(block)));
    unsigned char map[16];
    printf("pin %d\n", virDomainGetVcpuPinInfo(dom, 1, map, sizeof(map), 0));
    virVcpuInfo vcpu;
    printf("vcpus %d\n", virDomainGetVcpus(dom, &vcpu, 1, map, sizeof(map)));
    virDomainMemoryStatStruct memory[VIR_DOMAIN_MEMORY_STAT_NR];
    printf("memory %d\n", virDomainMemoryStats(dom, memory, VIR_DOMAIN_MEMORY_STAT_NR, 0) > 0);
    virDomainStatsRecordPtr *records = NULL;
    virDomainPtr list[] = {dom, NULL};
    printf("records %d\n", virDomainListGetStats(list, 0, &records, 0));
    virDomainStatsRecordListFree(records);
    char *text = virDomainGetXMLDesc(dom, 0);
    printf("document %d\n", text && strstr(text, "<name>life</name>") != NULL);
    free(text);
}

static void console(virConnectPtr conn, virDomainPtr dom)
{
    virStreamPtr stream = virStreamNew(conn, VIR_STREAM_NONBLOCK);
    printf("console %d\n", virDomainOpenConsole(dom, NULL, stream, VIR_DOMAIN_CONSOLE_FORCE));
    printf("watch %d\n", virStreamEventAddCallback(stream, VIR_STREAM_EVENT_READABLE, on_stream, (void *)&stream_freed, gone));
    virDomainResume(dom);
    printf("heard %d\n", wait_for(&readable, 10));
    virStreamEventRemoveCallback(stream);
    printf("abort %d\n", virStreamAbort(stream));
    virStreamFree(stream);
}

int main(int argc, char **argv)
{
    static char document[65536];
    if (argc != 3)
        return 2;
    FILE *file = fopen(argv[2], "r");
    if (!file || fread(document, 1, sizeof(document) - 1, file) == 0)
        return 2;
    fclose(file);
    virSetErrorFunc(NULL, quiet);
    virEventRegisterDefaultImpl();
    pthread_t thread;
    pthread_create(&thread, NULL, loop, NULL);
    virConnectPtr conn = virConnectOpen(argv[1]);
    if (!conn) {
        printf("cannot open: %s\n", virGetLastErrorMessage());
        return 1;
    }
    printf("close callback %d\n", virConnectRegisterCloseCallback(conn, closed, NULL, NULL));
    printf("keepalive %d\n", virConnectSetKeepAlive(conn, 5, 3));
    lifecycle_id = virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                                    VIR_DOMAIN_EVENT_CALLBACK(lifecycle), (void *)&events_freed, gone);
    again_id = virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_REBOOT,
                                                VIR_DOMAIN_EVENT_CALLBACK(lifecycle), (void *)&events_freed, gone);
    printf("legacy %d\n", virConnectDomainEventRegister(conn, legacy, (void *)&legacy_freed, gone));
    virDomainPtr dom = virDomainDefineXML(conn, document);
    printf("id before %d\n", (int)virDomainGetID(dom));
    printf("create %d\n", virDomainCreateWithFlags(dom, VIR_DOMAIN_START_PAUSED));
    printf("id running %d\n", (int)virDomainGetID(dom) > 0);
    running(dom);
    console(conn, dom);
    printf("started %d\n", wait_for(&started, 1));
    printf("destroy %d\n", virDomainDestroy(dom));
    printf("id after %d\n", (int)virDomainGetID(dom) > 0);
    printf("ended %d\n", wait_for(&ended, 1));
    printf("undefine %d\n", virDomainUndefine(dom));
    virDomainFree(dom);
    printf("legacy %d\n", virConnectDomainEventDeregister(conn, legacy));
    printf("close callback %d\n", virConnectUnregisterCloseCallback(conn, closed));
    /* When a stream's data is let go of differs between the libraries; that it is used no more does not. */
    printf("freed %d %d\n", wait_for(&events_freed, 2), wait_for(&legacy_freed, 1));
    int left = virConnectClose(conn);
    printf("last close %d\n", left);
    stop = 1;
    virEventAddTimeout(0, tick, NULL, NULL);
    pthread_join(thread, NULL);
    return 0;
}
