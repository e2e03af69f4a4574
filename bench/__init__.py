"""Measures demarche on data that people have marked; see docs/benchmarks.md."""
