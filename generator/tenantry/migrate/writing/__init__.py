"""Operations as the Python text of an Alembic revision.

What is written here is what somebody who knows Alembic would have written: `op.create_table` with SQLAlchemy's types,
and plain SQL only where Alembic has no word. Files import alembic and sqlalchemy and nothing of ours.
"""
