"""Rates: change, share, completion, and what they imply."""
