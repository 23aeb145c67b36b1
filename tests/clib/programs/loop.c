/* A program with an event loop of its own: every watch and timer of the library goes through it. Then it closes its
   connection while other threads still call, and asks once more of one whose daemon is gone from under it. */
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MOST 64

struct watch {
    int fd, events, in_use, doomed;
    virEventHandleCallback call;
    void *data;
    virFreeCallback gone;
};

struct timer {
    int wait, in_use, doomed;
    long long due;
    virEventTimeoutCallback call;
    void *data;
    virFreeCallback gone;
};

static struct watch watches[MOST];
static struct timer timers[MOST];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int wake[2], watches_made, stop;
static int events_seen, freed;

static void quiet(void *data, virErrorPtr error)
{
    (void)data;
    (void)error;
}

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

static void stir(void)
{
    if (write(wake[1], "x", 1) != 1)
        abort();
}

static int add_handle(int fd, int events, virEventHandleCallback call, void *data, virFreeCallback gone)
{
    int made = -1;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < MOST && made < 0; i++)
        if (!watches[i].in_use) {
            watches[i] = (struct watch){ fd, events, 1, 0, call, data, gone };
            made = i;
            watches_made++;
        }
    pthread_mutex_unlock(&lock);
    stir();
    return made;
}

static void update_handle(int watch, int events)
{
    pthread_mutex_lock(&lock);
    watches[watch].events = events;
    pthread_mutex_unlock(&lock);
    stir();
}

static int remove_handle(int watch)
{
    pthread_mutex_lock(&lock);
    watches[watch].doomed = 1;
    pthread_mutex_unlock(&lock);
    stir();
    return 0;
}

static int add_timer(int wait, virEventTimeoutCallback call, void *data, virFreeCallback gone)
{
    int made = -1;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < MOST && made < 0; i++)
        if (!timers[i].in_use) {
            timers[i] = (struct timer){ wait, 1, 0, wait < 0 ? 0 : now() + wait, call, data, gone };
            made = i;
        }
    pthread_mutex_unlock(&lock);
    stir();
    return made;
}

static void update_timer(int timer, int wait)
{
    pthread_mutex_lock(&lock);
    timers[timer].wait = wait;
    timers[timer].due = wait < 0 ? 0 : now() + wait;
    pthread_mutex_unlock(&lock);
    stir();
}

static int remove_timer(int timer)
{
    pthread_mutex_lock(&lock);
    timers[timer].doomed = 1;
    pthread_mutex_unlock(&lock);
    stir();
    return 0;
}

/* What was removed is freed by the loop, outside of the lock and of the callback that removed it. */
static void bury(void)
{
    for (int i = 0; i < MOST; i++) {
        virFreeCallback gone = NULL;
        void *data = NULL;
        pthread_mutex_lock(&lock);
        if (watches[i].in_use && watches[i].doomed) {
            gone = watches[i].gone;
            data = watches[i].data;
            watches[i].in_use = 0;
        }
        pthread_mutex_unlock(&lock);
        if (gone)
            gone(data);
        gone = NULL;
        pthread_mutex_lock(&lock);
        if (timers[i].in_use && timers[i].doomed) {
            gone = timers[i].gone;
            data = timers[i].data;
            timers[i].in_use = 0;
        }
        pthread_mutex_unlock(&lock);
        if (gone)
            gone(data);
    }
}

static void ready(struct pollfd *polled, int *owner, int count)
{
    for (int i = 1; i < count; i++) {
        struct watch of;
        pthread_mutex_lock(&lock);
        of = watches[owner[i]];
        pthread_mutex_unlock(&lock);
        int events = (polled[i].revents & POLLIN ? VIR_EVENT_HANDLE_READABLE : 0) |
                     (polled[i].revents & POLLOUT ? VIR_EVENT_HANDLE_WRITABLE : 0) |
                     (polled[i].revents & POLLERR ? VIR_EVENT_HANDLE_ERROR : 0) |
                     (polled[i].revents & POLLHUP ? VIR_EVENT_HANDLE_HANGUP : 0);
        if (events && of.in_use && !of.doomed && of.fd == polled[i].fd)
            of.call(owner[i], of.fd, events, of.data);
    }
}

static void run_timers(void)
{
    for (int i = 0; i < MOST; i++) {
        pthread_mutex_lock(&lock);
        struct timer of = timers[i];
        int due = of.in_use && !of.doomed && of.wait >= 0 && of.due <= now();
        if (due)
            timers[i].due = now() + of.wait;
        pthread_mutex_unlock(&lock);
        if (due)
            of.call(i, of.data);
    }
}

