/* Secrets, such as the passphrases of disks. Generated from the description in `api` by `cargo xtask gen`. Do not edit. */

#ifndef LIBVIRT_SECRET_H
#define LIBVIRT_SECRET_H

#include <libvirt/libvirt-host.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Something that nobody else shall know, such as the passphrase of a disk. */
typedef struct _virSecret virSecret;
typedef virSecret *virSecretPtr;

/* Filters of a list of secrets. */
typedef enum {
    VIR_CONNECT_LIST_SECRETS_EPHEMERAL = 1,
    VIR_CONNECT_LIST_SECRETS_NO_EPHEMERAL = 2,
    VIR_CONNECT_LIST_SECRETS_PRIVATE = 4,
    VIR_CONNECT_LIST_SECRETS_NO_PRIVATE = 8,
} virConnectListAllSecretsFlags;

/* How a secret document is defined. */
typedef enum {
    VIR_SECRET_DEFINE_VALIDATE = 1,
} virSecretDefineFlags;

/* Kind of a secret event. */
typedef enum {
    VIR_SECRET_EVENT_ID_LIFECYCLE = 0,
    VIR_SECRET_EVENT_ID_VALUE_CHANGED = 1,
#ifdef VIR_ENUM_SENTINELS
    VIR_SECRET_EVENT_ID_LAST = 2,
#endif
} virSecretEventID;

/* What happened to a secret in its lifecycle. */
typedef enum {
    VIR_SECRET_EVENT_DEFINED = 0,
    VIR_SECRET_EVENT_UNDEFINED = 1,
#ifdef VIR_ENUM_SENTINELS
    VIR_SECRET_EVENT_LAST = 2,
#endif
} virSecretEventLifecycleType;

/* What a secret is used for. */
typedef enum {
    VIR_SECRET_USAGE_TYPE_NONE = 0,
    VIR_SECRET_USAGE_TYPE_VOLUME = 1,
    VIR_SECRET_USAGE_TYPE_CEPH = 2,
    VIR_SECRET_USAGE_TYPE_ISCSI = 3,
    VIR_SECRET_USAGE_TYPE_TLS = 4,
    VIR_SECRET_USAGE_TYPE_VTPM = 5,
#ifdef VIR_ENUM_SENTINELS
    VIR_SECRET_USAGE_TYPE_LAST = 6,
#endif
} virSecretUsageType;

/* Stands for a function whose arguments the event's number gives. */
typedef void (*virConnectSecretEventGenericCallback)(virConnectPtr conn, virSecretPtr secret, void *opaque);

/* Is told that a secret was defined or undefined. */
typedef void (*virConnectSecretEventLifecycleCallback)(virConnectPtr conn, virSecretPtr secret, int event, int detail, void *opaque);

/* Lists all secrets that match the filter flags. */
int virConnectListAllSecrets(virConnectPtr conn, virSecretPtr **secrets, unsigned int flags);

/* Lists the UUIDs, as text, of at most `maxuuids` secrets. */
int virConnectListSecrets(virConnectPtr conn, char **uuids, int maxuuids);

/* Counts the secrets. */
int virConnectNumOfSecrets(virConnectPtr conn);

/* Ends the secret event subscription with that callback id. */
int virConnectSecretEventDeregisterAny(virConnectPtr conn, int callbackID);

/* Asks for one kind of secret event, of one secret or all, and returns a callback id. */
int virConnectSecretEventRegisterAny(virConnectPtr conn, virSecretPtr secret, int eventID, virConnectSecretEventGenericCallback cb, void *opaque, virFreeCallback freecb);

/* Stores a secret's description, replacing one of the same UUID; its value is set on its own. */
virSecretPtr virSecretDefineXML(virConnectPtr conn, const char *xml, unsigned int flags);

/* Gives up one reference to a secret; the last one frees the handle. */
int virSecretFree(virSecretPtr secret);

/* The connection that a secret belongs to, without a reference of its own. */
virConnectPtr virSecretGetConnect(virSecretPtr secret);

/* Writes the 16 bytes of the UUID of a secret. */
int virSecretGetUUID(virSecretPtr secret, unsigned char *uuid);

/* Writes the UUID of a secret as text of 36 characters and a NUL. */
int virSecretGetUUIDString(virSecretPtr secret, char *buf);

/* What a secret is used for, as text whose meaning the usage type gives; valid as long as the handle. */
const char *virSecretGetUsageID(virSecretPtr secret);

/* What kind of thing a secret is used for: a member of virSecretUsageType. */
int virSecretGetUsageType(virSecretPtr secret);

/* Returns the value of a secret that is not private. */
unsigned char *virSecretGetValue(virSecretPtr secret, size_t *value_size, unsigned int flags);

/* Returns the secret document; the value is never part of it. */
char *virSecretGetXMLDesc(virSecretPtr secret, unsigned int flags);

/* Finds a secret by its 16-byte UUID. */
virSecretPtr virSecretLookupByUUID(virConnectPtr conn, const unsigned char *uuid);

/* Finds a secret by its UUID as text. */
virSecretPtr virSecretLookupByUUIDString(virConnectPtr conn, const char *uuidstr);

/* Finds a secret by its usage type and usage id. */
virSecretPtr virSecretLookupByUsage(virConnectPtr conn, int usageType, const char *usageID);

/* Takes another reference to a secret, to be given up like the first. */
int virSecretRef(virSecretPtr secret);

/* Sets the value of a secret, as bytes. */
int virSecretSetValue(virSecretPtr secret, const unsigned char *value, size_t value_size, unsigned int flags);

/* Removes a secret and its value. */
int virSecretUndefine(virSecretPtr secret);

/* For virConnectSecretEventRegisterAny, which takes functions of many kinds; by way of one that compilers let pass. */
#define VIR_SECRET_EVENT_CALLBACK(cb) ((virConnectSecretEventGenericCallback)(void (*)(void))(cb))

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_SECRET_H */
