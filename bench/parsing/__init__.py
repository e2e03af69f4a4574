"""Benchmarks of the engine: trees, names, speed."""
