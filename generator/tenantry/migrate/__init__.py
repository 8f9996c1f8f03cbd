"""Migrations: a schema as a database state, two states as operations, operations as an Alembic revision.

Pure: no database is asked and no file is read or written. `revision.write_revision` is the door.
"""
