"""Past one machine: the input in shards, each coded whole into Parquet files, and taken into a ledger from there."""
