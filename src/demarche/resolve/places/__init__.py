"""Names of places to points and areas of the gazetteer."""
