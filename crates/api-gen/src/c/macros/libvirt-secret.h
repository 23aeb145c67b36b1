/* For virConnectSecretEventRegisterAny, which takes functions of many kinds; by way of one that compilers let pass. */
#define VIR_SECRET_EVENT_CALLBACK(cb) ((virConnectSecretEventGenericCallback)(void (*)(void))(cb))
