"""PDF files: text from the glyphs' places, tables from ruling lines."""
