"""Same text, same happening: events of different reports that tell of one, and how many independent sources they have."""
