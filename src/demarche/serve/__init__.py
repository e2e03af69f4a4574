"""The page of a ledger: a local web application to look, check and follow every number to its sentences."""
