"""Tests of copies and happenings."""
