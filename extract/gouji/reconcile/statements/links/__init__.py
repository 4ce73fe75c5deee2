"""Which cell of a table an amount of the prose means."""
