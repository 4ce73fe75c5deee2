"""Triage: training data, training, card."""
