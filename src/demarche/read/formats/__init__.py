"""One module for each format of file."""
