"""Who bound themselves to what: threats, promises, demands, permissions, with their conditions and terms."""
