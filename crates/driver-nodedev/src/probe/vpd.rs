//! What a vendor wrote into a PCI device (vital product data): numbers of the part and of this one piece.

use conf::nodedev::pci::{Vpd, VpdField, VpdFields};
use xml::Text;

/// Tags of what the data is made of: the product's name, fields that only the vendor writes, fields that anybody may.
const NAME: u8 = 0x82;
const READ_ONLY: u8 = 0x90;
const READ_WRITE: u8 = 0x91;
/// The tag of the end, without the length in its low bits.
const END: u8 = 0x78;

/// A field's two letters and its bytes.
type Field<'a> = ([u8; 2], &'a [u8]);

/// The data, if it is whole: it has an end, and its bytes up to the checksum make zero.
pub(super) fn parse(data: &[u8]) -> Option<Vpd> {
    let (mut name, mut fields, mut at) = (None, Vec::new(), 0);
    let mut is_sound = false;
    loop {
        let tag = *data.get(at)?;
        if tag & 0xf8 == END {
            return is_sound.then_some(Vpd { name, fields });
        }
        let length = usize::from(u16::from_le_bytes([*data.get(at + 1)?, *data.get(at + 2)?]));
        let content = data.get(at + 3..at + 3 + length)?;
        match tag {
            NAME => name = Some(Text(text(content)?)),
            READ_ONLY => {
                let (found, checksum) = split(content)?;
                is_sound = is_whole(data.get(..=at + 3 + checksum?)?);
                fields.extend(read_only(&found));
            }
            READ_WRITE => fields.extend(read_write(&split(content)?.0)),
            _ => return None,
        }
        at += 3 + length;
    }
}

fn is_whole(bytes: &[u8]) -> bool {
    bytes.iter().fold(0u8, |sum, byte| sum.wrapping_add(*byte)) == 0
}

/// Fields behind each other, and where among them the checksum is.
fn split(content: &[u8]) -> Option<(Vec<Field<'_>>, Option<usize>)> {
    let (mut fields, mut checksum, mut at) = (Vec::new(), None, 0);
    while at < content.len() {
        let head = content.get(at..at + 3)?;
        let (word, length) = ([head[0], head[1]], usize::from(head[2]));
        let value = content.get(at + 3..at + 3 + length)?;
        match &word {
            b"RV" => {
                checksum = (length > 0).then_some(at + 3);
                break;
            }
            // Room that is left.
            b"RW" => break,
            _ => fields.push((word, value)),
        }
        at += 3 + length;
    }
    Some((fields, checksum))
}

/// A value without what fills it up; one that no one can read is none.
fn text(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?.trim_end_matches('\0').trim_matches(' ');
    text.bytes().all(|byte| (0x20..0x7f).contains(&byte)).then(|| text.to_owned())
}

/// The last value of a field.
fn last(fields: &[Field<'_>], wanted: &[u8; 2]) -> Option<Text> {
    fields.iter().rev().find_map(|(word, value)| if word == wanted { text(value).map(Text) } else { None })
}

/// The fields that a vendor or system numbers itself, by the second letter.
fn numbered(fields: &[Field<'_>], first: u8, taken: &[u8]) -> Vec<VpdField> {
    let mut found: Vec<VpdField> = Vec::new();
    for ([one, other], value) in fields {
        let is_index = other.is_ascii_digit() || other.is_ascii_uppercase();
        if *one != first || !is_index || taken.contains(other) {
            continue;
        }
        let (index, Some(value)) = (char::from(*other).to_string(), text(value)) else { continue };
        match found.iter_mut().find(|field| field.index == index) {
            Some(known) => known.value = value,
            None => found.push(VpdField { index, value }),
        }
    }
    found
}

fn read_only(fields: &[Field<'_>]) -> Option<VpdFields> {
    let known = |word| last(fields, word);
    let (change_level, manufacture_id) = (known(b"EC"), known(b"MN"));
    let (part_number, serial_number) = (known(b"PN"), known(b"SN"));
    let vendor = numbered(fields, b'V', &[]);
    let is_empty = [&change_level, &manufacture_id, &part_number, &serial_number].iter().all(|field| field.is_none());
    let all = VpdFields::ReadOnly { change_level, manufacture_id, part_number, serial_number, vendor: vendor.clone() };
    (!is_empty || !vendor.is_empty()).then_some(all)
}

fn read_write(fields: &[Field<'_>]) -> Option<VpdFields> {
    let (asset_tag, vendor) = (last(fields, b"YA"), numbered(fields, b'V', &[]));
    let system = numbered(fields, b'Y', b"A");
    let is_empty = asset_tag.is_none() && vendor.is_empty() && system.is_empty();
    (!is_empty).then_some(VpdFields::ReadWrite { asset_tag, vendor, system })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn large(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len()).unwrap().to_le_bytes();
        [&[tag], length.as_slice(), content].concat()
    }

    fn fields(fields: &[(&str, &[u8])]) -> Vec<u8> {
        fields.iter().flat_map(|(word, value)| [word.as_bytes(), &[value.len() as u8], value].concat()).collect()
    }

    /// Data with a name, fields and a checksum.
    fn whole(only: &[(&str, &[u8])], rest: &[u8]) -> Vec<u8> {
        let mut content = fields(only);
        content.extend(b"RV\x01\0");
        let mut data = [large(NAME, b"card"), large(READ_ONLY, &content)].concat();
        let sum = data.iter().fold(0u8, |sum, byte| sum.wrapping_add(*byte));
        *data.last_mut().unwrap() = 0u8.wrapping_sub(sum);
        data.extend(rest);
        data
    }

    #[test]
    fn fields_are_told_apart_by_who_may_write_them() {
        let rest = [large(READ_WRITE, &fields(&[("YA", b"a"), ("YB", b"s"), ("V1", b"w"), ("PN", b"x")])), vec![END]];
        let data =
            whole(&[("PN", b" p "), ("SN", b"1"), ("SN", b"2\0"), ("MN", b"\x01"), ("V0", b"v")], &rest.concat());
        let found = parse(&data).unwrap();
        assert_eq!(found.name, Some(Text("card".to_owned())));
        let text = |text: &str| Some(Text(text.to_owned()));
        let field = |index: &str, value: &str| vec![VpdField { index: index.to_owned(), value: value.to_owned() }];
        let only = VpdFields::ReadOnly {
            change_level: None,
            manufacture_id: None,
            part_number: text("p"),
            serial_number: text("2"),
            vendor: field("0", "v"),
        };
        let any = VpdFields::ReadWrite { asset_tag: text("a"), vendor: field("1", "w"), system: field("B", "s") };
        assert_eq!(found.fields, [only, any]);
    }

    #[test]
    fn data_that_is_not_whole_is_none() {
        let good = whole(&[("PN", b"p")], &[END]);
        assert!(parse(&good).is_some());
        for length in 0..good.len() {
            assert_eq!(parse(&good[..length]), None, "{length}");
        }
        for at in 0..good.len() - 1 {
            let mut bad = good.clone();
            bad[at] ^= 0x55;
            assert_eq!(parse(&bad), None, "{at}");
        }
        assert_eq!(parse(&[large(NAME, b"only"), vec![END]].concat()), None);
        assert_eq!(parse(&[0x82, 0xff, 0xff, 1]), None);
        parse(&[large(READ_ONLY, b"RV\0"), vec![END]].concat());
    }
}
