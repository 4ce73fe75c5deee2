"""What the document states: figures as terms, the quantity each cell states, codes, the indexes."""
