"""Relations in and between tables: sums, identities of forms, one quantity in two tables."""
