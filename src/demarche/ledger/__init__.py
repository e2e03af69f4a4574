"""The ledger: what was coded, by which run, in SQLite; rows are added and never changed."""
