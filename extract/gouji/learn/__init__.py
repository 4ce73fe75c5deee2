"""Measuring and training: stands around the line, never in it."""
