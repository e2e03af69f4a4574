"""Benchmarks of events, attributions, statements, factuality and commitments."""
