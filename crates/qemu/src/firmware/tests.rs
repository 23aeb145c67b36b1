//! Which image a document means, and where its variables go.

use super::*;
use conf::domain::ParseFlags;
use serde_json::json;

fn split(image: &str, format: &str, features: &[&str]) -> Firmware {
    let description = json!({
        "interface-types": ["uefi"], "features": features,
        "mapping": {"device": "flash", "mode": "split",
            "executable": {"filename": format!("/{image}.{format}"), "format": format},
            "nvram-template": {"filename": format!("/{image}-vars.{format}"), "format": format}},
        "targets": [{"architecture": "x86_64", "machines": ["pc-q35-*"]}]
    });
    parse(&description).unwrap()
}

fn guest(os: &str, features: &str) -> Domain {
    let text = format!(
        "<domain type='kvm'><name>g</name><memory>1</memory>{features}\
         <os{os}</os></domain>"
    );
    Domain::parse(&text, ParseFlags::INACTIVE).unwrap()
}

const Q35: &str = "<type arch='x86_64' machine='pc-q35-9.0'>hvm</type>";

#[test]
fn a_description_says_what_it_is_for() {
    let firmware = split("a", "raw", &["secure-boot"]);
    assert_eq!((firmware.image.as_str(), firmware.kinds.as_slice()), ("/a.raw", &["efi"][..]));
    assert!(firmware.fits("x86_64", "pc-q35-10.0") && !firmware.fits("x86_64", "pc-i440fx-10.0"));
    assert!(!firmware.fits("aarch64", "pc-q35-10.0"));
    for bad in [json!({"mapping": 7}), json!({"mapping": {"device": "flash"}}), json!(null)] {
        assert_eq!(parse(&bad), None, "{bad}");
    }
}

#[test]
fn stars_match_anything() {
    for (pattern, name, expected) in
        [("a*", "a", true), ("*b", "aab", true), ("a*c", "abc", true), ("a*c", "abd", false), ("x", "xy", false)]
    {
        assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
    }
}

/// Which of three images documents mean.
#[test]
fn the_first_image_that_has_what_is_asked_for_is_taken() {
    let known = [
        split("keys", "qcow2", &["enrolled-keys", "secure-boot", "requires-smm"]),
        split("plain", "qcow2", &[]),
        split("secure", "raw", &["secure-boot", "requires-smm"]),
        split("open", "raw", &[]),
    ];
    let feature = |name: &str, on: &str| format!("<firmware><feature enabled='{on}' name='{name}'/></firmware>");
    for (os, features, expected) in [
        (format!(" firmware='efi'>{Q35}"), "", Some("/secure.raw")),
        (format!(" firmware='efi'>{Q35}<loader secure='no'/>"), "", Some("/open.raw")),
        (format!(" firmware='efi'>{Q35}"), "<features><smm state='off'/></features>", Some("/open.raw")),
        (format!(" firmware='efi'>{Q35}{}", feature("secure-boot", "no")), "", Some("/open.raw")),
        (format!(" firmware='efi'>{Q35}{}", feature("enrolled-keys", "yes")), "", Some("/keys.qcow2")),
        (format!(" firmware='efi'>{Q35}<loader format='qcow2'/>"), "", Some("/keys.qcow2")),
        (format!(" firmware='efi'>{Q35}<loader stateless='yes'/>"), "", None),
        (format!(" firmware='bios'>{Q35}"), "", None),
        (format!(">{Q35}<loader readonly='yes' type='pflash'>/open.raw</loader>"), "", Some("/open.raw")),
        (format!(">{Q35}<loader readonly='yes' type='pflash'>/other.raw</loader>"), "", None),
        (format!(">{Q35}"), "", None),
    ] {
        let found = find(&guest(&os, features), &known, false).map(|f| f.image.as_str());
        assert_eq!(found, expected, "{os} {features}");
    }
}

#[test]
fn variables_get_a_file_of_their_own() {
    let known = [split("open", "raw", &[]), split("open4", "qcow2", &[])];
    let newest = find(&guest(&format!(" firmware='efi'>{Q35}"), ""), &known[1..], true);
    assert_eq!(newest.map(|f| f.image.as_str()), Some("/open4.qcow2"));
    for (os, abi_update, expected) in [
        (" firmware='efi'>", false, Some("/nvram/g_VARS.fd")),
        (" firmware='efi'>", true, Some("/nvram/g_VARS.raw")),
        (" firmware='efi'><nvram format='qcow2'/>", true, Some("/nvram/g_VARS.qcow2")),
        (" firmware='efi'><nvram>/mine</nvram>", true, Some("/mine")),
        ("><loader readonly='yes' type='pflash'>/usr/share/OVMF/OVMF_CODE.fd</loader>", true, Some("/nvram/g_VARS.fd")),
        ("><loader readonly='yes' type='pflash'>/unknown</loader>", true, Some("/nvram/g_VARS.fd")),
        ("><loader type='pflash'>/unknown</loader>", true, None),
    ] {
        let mut domain = guest(&os.replacen('>', &format!(">{Q35}"), 1), "");
        let _ = complete(&mut domain, &known, "/nvram", abi_update);
        assert_eq!(domain.os.nvram.and_then(|n| n.path).as_deref(), expected, "{os}");
    }
}
