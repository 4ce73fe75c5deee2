"""Relations between the figures of a document, a room a kind, and what several of them share."""
