"""Benchmarks of whole reports: what is read of them, and which tell of one happening."""
