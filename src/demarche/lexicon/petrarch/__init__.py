"""Reads dictionaries in PETRARCH's format and writes them as tables of this lexicon."""
