//! Archive and registers in, diagnostics out.
