"""Sources, spans and diagnostics. Knows nothing of PSL."""
