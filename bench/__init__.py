"""Figures of the client against the raw driver and against SQLAlchemy's ORM, taken side by side."""
