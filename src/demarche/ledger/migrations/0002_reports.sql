CREATE TABLE report (
    id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a version of the reader made of a report: the offsets of a claim count in the text of its own reading.
-- `dated` puts reports without a date behind all others, as in claim.
CREATE TABLE reading (
    number INTEGER PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report,
    digest TEXT NOT NULL,
    path TEXT NOT NULL,
    url TEXT,
    title TEXT,
    outlet TEXT,
    published TEXT,
    language TEXT,
    body TEXT NOT NULL,
    dated TEXT NOT NULL GENERATED ALWAYS AS (coalesce(published, '~')) STORED,
    UNIQUE (report, digest)
) STRICT;

CREATE INDEX reading_order ON reading (dated, report);

-- The codings of a report are a chain: one begins it, and each of the others supersedes the one before.
CREATE TABLE coding (
    number INTEGER PRIMARY KEY,
    report TEXT NOT NULL REFERENCES report,
    run INTEGER NOT NULL REFERENCES run,
    reading INTEGER NOT NULL REFERENCES reading,
    coded TEXT NOT NULL,
    supersedes INTEGER UNIQUE REFERENCES coding,
    UNIQUE (report, run),
    CHECK (supersedes < number)
) STRICT;

CREATE UNIQUE INDEX coding_first ON coding (report) WHERE supersedes IS NULL;
CREATE INDEX coding_run ON coding (run);
CREATE INDEX coding_reading ON coding (reading);

CREATE TABLE problem (
    coding INTEGER NOT NULL REFERENCES coding,
    position INTEGER NOT NULL,
    stage TEXT NOT NULL,
    code TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (coding, position)
) STRICT, WITHOUT ROWID;
