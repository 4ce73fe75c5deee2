"""Relations between projects: their names, their totals, the money that the prose says they have."""
