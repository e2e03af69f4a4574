"""Measures of the page."""
