"""Wording: words, years, names and lists that the document itself contradicts."""
