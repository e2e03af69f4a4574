"""Cases as data, run through the whole coder.

Each entry of a YAML file has a `name`, a `text` of our own and what comes of it: `events`, `statements` and
`commitments` list what must be among the claims (every key given must hold; an empty list: none at all), `absent`
what must not be (for events unless a `kind` is given), `only` the kinds of which nothing else may come out.
Participants are given by country, id or name, and lists of them are complete; `sources` are those of the chain but
for the author. `xfail` says why a case fails.
"""
