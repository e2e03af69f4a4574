-- Each distinct description of a participant once; `folded` is its name as names are compared,
-- `sectors` are separated by `|`.
CREATE TABLE participant (
    number INTEGER PRIMARY KEY,
    id TEXT,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    country TEXT,
    kind TEXT NOT NULL,
    sectors TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX participant_description
    ON participant (name, coalesce(id, ''), coalesce(country, ''), kind, sectors);
CREATE INDEX participant_id ON participant (id);
CREATE INDEX participant_country ON participant (country);
CREATE INDEX participant_folded ON participant (folded);

CREATE TABLE participation (
    claim INTEGER NOT NULL REFERENCES claim,
    role TEXT NOT NULL CHECK (role IN (
        'actor', 'recipient', 'instrument', 'speaker', 'addressee', 'channel', 'issuer', 'source'
    )),
    position INTEGER NOT NULL,
    participant INTEGER NOT NULL REFERENCES participant,
    PRIMARY KEY (claim, role, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX participation_participant ON participation (participant, role, claim);
