-- What SQLite has of itself: the functions on JSON that the ledger's statements use, and the refusal of a change.
-- A text with JSON's escape of the character 0, which PostgreSQL cannot hold, is read with the replacement character.
CREATE OR REPLACE FUNCTION json_of(body text) RETURNS json LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN strpos(body, '\u0000') = 0 THEN body::json
        ELSE regexp_replace(body, '(?<!\\)((?:\\\\)*)\\u0000', '\1\\ufffd', 'g')::json END
$$;

-- The steps of a path such as `$.where[0].name` or `$.history[#-1]`.
CREATE OR REPLACE FUNCTION json_steps(path text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT string_to_array(
        ltrim(replace(replace(replace(substr(path, 2), '[#', '['), '[', '.'), ']', ''), '.'), '.'
    )
$$;

-- What a path leads to. One that counts from the end goes by jsonb: for json, PostgreSQL (up to 18) counts from the end of the
-- first array at that depth, whichever it is.
CREATE OR REPLACE FUNCTION json_at(body text, path text) RETURNS json
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN strpos(path, '[#') = 0 THEN demarche.json_of(body) #> demarche.json_steps(path)
        ELSE (demarche.json_of(body)::jsonb #> demarche.json_steps(path))::json END
$$;

CREATE OR REPLACE FUNCTION json_extract(body text, path text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT demarche.json_at(body, path) #>> '{}' $$;

CREATE OR REPLACE FUNCTION json_type(body text, path text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE json_typeof(found)
        WHEN 'string' THEN 'text'
        WHEN 'boolean' THEN found::text
        WHEN 'number' THEN CASE WHEN found::text ~ '[.eE]' THEN 'real' ELSE 'integer' END
        ELSE json_typeof(found) END
    FROM (SELECT demarche.json_at(body, path) AS found) AS sought
$$;

CREATE OR REPLACE FUNCTION json_array_length(body text) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT json_array_length(demarche.json_of(body))::bigint $$;

CREATE OR REPLACE FUNCTION json_each(body text) RETURNS TABLE (key bigint, value text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 20 AS $$
    SELECT place - 1, element FROM json_array_elements_text(demarche.json_of(body)) WITH ORDINALITY AS elements (element, place)
$$;

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger only grows: no % of %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$;
