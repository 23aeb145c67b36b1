/* Generated from `api/*.api` by `cargo xtask gen`. Do not edit. */
#include <stddef.h>

typedef void *virDomainPtr;
typedef void *virSecurityLabelPtr;
typedef void *virSecurityModelPtr;

extern int ferrovirt_virDomainLxcEnterCGroup(virDomainPtr domain, unsigned int flags);
int virDomainLxcEnterCGroup(virDomainPtr domain, unsigned int flags)
{
    return ferrovirt_virDomainLxcEnterCGroup(domain, flags);
}

extern int ferrovirt_virDomainLxcEnterNamespace(virDomainPtr domain, unsigned int nfdlist, int *fdlist, unsigned int *noldfdlist, int **oldfdlist, unsigned int flags);
int virDomainLxcEnterNamespace(virDomainPtr domain, unsigned int nfdlist, int *fdlist, unsigned int *noldfdlist, int **oldfdlist, unsigned int flags)
{
    return ferrovirt_virDomainLxcEnterNamespace(domain, nfdlist, fdlist, noldfdlist, oldfdlist, flags);
}

extern int ferrovirt_virDomainLxcEnterSecurityLabel(virSecurityModelPtr model, virSecurityLabelPtr label, virSecurityLabelPtr oldlabel, unsigned int flags);
int virDomainLxcEnterSecurityLabel(virSecurityModelPtr model, virSecurityLabelPtr label, virSecurityLabelPtr oldlabel, unsigned int flags)
{
    return ferrovirt_virDomainLxcEnterSecurityLabel(model, label, oldlabel, flags);
}

extern int ferrovirt_virDomainLxcOpenNamespace(virDomainPtr domain, int **fdlist, unsigned int flags);
int virDomainLxcOpenNamespace(virDomainPtr domain, int **fdlist, unsigned int flags)
{
    return ferrovirt_virDomainLxcOpenNamespace(domain, fdlist, flags);
}

