"""Arithmetic that all relations share: a relation that was tried, its constraints, sum, equality."""
