//! The daemon as its clients meet it: the real program, on a folder of its own, over its real sockets.

mod agent;
mod clients;
mod crash;
mod definitions;
mod devices;
mod encrypted;
mod forwarding;
mod full;
mod guests;
mod hostile;
mod linux;
mod moments;
mod networks;
mod packets;
mod plugging;
mod readonly;
mod saved;
mod secrets;
mod shutdown;
mod simulated;
mod storage;
mod support;
mod world;
