"""Diagnostics for readers, a module for each: people at a terminal, programs, GitHub, and whatever reads SARIF.

Only here do offsets become lines and columns. Both count from 1; the column counts characters, and an end is exclusive.
"""
