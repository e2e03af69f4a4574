-- The newest coding of each report.
CREATE VIEW current_coding AS
SELECT * FROM coding
WHERE NOT EXISTS (SELECT 1 FROM coding AS newer WHERE newer.supersedes = coding.number);

CREATE VIEW current_report AS
SELECT reading.report AS id, report.sha256, reading.path, reading.url, reading.title, reading.outlet,
    reading.published, reading.language, reading.body, reading.dated, current_coding.number AS coding,
    current_coding.reading, current_coding.run
FROM current_coding
JOIN reading ON reading.number = current_coding.reading
JOIN report ON report.id = reading.report;

-- The claims that stand in the newest coding of their report.
CREATE VIEW current_claim AS
SELECT claim.*, (SELECT body FROM claim_record WHERE claim_record.claim = claim.number) AS body
FROM claim
WHERE EXISTS (
    SELECT 1 FROM coding_claim
    WHERE coding_claim.claim = claim.number
    AND NOT EXISTS (SELECT 1 FROM coding AS newer WHERE newer.supersedes = coding_claim.coding)
);

CREATE VIEW current_problem AS
SELECT problem.*, current_coding.report
FROM problem
JOIN current_coding ON current_coding.number = problem.coding;

CREATE VIEW claim_participant AS
SELECT claim.id AS claim, participation.role, participation.position, participant.id, participant.name,
    participant.country, participant.kind, participant.sectors
FROM participation
JOIN claim ON claim.number = participation.claim
JOIN participant ON participant.number = participation.participant;

CREATE VIEW reason AS
SELECT claim.id AS claim, coding_claim.coding, each.key AS position,
    json_extract(each.value, '$.field') AS field, json_extract(each.value, '$.text') AS text,
    json_extract(each.value, '$.span') AS span
FROM coding_claim
JOIN claim ON claim.number = coding_claim.claim
JOIN reasoning ON reasoning.number = coding_claim.reasoning
JOIN json_each(reasoning.body) AS each;
