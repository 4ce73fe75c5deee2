"""All relations of a document as one system: what cannot be right together, and which figures to call wrong."""
