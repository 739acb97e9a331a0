"""Testing: what tests of policies are made of."""
