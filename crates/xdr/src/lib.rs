//! XDR (RFC 4506) encoding with a limit on every length.
