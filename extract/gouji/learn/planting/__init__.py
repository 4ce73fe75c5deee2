"""Slips planted in documents: where, which, one or two at once, and what checking says of them."""
