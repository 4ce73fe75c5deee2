"""Relations between counts: people, vehicles, items, times."""
