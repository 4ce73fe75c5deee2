"""Renderings of records: nothing here computes a result."""
