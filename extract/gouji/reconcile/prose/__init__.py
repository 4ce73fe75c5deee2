"""Relations between what the prose says: changes, rates, shares, sums, repetitions, words."""
