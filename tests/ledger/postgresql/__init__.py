"""Tests of a ledger on a server."""
