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

fn commands(inside: &str, source: Option<&str>) -> Result<String> {
    let read = |inside: &str| {
        let text = format!("<volume><name>v,1</name><capacity>2048</capacity>{inside}</volume>");
        StorageVolume::parse(&text, PoolKind::Dir, Capacity::Required)
    };
    let source = source.map(read).transpose()?;
    let facts = CreateFacts { secret_file: "/s", source_secret_file: "/t", preallocate: false };
    let commands = read(inside)?.create_commands(source.as_ref(), facts)?;
    Ok(commands.iter().map(|words| words.join(" ")).collect::<Vec<_>>().join("; "))
}

#[test]
fn volumes_are_made_by_qemu_img() {
    let luks = "<encryption format='luks'><secret type='passphrase' usage='u'/></encryption>";
    for (inside, source, expected) in [
        ("<target><path>/v</path></target>".to_owned(), None, "qemu-img create -f raw /v 2K"),
        (
            "<target><path>/v</path><format type='qcow2'/><nocow/><clusterSize>65536</clusterSize><features>\
             <lazy_refcounts/><extended_l2/></features></target><backingStore><path>/b</path></backingStore>"
                .to_owned(),
            None,
            "qemu-img create -f qcow2 -b /b -o \
             backing_fmt=raw,nocow=on,compat=1.1,cluster_size=65536,lazy_refcounts,extended_l2=on /v 2K",
        ),
        (
            format!("<target><path>/v</path>{luks}</target>"),
            Some("<target><path>/w</path><format type='qcow2'/></target>"),
            "qemu-img create -f luks --object secret,id=v,,1_encrypt0,file=/s -o key-secret=v,,1_encrypt0 /v 2K; \
             qemu-img convert --image-opts -n --target-image-opts --object secret,id=v,,1_encrypt0,file=/s \
             driver=qcow2,file.filename=/w driver=luks,file.filename=/v,key-secret=v,,1_encrypt0",
        ),
        (
            "<target><path>/v</path></target>".to_owned(),
            Some("<target><path>/w</path><format type='iso'/></target>"),
            "qemu-img convert -f raw -O raw /w /v",
        ),
    ] {
        assert_eq!(commands(&inside, source).unwrap(), expected);
    }
    for (inside, message) in [
        ("<target><format type='raw'/></target>", "has no target path"),
        (
            "<target><path>/v</path><format type='qcow2'/><encryption format='qcow'/></target>",
            "unsupported volume encryption format 'qcow'",
        ),
        (
            "<target><path>/v</path><format type='qcow2'/><compat>0.10</compat><features><lazy_refcounts/></features></target>",
            "lazy_refcounts not supported with compat level 0.10",
        ),
    ] {
        let error = commands(inside, None).unwrap_err();
        assert!(error.to_string().contains(message), "{inside}: {error}");
    }
}
