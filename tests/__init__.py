"""Tests of demarche."""
