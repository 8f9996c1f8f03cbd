"""An editor's questions about a schema: offsets in, data out. Knows no protocol."""
