-- What a page filters, counts and searches by: the claims of the newest codings, in columns. Nothing here is not
-- in the ledger; rows change and go when reports are coded again.
CREATE TABLE stamp (
    layout INTEGER NOT NULL,
    ledger TEXT NOT NULL,
    state TEXT NOT NULL,
    behind INTEGER NOT NULL
);

-- `coding` is the one that is indexed; `said` is the day of publication.
CREATE TABLE report (
    id TEXT PRIMARY KEY,
    coding INTEGER NOT NULL,
    title TEXT,
    outlet TEXT,
    folded TEXT NOT NULL,
    path TEXT NOT NULL,
    url TEXT,
    language TEXT,
    published TEXT,
    day TEXT,
    length INTEGER NOT NULL,
    problems INTEGER NOT NULL
);

CREATE INDEX report_day ON report (day, id);

-- `number` is the claim's in the ledger. `first` and `last` are the days that it lies between, where both are known;
-- `bound` is the last day on which it can have been (or the first, where no other is known), `dated` its place in lists.
-- `type` is a statement's act and a commitment's force, `status` a commitment's last state.
CREATE TABLE entry (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    report TEXT NOT NULL,
    start INTEGER NOT NULL,
    earliest TEXT,
    latest TEXT,
    first TEXT,
    last TEXT,
    bound TEXT,
    dated TEXT NOT NULL,
    type TEXT NOT NULL,
    mode TEXT,
    quad INTEGER,
    goldstein REAL,
    status TEXT,
    voice TEXT,
    form TEXT,
    due TEXT,
    facet INTEGER NOT NULL,
    score REAL NOT NULL,
    published TEXT,
    happening TEXT,
    spot INTEGER,
    doubt INTEGER NOT NULL
);

CREATE UNIQUE INDEX entry_id ON entry (id);
CREATE INDEX entry_order ON entry (
    kind, dated, report, start, number, facet, earliest, latest, happening, spot
);
CREATE INDEX entry_facet ON entry (kind, facet);
CREATE INDEX entry_report ON entry (report);
CREATE INDEX entry_happening ON entry (happening) WHERE happening IS NOT NULL;
CREATE INDEX entry_doubt ON entry (doubt, dated, report, start, id);
CREATE INDEX entry_published ON entry (kind, published, facet);

-- Each distinct combination of what is counted side by side, so that a count is by one number.
CREATE TABLE facet (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    type TEXT NOT NULL,
    quad INTEGER,
    status TEXT,
    voice TEXT
);

CREATE UNIQUE INDEX facet_of ON facet (kind, type, coalesce(quad, 0), coalesce(status, ''), coalesce(voice, ''));

-- Each distinct combination of what makes a claim doubtful: bits in the order of `DOUBTS`, and its score.
CREATE TABLE doubt (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    flags INTEGER NOT NULL,
    score REAL NOT NULL
);

CREATE UNIQUE INDEX doubt_of ON doubt (kind, flags, score);

-- Each distinct place that is the nearest one of an event, once: what a map counts, by one number.
CREATE TABLE spot (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    country TEXT,
    admin1 TEXT,
    precision TEXT NOT NULL,
    lat REAL,
    lon REAL,
    geoname INTEGER
);

CREATE UNIQUE INDEX spot_of ON spot (name, coalesce(country, ''), coalesce(admin1, ''), precision);
CREATE INDEX spot_country ON spot (country);

-- Each distinct description of a participant once.
CREATE TABLE who (
    number INTEGER PRIMARY KEY,
    id TEXT,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    country TEXT,
    kind TEXT NOT NULL,
    sectors TEXT NOT NULL
);

CREATE UNIQUE INDEX who_described
    ON who (name, coalesce(id, ''), coalesce(country, ''), kind, sectors);
CREATE INDEX who_id ON who (id);
CREATE INDEX who_country ON who (country);
CREATE INDEX who_folded ON who (folded);

CREATE TABLE party (
    entry INTEGER NOT NULL,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    who INTEGER NOT NULL,
    PRIMARY KEY (entry, role, position)
) WITHOUT ROWID;

CREATE INDEX party_who ON party (who, role, entry);

-- Which countries act towards which others in an event: the pairs that a count of dyads is made of.
CREATE TABLE pair (
    actor TEXT NOT NULL,
    recipient TEXT NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (entry, actor, recipient)
) WITHOUT ROWID;

CREATE TABLE place (
    entry INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    country TEXT,
    admin1 TEXT,
    lat REAL,
    lon REAL,
    precision TEXT NOT NULL,
    geoname INTEGER,
    PRIMARY KEY (entry, position)
) WITHOUT ROWID;

CREATE INDEX place_folded ON place (folded, entry);
CREATE INDEX place_country ON place (country, entry);

-- Full text of reports (by the number of `report_words`) and of claims (by their number).
CREATE TABLE report_number (
    number INTEGER PRIMARY KEY,
    report TEXT NOT NULL UNIQUE
);
CREATE VIRTUAL TABLE report_words USING fts5 (title, text, tokenize = "porter unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE entry_words USING fts5 (words, tokenize = "porter unicode61 remove_diacritics 2");
