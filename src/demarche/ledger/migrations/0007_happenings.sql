-- Each time that reports were linked: when, and by which version and rules.
CREATE TABLE linking (
    number INTEGER PRIMARY KEY,
    began TEXT NOT NULL,
    demarche TEXT NOT NULL,
    rules TEXT NOT NULL
) STRICT;

-- A coding whose report has been held against those before it.
CREATE TABLE linked (
    coding INTEGER PRIMARY KEY REFERENCES coding,
    linking INTEGER NOT NULL REFERENCES linking
) STRICT;

-- Bands of MinHash values: reports that share one may be copies of one text.
CREATE TABLE text_band (
    value INTEGER NOT NULL,
    reading INTEGER NOT NULL REFERENCES reading,
    PRIMARY KEY (value, reading)
) STRICT, WITHOUT ROWID;

-- Two reports with one text: `overlap` is the share of the shorter text's word triples that the longer has.
CREATE TABLE copy (
    one TEXT NOT NULL REFERENCES report,
    other TEXT NOT NULL REFERENCES report,
    overlap REAL NOT NULL,
    linking INTEGER NOT NULL REFERENCES linking,
    PRIMARY KEY (one, other),
    CHECK (one < other)
) STRICT, WITHOUT ROWID;

CREATE INDEX copy_other ON copy (other);

-- What is looked at to tell whether an event is another's: a JSON object; and the blocks in which it is compared.
CREATE TABLE sketch (
    claim INTEGER PRIMARY KEY REFERENCES claim,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE block (
    name TEXT NOT NULL,
    claim INTEGER NOT NULL REFERENCES claim,
    PRIMARY KEY (name, claim)
) STRICT, WITHOUT ROWID;

-- Two events of different reports that tell of one happening: its score and the reasons for it, a JSON list.
CREATE TABLE merge (
    number INTEGER PRIMARY KEY,
    one INTEGER NOT NULL REFERENCES claim,
    other INTEGER NOT NULL REFERENCES claim,
    score REAL NOT NULL,
    reasons TEXT NOT NULL,
    linking INTEGER NOT NULL REFERENCES linking,
    UNIQUE (one, other)
) STRICT;

CREATE INDEX merge_other ON merge (other);

-- Two events that somebody has parted: no happening holds both.
CREATE TABLE parting (
    one INTEGER NOT NULL REFERENCES claim,
    other INTEGER NOT NULL REFERENCES claim,
    parted TEXT NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

-- Which happening an event is of, from the row that nothing supersedes; null: of none but its own.
CREATE TABLE membership (
    number INTEGER PRIMARY KEY,
    claim INTEGER NOT NULL REFERENCES claim,
    happening TEXT,
    written TEXT NOT NULL,
    supersedes INTEGER UNIQUE REFERENCES membership,
    CHECK (supersedes < number)
) STRICT;

CREATE UNIQUE INDEX membership_first ON membership (claim) WHERE supersedes IS NULL;
CREATE INDEX membership_claim ON membership (claim);
CREATE INDEX membership_happening ON membership (happening);

CREATE VIEW current_member AS
SELECT membership.happening, membership.claim, claim.id, claim.report, claim.dated, claim.start
FROM membership JOIN claim ON claim.number = membership.claim
WHERE membership.happening IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM membership AS newer WHERE newer.supersedes = membership.number)
AND EXISTS (
    SELECT 1 FROM coding_claim
    WHERE coding_claim.claim = claim.number
    AND NOT EXISTS (SELECT 1 FROM coding AS newer WHERE newer.supersedes = coding_claim.coding)
);
