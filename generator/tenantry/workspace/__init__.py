"""The only place that reads and writes project files: configuration, schemas, output, env files."""
