/* For virConnectNetworkEventRegisterAny, which takes functions of many kinds; by way of one that compilers let pass. */
#define VIR_NETWORK_EVENT_CALLBACK(cb) ((virConnectNetworkEventGenericCallback)(void (*)(void))(cb))
