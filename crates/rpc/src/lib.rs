//! The wire protocol: framing, streams, keepalive, the remote driver and the server's dispatch.
