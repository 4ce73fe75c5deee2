"""Prose: zones, sections, entities and claims."""
