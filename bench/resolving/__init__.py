"""Benchmarks of who, where and when."""
