"""Questions over a whole ledger, answered from its columns by DuckDB: SQL, dyads, timelines, escalation."""
