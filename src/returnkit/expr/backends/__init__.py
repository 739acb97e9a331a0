"""Lowerings: what a checked tree is turned into."""
