"""The ways to reach the database that are held against each other."""
