-- A ticket's row is deleted when the ticket is used. Claims are those of the access token that asked for it, as a JSON object.

CREATE TABLE tickets (
    sequence    INTEGER PRIMARY KEY,
    secret_hash BLOB    NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    session_id  BLOB    NOT NULL CHECK (length(session_id) = 16),
    claims      TEXT    NOT NULL,
    expires_at  INTEGER NOT NULL
);

CREATE INDEX tickets_by_session ON tickets (session_id);

CREATE INDEX tickets_by_end ON tickets (expires_at);
