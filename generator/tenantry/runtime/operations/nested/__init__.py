"""Writes of a payload to rows at the other ends of its relations: what a relation's kind lets say, and what it does."""
