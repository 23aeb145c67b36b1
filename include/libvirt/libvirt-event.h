/* The event loop. Generated from the description in `api` by `cargo xtask gen`. Do not edit. */

#ifndef LIBVIRT_EVENT_H
#define LIBVIRT_EVENT_H

#include <libvirt/libvirt-common.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Readiness of a watched descriptor. */
typedef enum {
    VIR_EVENT_HANDLE_READABLE = 1,
    VIR_EVENT_HANDLE_WRITABLE = 2,
    VIR_EVENT_HANDLE_ERROR = 4,
    VIR_EVENT_HANDLE_HANGUP = 8,
} virEventHandleType;

/* Is called when a watched file descriptor is ready. */
typedef void (*virEventHandleCallback)(int watch, int fd, int events, void *opaque);

/* Is called when a timer has run out. */
typedef void (*virEventTimeoutCallback)(int timer, void *opaque);

/* A program's own way to watch a file descriptor; returns a watch, or -1. */
typedef int (*virEventAddHandleFunc)(int fd, int event, virEventHandleCallback cb, void *opaque, virFreeCallback ff);

/* A program's own way to start a timer; returns it, or -1. */
typedef int (*virEventAddTimeoutFunc)(int timeout, virEventTimeoutCallback cb, void *opaque, virFreeCallback ff);

/* A program's own way to end a watch; it frees the watch's data after returning. */
typedef int (*virEventRemoveHandleFunc)(int watch);

/* A program's own way to end a timer; it frees the timer's data after returning. */
typedef int (*virEventRemoveTimeoutFunc)(int timer);

/* A program's own way to change what a watch waits for. */
typedef void (*virEventUpdateHandleFunc)(int watch, int event);

/* A program's own way to change a timer. */
typedef void (*virEventUpdateTimeoutFunc)(int timer, int timeout);

/* Watches a file descriptor through the registered event loop; returns the watch. */
int virEventAddHandle(int fd, int events, virEventHandleCallback cb, void *opaque, virFreeCallback ff);

/* Starts a timer of so many milliseconds through the registered event loop; returns the timer. */
int virEventAddTimeout(int timeout, virEventTimeoutCallback cb, void *opaque, virFreeCallback ff);

/* Makes the library's own event loop, based on poll, the one in use. */
int virEventRegisterDefaultImpl(void);

/* Makes the program's own event loop the one in use; to be called before the first connection is opened. */
void virEventRegisterImpl(virEventAddHandleFunc addHandle, virEventUpdateHandleFunc updateHandle, virEventRemoveHandleFunc removeHandle, virEventAddTimeoutFunc addTimeout, virEventUpdateTimeoutFunc updateTimeout, virEventRemoveTimeoutFunc removeTimeout);

/* Ends a watch on a file descriptor. */
int virEventRemoveHandle(int watch);

/* Ends a timer. */
int virEventRemoveTimeout(int timer);

/* Runs one round of the library's own event loop: waits, then calls what is due. */
int virEventRunDefaultImpl(void);

/* Changes what a watch waits for. */
void virEventUpdateHandle(int watch, int events);

/* Changes a timer's milliseconds; -1 stops it, 0 lets it run at once. */
void virEventUpdateTimeout(int timer, int timeout);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_EVENT_H */
