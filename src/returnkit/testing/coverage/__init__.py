"""Coverage: what the tests of a policy have shown of it."""
