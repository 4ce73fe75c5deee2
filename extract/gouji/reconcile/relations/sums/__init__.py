"""Sums: a total against its parts, in prose, in tables, of counts and of projects."""
