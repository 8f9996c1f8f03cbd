"""Rules for keys, uniques and indexes."""
