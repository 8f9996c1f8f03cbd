"""Rules for relations."""
