"""Live databases: apply revisions, say where a database stands, push a schema.

Every function takes a `DatabaseUrl` and answers with a frozen dataclass; what stops it is a `ProjectError` with the
next step. Nothing here prompts, prints or writes a file.
"""
