"""Shows coded reports: JSON Lines, tables and panels for the terminal, one self-contained page."""
