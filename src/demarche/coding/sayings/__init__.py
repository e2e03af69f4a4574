"""Who said what: the source, cue and content of sayings, and the chains of sources they make."""
