//! Storage volumes of our own, and bad ones.

use super::*;

fn check(inside: &str, pool: PoolKind, expected: &str) {
    let text = format!("<volume><name>v</name>{inside}</volume>");
    let volume = StorageVolume::parse(&text, pool, Capacity::Required).unwrap_or_else(|e| panic!("{inside}: {e}"));
    let printed = volume.format();
    assert_eq!(printed, format!("<volume type='file'>\n  <name>v</name>\n{expected}</volume>\n"), "{inside}");
    assert_eq!(StorageVolume::parse(&printed, pool, Capacity::Required).unwrap().format(), printed);
}

#[test]
fn volumes_are_what_their_pool_makes_of_them() {
    let sizes = "  <capacity unit='bytes'>3000</capacity>\n  <allocation unit='bytes'>1024</allocation>\n";
    let body = "<capacity unit='KB'>3</capacity><allocation unit='k'>1</allocation><physical>1</physical><target>\
                <format type='qcow2'/><compat>0.10</compat><nocow/><clusterSize unit='KiB'>64</clusterSize><features>\
                <lazy_refcounts/></features><permissions><mode>0644</mode></permissions><timestamps><atime>5</atime>\
                </timestamps></target><backingStore><path>/b</path></backingStore>";
    check(
        body,
        PoolKind::Dir,
        &format!(
            "{sizes}  <target>\n    <format type='qcow2'/>\n    <permissions>\n      <mode>0644</mode>\n    \
             </permissions>\n    <compat>0.10</compat>\n    <clusterSize unit='B'>65536</clusterSize>\n    <features>\n      \
             <lazy_refcounts/>\n    </features>\n  </target>\n  <backingStore>\n    <path>/b</path>\n    \
             <format type='raw'/>\n  </backingStore>\n"
        ),
    );
    let sizes = "  <capacity unit='bytes'>1</capacity>\n  <allocation unit='bytes'>1</allocation>\n";
    check("<capacity>1</capacity>", PoolKind::Logical, &format!("{sizes}  <target>\n  </target>\n"));
    check(
        "<capacity>1</capacity><target><format type='extended'/></target>",
        PoolKind::Disk,
        &format!("{sizes}  <target>\n    <format type='extended'/>\n  </target>\n"),
    );
    check(
        "<capacity>1</capacity><target><encryption format='luks'><secret type='passphrase' usage='u'/>\
         <ivgen name='plain64'/><cipher name='aes' size='256'/></encryption></target>",
        PoolKind::Dir,
        &format!(
            "{sizes}  <target>\n    <format type='raw'/>\n    <encryption format='luks'>\n      \
             <secret type='passphrase' usage='u'/>\n      <cipher name='aes' size='256'/>\n      \
             <ivgen name='plain64'/>\n    </encryption>\n  </target>\n"
        ),
    );
}

#[test]
fn bad_volumes_are_refused_with_their_place() {
    let target =
        |inside: &str| format!("<volume><name>v</name><capacity>1</capacity><target>{inside}</target></volume>");
    for (text, message) in [
        ("<volume/>".to_owned(), "1:1: missing volume name element"),
        ("<volume type='x'><name>v</name></volume>".to_owned(), "1:1: unknown volume type 'x'"),
        ("<volume><name>v</name></volume>".to_owned(), "1:1: missing capacity element"),
        ("<volume><name>v</name><capacity unit='x'>1</capacity></volume>".to_owned(), "1:23: unknown suffix 'x'"),
        ("<volume><name>v</name><capacity>-1</capacity></volume>".to_owned(), "1:23: malformed capacity element"),
        ("<volume><name>v</name><capacity unit='E'>99</capacity></volume>".to_owned(), "value too large: 99E"),
        (target("<format type='xfs'/>"), "1:53: unknown volume format type xfs"),
        (target("<format type='none'/>"), "1:53: unknown volume format type none"),
        (target("<compat>1.x</compat>"), "1:53: forbidden characters in 'compat' attribute"),
        (target("<features><x/></features>"), "1:63: unsupported feature x"),
        (target("<encryption/>"), "1:53: unknown volume encryption format"),
        (target("<encryption format='luks'><secret/></encryption>"), "1:79: unknown volume encryption secret type"),
        (
            target("<encryption format='luks'><secret type='passphrase'/></encryption>"),
            "1:79: missing secret uuid or usage attribute",
        ),
        (target("<encryption format='luks'><ivgen name='a'/></encryption>"), "1:79: ivgen element found, but cipher"),
        (target("<clusterSize>x</clusterSize>"), "1:53: Invalid value 'x'"),
    ] {
        let error = StorageVolume::parse(&text, PoolKind::Dir, Capacity::Required).unwrap_err();
        assert!(error.to_string().contains(message), "{text}: {error}");
    }
}
