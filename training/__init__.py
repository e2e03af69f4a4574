"""Scripts that make what the package ships: the engine, and tables built from other sources."""
