"""The models of reasons and project names: votes, training data, folds, ranks, cards."""
