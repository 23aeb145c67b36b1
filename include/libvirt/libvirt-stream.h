/* Data that flows beside calls. Generated from the description in `api` by `cargo xtask gen`. Do not edit. */

#ifndef LIBVIRT_STREAM_H
#define LIBVIRT_STREAM_H

#include <libvirt/libvirt-host.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Readiness of a stream. */
typedef enum {
    VIR_STREAM_EVENT_READABLE = 1,
    VIR_STREAM_EVENT_WRITABLE = 2,
    VIR_STREAM_EVENT_ERROR = 4,
    VIR_STREAM_EVENT_HANGUP = 8,
} virStreamEventType;

/* How a stream behaves. */
typedef enum {
    VIR_STREAM_NONBLOCK = 1,
} virStreamFlags;

/* How a read from a stream treats holes. */
typedef enum {
    VIR_STREAM_RECV_STOP_AT_HOLE = 1,
} virStreamRecvFlagsValues;

/* Is called when a stream is ready for what it waited for. */
typedef void (*virStreamEventCallback)(virStreamPtr stream, int events, void *opaque);

/* Takes data that came over a stream; returns how much it took, or -1 to abort. */
typedef int (*virStreamSinkFunc)(virStreamPtr st, const char *data, size_t nbytes, void *opaque);

/* Takes a hole that came over a stream; 0, or -1 to abort. */
typedef int (*virStreamSinkHoleFunc)(virStreamPtr st, long long length, void *opaque);

/* Gives data for a stream; returns how much, 0 at the end, -1 to abort. */
typedef int (*virStreamSourceFunc)(virStreamPtr st, char *data, size_t nbytes, void *opaque);

/* Tells whether data or a hole comes next in a source, and how long it is. */
typedef int (*virStreamSourceHoleFunc)(virStreamPtr st, int *inData, long long *length, void *opaque);

/* Moves a source past a hole. */
typedef int (*virStreamSourceSkipFunc)(virStreamPtr st, long long length, void *opaque);

/* Ends a stream at once; what has not arrived is lost. */
int virStreamAbort(virStreamPtr stream);

/* Has a function called when a stream is ready; needs an event loop and a non-blocking stream. */
int virStreamEventAddCallback(virStreamPtr stream, int events, virStreamEventCallback cb, void *opaque, virFreeCallback ff);

/* Ends the calls for a stream's readiness. */
int virStreamEventRemoveCallback(virStreamPtr stream);

/* Changes for which kinds of readiness a stream's function is called. */
int virStreamEventUpdateCallback(virStreamPtr stream, int events);

/* Ends a stream in good order, and tells whether the other side agrees that all data came. */
int virStreamFinish(virStreamPtr stream);

/* Gives up one reference to a stream; the last one frees the handle. */
int virStreamFree(virStreamPtr stream);

/* Makes a stream, not yet connected to data; the call that it is passed to does that. */
virStreamPtr virStreamNew(virConnectPtr conn, unsigned int flags);

/* Reads from a stream: the number of bytes, 0 at the end, -1 for an error, -2 where it would have to wait. */
int virStreamRecv(virStreamPtr stream, char *data, size_t nbytes);

/* Reads a stream to its end and passes every piece to a function; for blocking streams. */
int virStreamRecvAll(virStreamPtr stream, virStreamSinkFunc handler, void *opaque);

/* Reads from a stream; with a flag it stops at a hole and returns -3. */
int virStreamRecvFlags(virStreamPtr stream, char *data, size_t nbytes, unsigned int flags);

/* The length of the hole at which a read has stopped. */
int virStreamRecvHole(virStreamPtr stream, long long *length, unsigned int flags);

/* Takes another reference to a stream, to be given up like the first. */
int virStreamRef(virStreamPtr stream);

/* Writes to a stream: the number of bytes taken, -1 for an error, -2 where it would have to wait. */
int virStreamSend(virStreamPtr stream, const char *data, size_t nbytes);

/* Asks a function for data and writes it to a stream until none is left; for blocking streams. */
int virStreamSendAll(virStreamPtr stream, virStreamSourceFunc handler, void *opaque);

/* Writes a hole of a length to a stream, without data. */
int virStreamSendHole(virStreamPtr stream, long long length, unsigned int flags);

/* Reads a stream to its end; data and holes go to a function each. */
int virStreamSparseRecvAll(virStreamPtr stream, virStreamSinkFunc handler, virStreamSinkHoleFunc holeHandler, void *opaque);

/* Writes data and holes, as three functions describe them, to a stream. */
int virStreamSparseSendAll(virStreamPtr stream, virStreamSourceFunc handler, virStreamSourceHoleFunc holeHandler, virStreamSourceSkipFunc skipHandler, void *opaque);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_STREAM_H */
