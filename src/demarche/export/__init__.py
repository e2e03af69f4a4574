"""The ledger in the formats of others: one module a format; what a format cannot say is left out and counted."""
