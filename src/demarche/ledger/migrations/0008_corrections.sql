-- What people have said of the ledger, one row each, in one chain: `body` is the whole row as JSON, `digest` the SHA-256 of
-- it with id and digest left empty, `previous` the digest of the row before, or empty for the first.
CREATE TABLE correction (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    action TEXT NOT NULL CHECK (action IN (
        'accept', 'reject', 'edit', 'add', 'merge', 'split', 'dissolve', 'confirm', 'strike', 'reviewed', 'undo'
    )),
    who TEXT NOT NULL,
    written TEXT NOT NULL,
    why TEXT NOT NULL,
    previous TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL
) STRICT;

-- Which reports a correction is about.
CREATE TABLE correction_report (
    report TEXT NOT NULL REFERENCES report,
    correction INTEGER NOT NULL REFERENCES correction,
    PRIMARY KEY (report, correction)
) STRICT, WITHOUT ROWID;

CREATE INDEX correction_report_correction ON correction_report (correction);

-- What the corrections of a report make of a coding, worked out from them: a claim that is hidden (rejected, or another put
-- in its place), shown (put in its place, or added) or confirmed; null: none of these any more.
CREATE TABLE amendment (
    number INTEGER PRIMARY KEY,
    coding INTEGER NOT NULL REFERENCES coding,
    claim INTEGER NOT NULL REFERENCES claim,
    what TEXT CHECK (what IN ('hidden', 'shown', 'confirmed')),
    correction INTEGER NOT NULL REFERENCES correction,
    supersedes INTEGER UNIQUE REFERENCES amendment,
    CHECK (supersedes < number)
) STRICT;

CREATE UNIQUE INDEX amendment_first ON amendment (coding, claim) WHERE supersedes IS NULL;
CREATE INDEX amendment_claim ON amendment (claim);

-- What corrections say of two claims: two events are (`joined`) or are not (`parted`) one happening; a claim bears out that
-- a commitment came to the state `about` (`confirmed`) or does not (`struck`), `other` being the commitment itself where no claim does.
CREATE TABLE ruling (
    number INTEGER PRIMARY KEY,
    one INTEGER NOT NULL REFERENCES claim,
    other INTEGER NOT NULL REFERENCES claim,
    about TEXT NOT NULL,
    verdict TEXT CHECK (verdict IN ('joined', 'parted', 'confirmed', 'struck')),
    correction INTEGER NOT NULL REFERENCES correction,
    supersedes INTEGER UNIQUE REFERENCES ruling,
    CHECK (supersedes < number)
) STRICT;

CREATE UNIQUE INDEX ruling_first ON ruling (one, other, about) WHERE supersedes IS NULL;
CREATE INDEX ruling_other ON ruling (other);

CREATE VIEW current_amendment AS
SELECT amendment.number, amendment.coding, amendment.claim, amendment.what, amendment.correction
FROM amendment
WHERE what IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM amendment AS newer WHERE newer.supersedes = amendment.number)
AND NOT EXISTS (SELECT 1 FROM coding AS newer WHERE newer.supersedes = amendment.coding);

CREATE VIEW current_ruling AS
SELECT ruling.number, ruling.one, ruling.other, ruling.about, ruling.verdict, ruling.correction
FROM ruling
WHERE verdict IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM ruling AS newer WHERE newer.supersedes = ruling.number);

-- The claims that stand in the newest coding of their report, as the coder left them.
CREATE VIEW coded_claim AS
SELECT claim.*, (SELECT body FROM claim_record WHERE claim_record.claim = claim.number) AS body
FROM claim
WHERE EXISTS (
    SELECT 1 FROM coding_claim
    WHERE coding_claim.claim = claim.number
    AND NOT EXISTS (SELECT 1 FROM coding AS newer WHERE newer.supersedes = coding_claim.coding)
);

-- Those that somebody has rejected.
CREATE VIEW rejected_claim AS
SELECT claim.*, (SELECT body FROM claim_record WHERE claim_record.claim = claim.number) AS body
FROM claim
WHERE EXISTS (
    SELECT 1 FROM current_amendment JOIN correction ON correction.number = current_amendment.correction
    WHERE current_amendment.claim = claim.number AND what = 'hidden' AND action = 'reject'
);

-- The claims of the newest codings, with the corrections applied.
DROP VIEW current_claim;
CREATE VIEW current_claim AS
SELECT claim.*, (SELECT body FROM claim_record WHERE claim_record.claim = claim.number) AS body
FROM claim
WHERE EXISTS (
    SELECT 1 FROM coding_claim
    WHERE coding_claim.claim = claim.number
    AND NOT EXISTS (SELECT 1 FROM coding AS newer WHERE newer.supersedes = coding_claim.coding)
    AND NOT EXISTS (
        SELECT 1 FROM current_amendment AS made WHERE made.claim = claim.number AND made.what = 'hidden'
    )
)
OR EXISTS (SELECT 1 FROM current_amendment AS made WHERE made.claim = claim.number AND made.what = 'shown');

DROP VIEW current_member;
CREATE VIEW current_member AS
SELECT membership.happening, membership.claim, current_claim.id, current_claim.report, current_claim.dated,
    current_claim.start
FROM membership JOIN current_claim ON current_claim.number = membership.claim
WHERE membership.happening IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM membership AS newer WHERE newer.supersedes = membership.number);
