"""Made-up documents that agree with themselves."""
