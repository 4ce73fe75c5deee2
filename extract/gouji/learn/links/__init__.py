"""The linker: training data, training, gold, card."""
