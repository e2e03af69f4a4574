"""Words of time to spans of days."""
