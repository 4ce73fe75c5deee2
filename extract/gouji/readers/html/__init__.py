"""HTML pages: the main text, the tables among its elements, the text of the rest."""
