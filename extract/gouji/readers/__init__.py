"""Readers: one format a file; nothing else touches file formats."""
