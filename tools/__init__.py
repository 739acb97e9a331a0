"""Programs that keep the repository's generated parts true; started by dev.py."""
