/* Typed parameters, and what several libraries share. Generated from the description in `api` by `cargo xtask gen`. Do not edit. */

#ifndef LIBVIRT_COMMON_H
#define LIBVIRT_COMMON_H

#include <string.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define LIBVIR_VERSION_NUMBER 11003000
#define VIR_TYPED_PARAM_FIELD_LENGTH 80

/* A named value of one of several types. */
typedef struct _virTypedParameter virTypedParameter;
typedef virTypedParameter *virTypedParameterPtr;

/* Why a connection ended. */
typedef enum {
    VIR_CONNECT_CLOSE_REASON_ERROR = 0,
    VIR_CONNECT_CLOSE_REASON_EOF = 1,
    VIR_CONNECT_CLOSE_REASON_KEEPALIVE = 2,
    VIR_CONNECT_CLOSE_REASON_CLIENT = 3,
#ifdef VIR_ENUM_SENTINELS
    VIR_CONNECT_CLOSE_REASON_LAST = 4,
#endif
} virConnectCloseReason;

/* Flags about typed parameters that any call with them accepts. */
typedef enum {
    VIR_TYPED_PARAM_STRING_OKAY = 4,
} virTypedParameterFlags;

/* Type of a typed parameter's value. */
typedef enum {
    VIR_TYPED_PARAM_INT = 1,
    VIR_TYPED_PARAM_UINT = 2,
    VIR_TYPED_PARAM_LLONG = 3,
    VIR_TYPED_PARAM_ULLONG = 4,
    VIR_TYPED_PARAM_DOUBLE = 5,
    VIR_TYPED_PARAM_BOOLEAN = 6,
    VIR_TYPED_PARAM_STRING = 7,
#ifdef VIR_ENUM_SENTINELS
    VIR_TYPED_PARAM_LAST = 8,
#endif
} virTypedParameterType;

/* Frees what was handed over together with a function, when the function is needed no more. */
typedef void (*virFreeCallback)(void *opaque);

struct _virTypedParameter {
    char field[VIR_TYPED_PARAM_FIELD_LENGTH];
    int type;
    union {
        int i;
        unsigned int ui;
        long long int l;
        unsigned long long int ul;
        double d;
        char b;
        char *s;
    } value;
};

/* Adds a yes or no to a list of typed parameters, which grows as needed. */
int virTypedParamsAddBoolean(virTypedParameterPtr *params, int *nparams, int *maxparams, const char *name, int value);

/* Adds a floating-point number to a list of typed parameters, which grows as needed. */
int virTypedParamsAddDouble(virTypedParameterPtr *params, int *nparams, int *maxparams, const char *name, double value);

/* Adds a value, read from text as the type says, to a list of typed parameters. */
int virTypedParamsAddFromString(virTypedParameterPtr *params, int *nparams, int *maxparams, const char *name, int type, const char *value);

/* Adds a signed 32-bit number to a list of typed parameters, which grows as needed. */
int virTypedParamsAddInt(virTypedParameterPtr *params, int *nparams, int *maxparams, const char *name, int value);

/* Adds a signed 64-bit number to a list of typed parameters, which grows as needed. */
int virTypedParamsAddLLong(virTypedParameterPtr *params, int *nparams, int *maxparams, const char *name, long long value);

/* Adds a copy of a text to a list of typed parameters, which grows as needed. */
int virTypedParamsAddString(virTypedParameterPtr *params, int *nparams, int *maxparams, const char *name, const char *value);

/* Adds one parameter of the same name for each text of a NULL-terminated list. */
int virTypedParamsAddStringList(virTypedParameterPtr *params, int *nparams, int *maxparams, const char *name, const char **values);

/* Adds an unsigned 32-bit number to a list of typed parameters, which grows as needed. */
int virTypedParamsAddUInt(virTypedParameterPtr *params, int *nparams, int *maxparams, const char *name, unsigned int value);

/* Adds an unsigned 64-bit number to a list of typed parameters, which grows as needed. */
int virTypedParamsAddULLong(virTypedParameterPtr *params, int *nparams, int *maxparams, const char *name, unsigned long long value);

/* Frees the texts in a list of typed parameters, but not the list. */
void virTypedParamsClear(virTypedParameterPtr params, int nparams);

/* Frees a list of typed parameters and the texts in it. */
void virTypedParamsFree(virTypedParameterPtr params, int nparams);

/* The typed parameter of a name in a list, or NULL. */
virTypedParameterPtr virTypedParamsGet(virTypedParameterPtr params, int nparams, const char *name);

/* Reads a yes or no by name: 1 found, 0 absent, -1 of another type. */
int virTypedParamsGetBoolean(virTypedParameterPtr params, int nparams, const char *name, int *value);

/* Reads a floating-point number by name: 1 found, 0 absent, -1 of another type. */
int virTypedParamsGetDouble(virTypedParameterPtr params, int nparams, const char *name, double *value);

/* Reads a signed 32-bit number by name: 1 found, 0 absent, -1 of another type. */
int virTypedParamsGetInt(virTypedParameterPtr params, int nparams, const char *name, int *value);

/* Reads a signed 64-bit number by name: 1 found, 0 absent, -1 of another type. */
int virTypedParamsGetLLong(virTypedParameterPtr params, int nparams, const char *name, long long *value);

/* Reads a text by name: 1 found, 0 absent, -1 of another type. The text stays in the list. */
int virTypedParamsGetString(virTypedParameterPtr params, int nparams, const char *name, const char **value);

/* Reads an unsigned 32-bit number by name: 1 found, 0 absent, -1 of another type. */
int virTypedParamsGetUInt(virTypedParameterPtr params, int nparams, const char *name, unsigned int *value);

/* Reads an unsigned 64-bit number by name: 1 found, 0 absent, -1 of another type. */
int virTypedParamsGetULLong(virTypedParameterPtr params, int nparams, const char *name, unsigned long long *value);

/* Whether this interface is at least that of a release. */
#define LIBVIR_CHECK_VERSION(major, minor, micro) \
    ((major) * 1000000 + (minor) * 1000 + (micro) <= LIBVIR_VERSION_NUMBER)

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_COMMON_H */
