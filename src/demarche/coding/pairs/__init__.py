"""The type of event that joins two marked participants, by a small scorer that says why."""
