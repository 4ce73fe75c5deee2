"""Many documents at once: which files a run reads, and the processes that share the work."""
