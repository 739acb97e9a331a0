"""The rule language: text to typed tree to fast functions. It knows nothing of returns."""
