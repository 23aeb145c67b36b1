/* For virConnectStoragePoolEventRegisterAny, which takes functions of many kinds; by way of one that compilers let pass. */
#define VIR_STORAGE_POOL_EVENT_CALLBACK(cb) ((virConnectStoragePoolEventGenericCallback)(void (*)(void))(cb))
