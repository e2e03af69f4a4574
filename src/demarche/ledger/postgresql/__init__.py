"""A ledger in a database of a PostgreSQL server: the same schema, the same statements."""
