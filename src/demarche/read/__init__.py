"""From the bytes of a file to a `Reading`: decoded, mended, without boilerplate, with what its header says."""
