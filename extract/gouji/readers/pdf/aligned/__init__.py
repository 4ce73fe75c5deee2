"""Tables without upright rules: their columns show only by alignment."""
