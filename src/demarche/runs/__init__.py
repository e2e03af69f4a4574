"""Runs over many reports: coded by one process or several, kept by one writer, in the order of the input."""
