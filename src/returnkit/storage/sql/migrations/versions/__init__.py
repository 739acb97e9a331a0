"""Versions, in order. A migration is never changed once it was released."""
