"""Tests of the questions to a whole ledger."""
