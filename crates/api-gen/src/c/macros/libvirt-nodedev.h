/* For virConnectNodeDeviceEventRegisterAny, which takes functions of many kinds; by way of one that compilers let pass. */
#define VIR_NODE_DEVICE_EVENT_CALLBACK(cb) ((virConnectNodeDeviceEventGenericCallback)(void (*)(void))(cb))