static void *loop(void *data)
{
    while (!__atomic_load_n(&stop, __ATOMIC_SEQ_CST)) {
        struct pollfd polled[MOST + 1] = { { wake[0], POLLIN, 0 } };
        int owner[MOST + 1], count = 1, wait = 50;
        pthread_mutex_lock(&lock);
        for (int i = 0; i < MOST; i++)
            if (watches[i].in_use && !watches[i].doomed) {
                short events = (watches[i].events & VIR_EVENT_HANDLE_READABLE ? POLLIN : 0) |
                               (watches[i].events & VIR_EVENT_HANDLE_WRITABLE ? POLLOUT : 0);
                polled[count] = (struct pollfd){ watches[i].fd, events, 0 };
                owner[count++] = i;
            }
        for (int i = 0; i < MOST; i++)
            if (timers[i].in_use && timers[i].wait >= 0 && timers[i].due - now() < wait)
                wait = timers[i].due > now() ? (int)(timers[i].due - now()) : 0;
        pthread_mutex_unlock(&lock);
        poll(polled, count, wait);
        if (polled[0].revents & POLLIN) {
            char eaten[64];
            if (read(wake[0], eaten, sizeof(eaten)) < 0)
                abort();
        }
        ready(polled, owner, count);
        run_timers();
        bury();
    }
    return data;
}

static void lifecycle(virConnectPtr conn, virDomainPtr dom, int event, int detail, void *data)
{
    (void)conn;
    (void)dom;
    (void)event;
    (void)detail;
    (void)data;
    __atomic_fetch_add(&events_seen, 1, __ATOMIC_SEQ_CST);
}

static void gone(void *data)
{
    (void)data;
    __atomic_fetch_add(&freed, 1, __ATOMIC_SEQ_CST);
}

static int reaches(int *what, int value)
{
    long long end = now() + 10000;
    while (__atomic_load_n(what, __ATOMIC_SEQ_CST) < value && now() < end)
        nanosleep(&(struct timespec){ 0, 2000000 }, NULL);
    return __atomic_load_n(what, __ATOMIC_SEQ_CST) >= value;
}

/* Keeps a reference of its own, so that the connection ends under nobody. */
static void *busy(void *data)
{
    virConnectPtr conn = data;
    long calls = 0, wrong = 0;
    for (int i = 0; i < 200; i++, calls++) {
        char *host = virConnectGetHostname(conn);
        wrong += !host;
        free(host);
    }
    printf("busy: %ld calls, %ld wrong\n", calls, wrong);
    virConnectClose(conn);
    return NULL;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    virSetErrorFunc(NULL, quiet);
    if (pipe(wake) < 0)
        return 1;
    virEventRegisterImpl(add_handle, update_handle, remove_handle, add_timer, update_timer, remove_timer);
    pthread_t thread;
    pthread_create(&thread, NULL, loop, NULL);
    virConnectPtr conn = virConnectOpen(argv[1]);
    if (!conn) {
        printf("cannot open: %s\n", virGetLastErrorMessage());
        return 1;
    }
    FILE *file = fopen(argv[2], "r");
    char text[16384] = "";
    if (!file || !fread(text, 1, sizeof(text) - 1, file))
        return 1;
    fclose(file);
    int id = virConnectDomainEventRegisterAny(conn, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                              VIR_DOMAIN_EVENT_CALLBACK(lifecycle), NULL, gone);
    printf("watched %d\n", watches_made > 0);
    virDomainPtr dom = virDomainDefineXML(conn, text);
    int told = reaches(&events_seen, 1);
    printf("defined %d, told %d\n", dom != NULL, told);
    if (!dom)
        return 1;
    int undefined = virDomainUndefine(dom);
    told = reaches(&events_seen, 2);
    printf("undefined %d, told %d\n", undefined, told);
    virDomainFree(dom);
    printf("deregistered %d\n", virConnectDomainEventDeregisterAny(conn, id));
    printf("freed %d\n", reaches(&freed, 1));
    printf("kept alive %d\n", virConnectSetKeepAlive(conn, 1, 3));
    nanosleep(&(struct timespec){ 1, 500000000 }, NULL);
    printf("alive %d\n", virConnectIsAlive(conn));
    pthread_t other;
    virConnectRef(conn);
    pthread_create(&other, NULL, busy, conn);
    int left = virConnectClose(conn);
    pthread_join(other, NULL);
    printf("closed while busy %d\n", left == 1 || left == 0);
    __atomic_store_n(&stop, 1, __ATOMIC_SEQ_CST);
    stir();
    pthread_join(thread, NULL);
    bury();
    return 0;
}
