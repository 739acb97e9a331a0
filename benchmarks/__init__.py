"""Benchmarks: what a decision costs, against rivals and against goals."""
