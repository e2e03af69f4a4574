"""Tests of jobs in shards."""
