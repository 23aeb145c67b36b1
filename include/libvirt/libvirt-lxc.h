/* What only the driver for Linux containers can do. Generated from the description in `api` by `cargo xtask gen`. Do not edit. */

#ifndef LIBVIRT_LXC_H
#define LIBVIRT_LXC_H

#include <libvirt/libvirt.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Moves the calling process into the control groups of a container. */
int virDomainLxcEnterCGroup(virDomainPtr domain, unsigned int flags);

/* Moves the calling process into namespaces whose descriptors virDomainLxcOpenNamespace gave. */
int virDomainLxcEnterNamespace(virDomainPtr domain, unsigned int nfdlist, int *fdlist, unsigned int *noldfdlist, int **oldfdlist, unsigned int flags);

/* Gives the calling process the security label of a container. */
int virDomainLxcEnterSecurityLabel(virSecurityModelPtr model, virSecurityLabelPtr label, virSecurityLabelPtr oldlabel, unsigned int flags);

/* Returns descriptors of the namespaces of a container. */
int virDomainLxcOpenNamespace(virDomainPtr domain, int **fdlist, unsigned int flags);

#ifdef __cplusplus
}
#endif

#endif /* LIBVIRT_LXC_H */
