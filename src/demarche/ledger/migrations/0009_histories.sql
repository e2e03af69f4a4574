-- Each time that claims were held against commitments: when, and by which version and rules.
CREATE TABLE tracing (
    number INTEGER PRIMARY KEY,
    began TEXT NOT NULL,
    demarche TEXT NOT NULL,
    rules TEXT NOT NULL
) STRICT;

-- A coding whose claims have been held against the commitments, and its commitments against the claims.
CREATE TABLE traced (
    coding INTEGER PRIMARY KEY REFERENCES coding,
    tracing INTEGER NOT NULL REFERENCES tracing
) STRICT;

-- What is looked at of a commitment, a JSON object: with the first and last day on which it can have been issued, and its
-- deadline; and the names under which it is looked for.
CREATE TABLE commitment_sketch (
    claim INTEGER PRIMARY KEY REFERENCES claim,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    deadline TEXT,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE commitment_name (
    name TEXT NOT NULL,
    claim INTEGER NOT NULL REFERENCES claim,
    PRIMARY KEY (name, claim)
) STRICT, WITHOUT ROWID;

-- Two commitments that are one, told or made more than once: the score and the reasons for it, a JSON list.
CREATE TABLE tie (
    number INTEGER PRIMARY KEY,
    one INTEGER NOT NULL REFERENCES claim,
    other INTEGER NOT NULL REFERENCES claim,
    score REAL NOT NULL,
    reasons TEXT NOT NULL,
    tracing INTEGER NOT NULL REFERENCES tracing,
    UNIQUE (one, other)
) STRICT;

CREATE INDEX tie_other ON tie (other);

-- A claim that is evidence of what became of a commitment. `state` is that of the contract, null where the claim changes
-- nothing; `closes`: 1 if it binds no longer by it; `first` and `last` are the days on which it can have been.
CREATE TABLE evidence (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    commitment INTEGER NOT NULL REFERENCES claim,
    claim INTEGER NOT NULL REFERENCES claim,
    kind TEXT NOT NULL,
    state TEXT,
    closes INTEGER NOT NULL,
    at INTEGER NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    score REAL NOT NULL,
    reasons TEXT NOT NULL,
    tracing INTEGER NOT NULL REFERENCES tracing,
    UNIQUE (commitment, claim, kind)
) STRICT;

CREATE INDEX evidence_claim ON evidence (claim);

-- Under which commitment another one stands in the docket, from the row that nothing supersedes; null: under its own.
CREATE TABLE docket (
    number INTEGER PRIMARY KEY,
    claim INTEGER NOT NULL REFERENCES claim,
    entry INTEGER REFERENCES claim,
    written TEXT NOT NULL,
    supersedes INTEGER UNIQUE REFERENCES docket,
    CHECK (supersedes < number)
) STRICT;

CREATE UNIQUE INDEX docket_first ON docket (claim) WHERE supersedes IS NULL;
CREATE INDEX docket_claim ON docket (claim);
CREATE INDEX docket_entry ON docket (entry);

CREATE VIEW current_docket AS
SELECT docket.claim, docket.entry FROM docket
WHERE docket.entry IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM docket AS newer WHERE newer.supersedes = docket.number);
