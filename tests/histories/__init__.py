"""Tests of what became of commitments."""
