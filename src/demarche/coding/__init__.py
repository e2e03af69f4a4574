"""Syntax and resolved mentions to claims: statements, events, commitments, each with its reasons."""
