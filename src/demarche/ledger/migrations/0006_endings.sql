-- How a run that added something ended: a run without a row was killed, or goes on. `known` and `failed` count
-- inputs that added nothing: kept already by the same versions, or not to be read or coded.
CREATE TABLE ending (
    run INTEGER PRIMARY KEY REFERENCES run,
    ended TEXT NOT NULL,
    how TEXT NOT NULL CHECK (how IN ('done', 'interrupted', 'failed')),
    inputs INTEGER NOT NULL,
    known INTEGER NOT NULL,
    failed INTEGER NOT NULL
) STRICT;
