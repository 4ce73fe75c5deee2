"""Equality: one quantity printed twice, in prose, in cells, as a count, a score or a rate."""
