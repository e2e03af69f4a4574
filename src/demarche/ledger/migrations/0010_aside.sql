-- Events that have merges enough: no later event is compared with them, and they go where those go that they are merged with.
CREATE TABLE aside (
    claim INTEGER PRIMARY KEY REFERENCES claim
) STRICT;
