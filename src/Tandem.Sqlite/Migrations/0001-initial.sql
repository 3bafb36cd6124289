-- Identifiers are 16 bytes, big-endian. Times are milliseconds since 1970. Lists of names are JSON arrays.

CREATE TABLE installation (
    only_row    INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    id          BLOB    NOT NULL CHECK (length(id) = 16),
    created_at  INTEGER NOT NULL
);

CREATE TABLE master_key_checks (
    key_id      INTEGER NOT NULL PRIMARY KEY,
    check_value BLOB    NOT NULL
);

CREATE TABLE signing_keys (
    id                  TEXT    NOT NULL PRIMARY KEY,
    algorithm           TEXT    NOT NULL,
    state               INTEGER NOT NULL,
    public_key          BLOB    NOT NULL,
    wrapped_private_key BLOB    NOT NULL,
    master_key_id       INTEGER NOT NULL,
    created_at          INTEGER NOT NULL,
    activated_at        INTEGER
) WITHOUT ROWID;

CREATE TABLE accounts (
    id              BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    email           TEXT    NOT NULL,
    canonical_email TEXT    NOT NULL UNIQUE,
    email_verified  INTEGER NOT NULL,
    display_name    TEXT,
    roles           TEXT    NOT NULL,
    status          INTEGER NOT NULL,
    epoch           INTEGER NOT NULL,
    password_hash   TEXT,
    created_at      INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX accounts_by_creation ON accounts (created_at);

-- A refresh rewrites one row in place and must stay cheap: no index on a column that it changes.
CREATE TABLE sessions (
    id                  BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    account_id          BLOB    NOT NULL REFERENCES accounts (id),
    account_epoch       INTEGER NOT NULL,
    secret_hash         BLOB    NOT NULL CHECK (length(secret_hash) = 32),
    issued              INTEGER NOT NULL,
    base                INTEGER NOT NULL,
    used                INTEGER NOT NULL,
    converge_from       INTEGER NOT NULL,
    rotated_at          INTEGER,
    confirmed           INTEGER NOT NULL,
    persistent          INTEGER NOT NULL,
    created_at          INTEGER NOT NULL,
    authenticated_at    INTEGER NOT NULL,
    amr                 TEXT    NOT NULL,
    idle_ms             INTEGER NOT NULL,
    absolute_expires_at INTEGER,
    revoked_at          INTEGER,
    revoke_reason       INTEGER,
    delivery            INTEGER NOT NULL,
    user_agent          TEXT    NOT NULL,
    address_prefix      TEXT    NOT NULL,
    CHECK (0 <= converge_from AND converge_from <= used AND used <= base AND base < issued),
    CHECK (0 <= confirmed AND confirmed <= issued)
) WITHOUT ROWID;

CREATE INDEX sessions_by_account ON sessions (account_id);

CREATE TABLE sign_in_counters (
    key          TEXT    NOT NULL PRIMARY KEY,
    attempts     INTEGER NOT NULL,
    window_start INTEGER NOT NULL,
    locked_at    INTEGER,
    locked_until INTEGER
) WITHOUT ROWID;

CREATE INDEX sign_in_counters_by_window ON sign_in_counters (window_start);

-- AUTOINCREMENT: a position is never given twice, also after a purge.
CREATE TABLE revocations (
    sequence   INTEGER PRIMARY KEY AUTOINCREMENT,
    at         INTEGER NOT NULL,
    session_id BLOB,
    account_id BLOB,
    epoch      INTEGER NOT NULL
);

CREATE INDEX revocations_by_time ON revocations (at);

CREATE TABLE events (
    sequence   INTEGER PRIMARY KEY AUTOINCREMENT,
    at         INTEGER NOT NULL,
    kind       TEXT    NOT NULL,
    account_id BLOB,
    session_id BLOB,
    request_id TEXT,
    address    TEXT,
    user_agent TEXT,
    data       TEXT    NOT NULL
);

CREATE INDEX events_by_account ON events (account_id) WHERE account_id IS NOT NULL;
