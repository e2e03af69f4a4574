"""Which mentions of a report are of one participant."""
