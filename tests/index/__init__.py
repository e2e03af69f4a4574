"""Tests of the index of a ledger."""
