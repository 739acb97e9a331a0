"""Names: the built-in entries of the vocabulary, one module a root."""
