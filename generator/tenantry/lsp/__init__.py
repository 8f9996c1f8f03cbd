"""The language server: `ide` over the Language Server Protocol. A shell; only here is the protocol known."""
