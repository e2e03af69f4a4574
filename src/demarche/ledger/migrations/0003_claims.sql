-- What is filtered and counted on; the whole record stands in claim_record, so that this table stays narrow.
-- `start` is the first offset of the claim's own words; a commitment's dates are those of its first state,
-- its `state` is its last. `dated` puts entries without a date behind all others.
CREATE TABLE claim (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('event', 'statement', 'commitment')),
    report TEXT NOT NULL REFERENCES report,
    start INTEGER NOT NULL,
    earliest TEXT,
    latest TEXT,
    precision TEXT NOT NULL,
    basis TEXT NOT NULL,
    type TEXT,
    mode TEXT,
    cameo TEXT,
    quad INTEGER,
    goldstein REAL,
    status TEXT,
    voice TEXT,
    act TEXT,
    form TEXT,
    force TEXT,
    strength TEXT,
    state TEXT,
    rule TEXT NOT NULL,
    score REAL NOT NULL,
    dated TEXT NOT NULL GENERATED ALWAYS AS (coalesce(earliest, latest, '~')) STORED,
    CHECK ((kind = 'event') = (type IS NOT NULL AND status IS NOT NULL AND voice IS NOT NULL)),
    CHECK ((kind = 'statement') = (act IS NOT NULL AND form IS NOT NULL)),
    CHECK ((kind = 'commitment') = (force IS NOT NULL AND strength IS NOT NULL AND state IS NOT NULL))
) STRICT;

-- The order of every list, with all that a filter looks at beside: a list walks along it to its limit and sees
-- no other row. An index for each column would cost more to write than it saves.
CREATE INDEX claim_order ON claim (
    kind, dated, report, start, earliest, latest, type, status, act, force, state
);
CREATE INDEX claim_report ON claim (report);

-- `body` is the line of the contract, byte for byte.
CREATE TABLE claim_record (
    claim INTEGER PRIMARY KEY REFERENCES claim,
    body TEXT NOT NULL
) STRICT;

-- Why the fields of a claim have their values: a JSON list; the view `reason` shows it as rows.
CREATE TABLE reasoning (
    number INTEGER PRIMARY KEY,
    claim INTEGER NOT NULL REFERENCES claim,
    body TEXT NOT NULL
) STRICT;

CREATE INDEX reasoning_claim ON reasoning (claim);

CREATE TABLE coding_claim (
    coding INTEGER NOT NULL REFERENCES coding,
    position INTEGER NOT NULL,
    claim INTEGER NOT NULL REFERENCES claim,
    reasoning INTEGER REFERENCES reasoning,
    PRIMARY KEY (coding, position),
    UNIQUE (claim, coding)
) STRICT, WITHOUT ROWID;
