"""Results as records: the contract, the objects that hold results, how each is written."""
