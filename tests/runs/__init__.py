"""Tests of runs over many reports."""
