"""Extraction, findings and tables against annotations, and what became of planted slips."""
