"""Testing: policies tested like code."""
