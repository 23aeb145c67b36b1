//! How a running guest is confined, as far as accounts do it.

use virt::generated::domain::{DomainSecurityLabelListReply, DomainSecurityLabelReply};
use virt::{DomainRef, Result, SecurityLabel};

use crate::core::Core;

fn chars(text: &str) -> Vec<i8> {
    text.bytes().chain([0]).map(|byte| byte as i8).collect()
}

/// The label of the primary model, which is none: labelling systems of the kernel are not used.
pub(crate) fn security_label(core: &Core, dom: &DomainRef) -> Result<DomainSecurityLabelReply> {
    core.table.find(dom)?;
    Ok(DomainSecurityLabelReply { label: chars(""), enforcing: 0 })
}

/// The labels of all models; a guest at rest has none.
pub(crate) fn security_label_list(core: &Core, dom: &DomainRef) -> Result<DomainSecurityLabelListReply> {
    let snapshot = core.table.find(dom)?.snapshot();
    let mut labels = Vec::new();
    if let Some(live) = &snapshot.live {
        labels.push(SecurityLabel { label: chars(""), enforcing: 0 });
        let document = live.document();
        let dac = document.domain.seclabels.iter().find(|label| label.model.as_deref() == Some("dac"));
        if let Some(label) = dac.and_then(|dac| dac.label.as_ref()) {
            labels.push(SecurityLabel { label: chars(&label.0), enforcing: 0 });
        }
    }
    let ret = i32::try_from(labels.len()).unwrap_or(0);
    Ok(DomainSecurityLabelListReply { labels, ret })
}
