"""Word processor files (docx, doc): paragraphs, automatic numbering, tables."""
