-- Times are milliseconds since 1970.

CREATE TABLE installation (
    only_row   integer PRIMARY KEY CHECK (only_row = 1),
    id         uuid    NOT NULL,
    created_at bigint  NOT NULL
);

CREATE TABLE master_key_checks (
    key_id      bigint PRIMARY KEY,
    check_value bytea  NOT NULL,
    retired_at  bigint,
    pruned_at   bigint
);

CREATE TABLE wrapped_secrets (
    name          text   PRIMARY KEY,
    master_key_id bigint NOT NULL,
    wrapped       bytea  NOT NULL
);

CREATE TABLE signing_keys (
    id                  text    COLLATE "C" PRIMARY KEY,
    algorithm           text    NOT NULL,
    state               integer NOT NULL,
    public_key          bytea   NOT NULL,
    wrapped_private_key bytea   NOT NULL,
    master_key_id       bigint  NOT NULL,
    created_at          bigint  NOT NULL,
    activated_at        bigint,
    activate_at         bigint,
    retired_at          bigint,
    destroyed_at        bigint
);

-- Whatever the programs do: one key signs (2), and one will sign next (1).
CREATE UNIQUE INDEX signing_keys_in_use ON signing_keys (state) WHERE state IN (1, 2);

CREATE TABLE accounts (
    id              uuid    PRIMARY KEY,
    email           text    NOT NULL,
    canonical_email text    COLLATE "C" NOT NULL UNIQUE,
    email_verified  boolean NOT NULL,
    display_name    text,
    roles           text[]  NOT NULL,
    status          integer NOT NULL,
    epoch           bigint  NOT NULL,
    session_epoch   bigint  NOT NULL,
    created_at      bigint  NOT NULL,
    password_hash   text
);

CREATE INDEX accounts_by_creation ON accounts (created_at, id);

CREATE TABLE sessions (
    id                  uuid    PRIMARY KEY,
    number              bigint  NOT NULL GENERATED ALWAYS AS IDENTITY,
    account_id          uuid    NOT NULL REFERENCES accounts (id),
    session_epoch       bigint  NOT NULL,
    secret_hash         bytea   NOT NULL CHECK (length(secret_hash) = 32),
    persistent          boolean NOT NULL,
    created_at          bigint  NOT NULL,
    authenticated_at    bigint  NOT NULL,
    amr                 text[]  NOT NULL,
    idle_ms             bigint  NOT NULL,
    absolute_expires_at bigint,
    revoked_at          bigint,
    revoke_reason       integer,
    delivery            integer NOT NULL,
    user_agent          text    NOT NULL,
    address_prefix      text    NOT NULL
);

-- Sessions that were ended are in no index but the key. Within it they are in the order of sign-ins.
CREATE INDEX sessions_by_account ON sessions (account_id, session_epoch, number) WHERE revoked_at IS NULL;

-- The narrow row that a refresh rewrites. No index but the key, and room in each page: a new version of a row stands beside the old one, and
-- no index is written (heap-only tuples).
CREATE TABLE rotations (
    session_id uuid   PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    issued     bigint NOT NULL,
    base       bigint NOT NULL,
    used       bigint NOT NULL,
    rotated_at bigint,
    confirmed  bigint NOT NULL,
    CHECK (0 <= used AND used <= base AND base < issued),
    CHECK (0 <= confirmed AND confirmed <= issued)
) WITH (fillfactor = 50);

-- When to look whether a session is over by its lifetimes: its end as of the sign-in or of the last look.
CREATE TABLE session_ends (
    due        bigint NOT NULL,
    session_id uuid   NOT NULL,
    PRIMARY KEY (due, session_id)
);

CREATE TABLE sign_in_counters (
    key          text    COLLATE "C" PRIMARY KEY,
    attempts     integer NOT NULL,
    window_start bigint  NOT NULL,
    locked_at    bigint,
    locked_until bigint
);

CREATE INDEX sign_in_counters_by_window ON sign_in_counters (window_start);

-- A ticket's row is deleted when the ticket is used. Claims are those of the access token that asked for it, as a JSON object.
CREATE TABLE tickets (
    secret_hash bytea  PRIMARY KEY CHECK (length(secret_hash) = 32),
    number      bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    session_id  uuid   NOT NULL,
    claims      text   NOT NULL,
    expires_at  bigint NOT NULL
);

CREATE INDEX tickets_by_session ON tickets (session_id, number);

CREATE INDEX tickets_by_end ON tickets (expires_at);

-- Written in the turn that event_chain gives: an entry with a higher number is never seen before one with a lower.
CREATE TABLE revocations (
    sequence      bigint  PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    at            bigint  NOT NULL,
    session_id    uuid,
    account_id    uuid,
    epoch         bigint  NOT NULL,
    ends_sessions boolean NOT NULL
);

CREATE INDEX revocations_by_time ON revocations (at);

CREATE TABLE events (
    sequence      bigint PRIMARY KEY,
    at            bigint NOT NULL,
    kind          text   NOT NULL,
    account_id    uuid,
    session_id    uuid,
    request_id    text,
    address       text,
    user_agent    text,
    data          text   NOT NULL,
    personal_data text,
    salt          bytea,
    personal_hash bytea,
    link          bytea
);

CREATE INDEX events_by_account ON events (account_id, sequence) WHERE account_id IS NOT NULL;

CREATE TABLE event_chain (
    only_row        integer PRIMARY KEY CHECK (only_row = 1),
    head_sequence   bigint  NOT NULL,
    head_link       bytea   NOT NULL,
    head_seal       bytea   NOT NULL,
    anchor_sequence bigint  NOT NULL,
    anchor_link     bytea   NOT NULL,
    anchor_seal     bytea   NOT NULL
);
