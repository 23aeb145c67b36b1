//! QEMU's monitor and the guest agent: JSON over a socket with deadlines and limits.
