"""Plain text and Markdown, and the tables that such a text can hold."""
