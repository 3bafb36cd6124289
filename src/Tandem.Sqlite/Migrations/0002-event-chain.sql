-- The event log becomes a chain. Rows that are there get their links when the installation is opened, since only then is there a key.

ALTER TABLE events ADD COLUMN personal_data TEXT;
ALTER TABLE events ADD COLUMN salt          BLOB;
ALTER TABLE events ADD COLUMN personal_hash BLOB;
ALTER TABLE events ADD COLUMN link          BLOB;

CREATE TABLE event_chain (
    only_row        INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    head_sequence   INTEGER NOT NULL,
    head_link       BLOB    NOT NULL,
    head_seal       BLOB    NOT NULL,
    anchor_sequence INTEGER NOT NULL,
    anchor_link     BLOB    NOT NULL,
    anchor_seal     BLOB    NOT NULL
);

CREATE TABLE wrapped_secrets (
    name          TEXT    NOT NULL PRIMARY KEY,
    master_key_id INTEGER NOT NULL,
    wrapped       BLOB    NOT NULL
) WITHOUT ROWID;
