"""Findings: what is reported of the relations that do not hold, and how likely each is real."""
