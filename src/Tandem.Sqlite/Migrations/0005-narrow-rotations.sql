-- A refresh rewrites one narrow row of rotations and reads the rest. Rows find each other by number: wide rows are in no index.

CREATE TABLE numbered_accounts (
    number          INTEGER PRIMARY KEY,
    id              BLOB    NOT NULL CHECK (length(id) = 16),
    email           TEXT    NOT NULL,
    canonical_email TEXT    NOT NULL,
    email_verified  INTEGER NOT NULL,
    display_name    TEXT,
    roles           TEXT    NOT NULL,
    status          INTEGER NOT NULL,
    epoch           INTEGER NOT NULL,
    created_at      INTEGER NOT NULL,
    password_hash   TEXT
);

INSERT INTO numbered_accounts
    (id, email, canonical_email, email_verified, display_name, roles, status, epoch, created_at, password_hash)
SELECT id, email, canonical_email, email_verified, display_name, roles, status, epoch, created_at, password_hash FROM accounts;

CREATE UNIQUE INDEX accounts_by_id ON numbered_accounts (id);

CREATE UNIQUE INDEX accounts_by_email ON numbered_accounts (canonical_email);

CREATE TABLE numbered_sessions (
    number              INTEGER PRIMARY KEY,
    id                  BLOB    NOT NULL CHECK (length(id) = 16),
    account_number      INTEGER NOT NULL REFERENCES numbered_accounts (number),
    account_epoch       INTEGER NOT NULL,
    secret_hash         BLOB    NOT NULL CHECK (length(secret_hash) = 32),
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
    address_prefix      TEXT    NOT NULL
);

INSERT INTO numbered_sessions
    (id, account_number, account_epoch, secret_hash, persistent, created_at, authenticated_at, amr, idle_ms, absolute_expires_at,
     revoked_at, revoke_reason, delivery, user_agent, address_prefix)
SELECT s.id, a.number, s.account_epoch, s.secret_hash, s.persistent, s.created_at, s.authenticated_at, s.amr, s.idle_ms,
       s.absolute_expires_at, s.revoked_at, s.revoke_reason, s.delivery, s.user_agent, s.address_prefix
FROM sessions s CROSS JOIN numbered_accounts a ON a.id = s.account_id;

CREATE UNIQUE INDEX sessions_by_id ON numbered_sessions (id);

-- No index and nothing that a refresh does not change.
CREATE TABLE rotations (
    session_number INTEGER PRIMARY KEY REFERENCES numbered_sessions (number) ON DELETE CASCADE,
    issued         INTEGER NOT NULL,
    base           INTEGER NOT NULL,
    used           INTEGER NOT NULL,
    converge_from  INTEGER NOT NULL,
    rotated_at     INTEGER,
    confirmed      INTEGER NOT NULL,
    CHECK (0 <= converge_from AND converge_from <= used AND used <= base AND base < issued),
    CHECK (0 <= confirmed AND confirmed <= issued)
);

INSERT INTO rotations (session_number, issued, base, used, converge_from, rotated_at, confirmed)
SELECT n.number, s.issued, s.base, s.used, s.converge_from, s.rotated_at, s.confirmed
FROM sessions s CROSS JOIN numbered_sessions n ON n.id = s.id;

DROP TABLE sessions;

DROP TABLE accounts;

ALTER TABLE numbered_accounts RENAME TO accounts;

ALTER TABLE numbered_sessions RENAME TO sessions;

CREATE INDEX accounts_by_creation ON accounts (created_at);

CREATE INDEX sessions_by_account ON sessions (account_number);
