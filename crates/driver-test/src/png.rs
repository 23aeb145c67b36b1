//! A small picture in PNG's format: a grey ramp.

const WIDTH: u32 = 64;
const HEIGHT: u32 = 48;

fn crc(bytes: impl Iterator<Item = u8>) -> u32 {
    let step = |crc: u32, byte: u8| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    };
    !bytes.fold(u32::MAX, step)
}

fn adler(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1u32, 0u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    b << 16 | a
}

fn chunk(kind: [u8; 4], data: &[u8], out: &mut Vec<u8>) {
    out.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    out.extend(kind);
    out.extend(data);
    out.extend(crc(kind.iter().chain(data).copied()).to_be_bytes());
}

/// The picture as a file.
pub(crate) fn picture() -> Vec<u8> {
    let row = |_| std::iter::once(0).chain((0..WIDTH).map(|x| (x * 4).to_le_bytes()[0]));
    let pixels: Vec<u8> = (0..HEIGHT).flat_map(row).collect();
    // One block that is not compressed: short enough for its length of 16 bits.
    let length = u16::try_from(pixels.len()).unwrap_or(u16::MAX);
    let mut data = vec![0x78, 0x01, 1];
    data.extend(length.to_le_bytes());
    data.extend((!length).to_le_bytes());
    data.extend(&pixels);
    data.extend(adler(&pixels).to_be_bytes());
    let mut header = Vec::from(WIDTH.to_be_bytes());
    header.extend(HEIGHT.to_be_bytes());
    header.extend([8, 0, 0, 0, 0]);
    let mut out = Vec::from(*b"\x89PNG\r\n\x1a\n");
    chunk(*b"IHDR", &header, &mut out);
    chunk(*b"IDAT", &data, &mut out);
    chunk(*b"IEND", &[], &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_the_format() {
        assert_eq!(crc(b"IEND".iter().copied()), 0xae42_6082);
        assert_eq!(adler(b"Wikipedia"), 0x11e6_0398);
        let picture = picture();
        assert!(picture.len() < 4096 && picture.ends_with(&0xae42_6082u32.to_be_bytes()));
    }
}
