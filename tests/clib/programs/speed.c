/* Times calls on the test driver inside this process; prints nanoseconds for each kind. Without a number of rounds it
   only opens and closes, for the time that loading takes. */
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

int main(int argc, char **argv)
{
    virConnectPtr conn = virConnectOpen("test:///default");
    if (!conn)
        return 1;
    long rounds = argc > 1 ? atol(argv[1]) : 0;
    virDomainPtr dom = virDomainLookupByName(conn, "test");
    if (!dom)
        return 1;
    double start = now();
    for (long i = 0; i < rounds; i++) {
        virDomainInfo info;
        if (virDomainGetInfo(dom, &info) < 0)
            return 1;
    }
    double after_info = now();
    for (long i = 0; i < rounds; i++) {
        virDomainPtr found = virDomainLookupByName(conn, "test");
        if (!found)
            return 1;
        virDomainFree(found);
    }
    double after_lookup = now();
    for (long i = 0; i < rounds; i++) {
        char *text = virDomainGetXMLDesc(dom, 0);
        if (!text)
            return 1;
        free(text);
    }
    double after_text = now();
    if (rounds)
        printf("dominfo %.0f\nlookup %.0f\nXMLDesc %.0f\n", (after_info - start) / rounds,
               (after_lookup - after_info) / rounds, (after_text - after_lookup) / rounds);
    virDomainFree(dom);
    virConnectClose(conn);
    return 0;
}
