"""Engines, connections and the two small drivers that run an operation's steps, sync and async."""
