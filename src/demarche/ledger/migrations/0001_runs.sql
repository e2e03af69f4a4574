CREATE TABLE migration (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied TEXT NOT NULL
) STRICT;

-- `fingerprint` is a digest of the five columns before it: equal ones code alike.
CREATE TABLE run (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    started TEXT NOT NULL,
    demarche TEXT NOT NULL,
    code TEXT NOT NULL,
    rules TEXT NOT NULL,
    lexicon TEXT NOT NULL,
    model TEXT NOT NULL,
    fingerprint TEXT NOT NULL
) STRICT;

CREATE INDEX run_fingerprint ON run (fingerprint);
