-- A database of the first released schema, as `sqlite3 tandem.db .dump` wrote it: two accounts (bob's disabled), three sessions
-- (one refreshed once, one signed out, one ended with its account), the address eve@example.com locked after five wrong passwords.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_migrations (
    version    INTEGER NOT NULL PRIMARY KEY,
    name       TEXT    NOT NULL,
    applied_at INTEGER NOT NULL,
    sha256     BLOB    NOT NULL
);
INSERT INTO schema_migrations VALUES(1,'initial',1795645663439,X'a8aa01014006e7bdafcce4df5ca7c53799ab9e49539b093c327a7fb7d5056381');
CREATE TABLE installation (
    only_row    INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    id          BLOB    NOT NULL CHECK (length(id) = 16),
    created_at  INTEGER NOT NULL
);
INSERT INTO installation VALUES(1,X'23a0fecae7c24824a00d3bf1a462f7cd',1795645663439);
CREATE TABLE master_key_checks (
    key_id      INTEGER NOT NULL PRIMARY KEY,
    check_value BLOB    NOT NULL
);
INSERT INTO master_key_checks VALUES(829447655,X'5bd2114850ffd802952fbd5882933d79f9307bd1769fc0f1b557cd41f4ddd733');
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
INSERT INTO signing_keys VALUES('CoVqlSGdv8-M2bAmbnhH2p8U0eY6dbk1O_q7L1ZTiys','ES256',2,X'3059301306072a8648ce3d020106082a8648ce3d030107034200046a234d0d30561e435ae73a361d44f7a21d0885041607dd7f15cd581a003da0beb7b285a87080ed2d2e18eafd59265fcaa6baed3be10c3b93923d5f20669d1e56',X'01afcd6fa3ffbcbbe08a5cf50da4b109907e43c64643a66a2291121707ec1c59107508f7746831682ddcb1574b6462ac9d0b14262626a278621056c7c7abdb24ae0837a5c73acd7af92c5fe352b56d8419b67c42a3526467f0b04a50d55b7e9d5b668337740ddce7507841585e494c932667d79e022967419632527ed842bc29f2dc7d9e58b741a706747ecd194446a41096ea95219d2a615d0c3cbd4f4051fff797a09d08bc35',829447655,1795645663648,1795645663648);
INSERT INTO signing_keys VALUES('eH_g0i6iKVCgDFaNr4v0NcQYF6Fn9xx9jrMHNwEmtWQ','ES256',1,X'3059301306072a8648ce3d020106082a8648ce3d030107034200041f042f53435eec64ee548581ab3767b4de021d122e8aab6962b7e0542dd81b440a0e2177738b9598b00a37c13ec086dbaba86e0bb791f20340c595a7dcbdeb47',X'01877f809f3c8a76d70092b038697d85dda235c3521330618b1d8a6eb3235e3da95e233c4ff062c862d1557c3e7443fed4d196ed619510c29e4d349d77deb1e87ec243e6eb5eac793e8d9e758e8e958fb66b622c2de2bd559271013941b0d606dcc0cef36af25b0e98e00a48c57ade2a19e4c84c48bd193ae534a2f2c1daa1556b60f2a40c9220ed1fde35aeb050759396f876faa03f5e8b061b2e34876f7b18783cd6384c4209',829447655,1795645663740,NULL);
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
INSERT INTO accounts VALUES(X'2afdad7c6f3243bf8c839e1bc81f75d9','bob@example.com','bob@example.com',0,NULL,'["user"]',2,2,'$argon2id$v=19$m=19456,t=2,p=1$a9oIOvvti6w0/cSJwf0trw$qgW3a6Mdzk9GIkpzmXlb/+CWWzAskZ8zrwrdSziBc+0',1795645664482);
INSERT INTO accounts VALUES(X'6dedb5c20b884919beb2224670bfe191','ada@example.com','ada@example.com',1,'Ada','["admin","user"]',1,1,'$argon2id$v=19$m=19456,t=2,p=1$1vZb1gr70QEB1XX8btduww$fMiWHqffe4Gb6uOXxw3jL+3zs4Ky8UV2gl6ktpdbNsg',1795645663854);
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
INSERT INTO sessions VALUES(X'0b0b335ccb4647cc8bf78bf81cabe7b6',X'6dedb5c20b884919beb2224670bfe191',1,X'41b86b77c111a776d272335d80b13749e62e1cdd9bad83ea6e9221f049c3be1d',2,1,1,1,1795645666154,0,1,1795645666000,1795645666000,'["pwd"]',604800000,NULL,NULL,NULL,1,'curl/7.88.1','127.0.0.0/24');
INSERT INTO sessions VALUES(X'94f6b35207ed4bc78b24eed79a35697a',X'2afdad7c6f3243bf8c839e1bc81f75d9',1,X'a1d67041bc439adfa471bbd9b98c16f0f4a9dbf9bb9f1ac5e1bee58b21ae80d5',1,0,0,0,NULL,0,1,1795645666409,1795645666409,'["pwd"]',604800000,NULL,1795645667108,5,1,'curl/7.88.1','127.0.0.0/24');
INSERT INTO sessions VALUES(X'99aba4351377419d96d5eb6835e6fb28',X'6dedb5c20b884919beb2224670bfe191',1,X'db0bd072ea2f239fa06bc5c878a9a75a6b2308d590e9b376ff7c7c295ae29353',1,0,0,0,NULL,0,1,1795645666236,1795645666236,'["pwd"]',604800000,NULL,1795645666293,1,1,'curl/7.88.1','127.0.0.0/24');
CREATE TABLE sign_in_counters (
    key          TEXT    NOT NULL PRIMARY KEY,
    attempts     INTEGER NOT NULL,
    window_start INTEGER NOT NULL,
    locked_at    INTEGER,
    locked_until INTEGER
) WITHOUT ROWID;
INSERT INTO sign_in_counters VALUES('d0574c4966d2c326193622feebc64991c5b59807ae68fa8255b26c79f4bf917a',5,1795645666431,1795645666665,1795646566665);
CREATE TABLE revocations (
    sequence   INTEGER PRIMARY KEY AUTOINCREMENT,
    at         INTEGER NOT NULL,
    session_id BLOB,
    account_id BLOB,
    epoch      INTEGER NOT NULL
);
INSERT INTO revocations VALUES(1,1795645666293,X'99aba4351377419d96d5eb6835e6fb28',NULL,0);
INSERT INTO revocations VALUES(2,1795645667108,NULL,X'2afdad7c6f3243bf8c839e1bc81f75d9',2);
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
INSERT INTO events VALUES(1,1795645663648,'signing_key_created',NULL,NULL,NULL,NULL,NULL,'{"keyId":"CoVqlSGdv8-M2bAmbnhH2p8U0eY6dbk1O_q7L1ZTiys","algorithm":"ES256","state":"active"}');
INSERT INTO events VALUES(2,1795645663740,'signing_key_created',NULL,NULL,NULL,NULL,NULL,'{"keyId":"eH_g0i6iKVCgDFaNr4v0NcQYF6Fn9xx9jrMHNwEmtWQ","algorithm":"ES256","state":"announced"}');
INSERT INTO events VALUES(3,1795645663854,'account_created',X'6dedb5c20b884919beb2224670bfe191',NULL,NULL,NULL,NULL,'{"account":"6dedb5c2-0b88-4919-beb2-224670bfe191","roles":["admin","user"]}');
INSERT INTO events VALUES(4,1795645664482,'account_created',X'2afdad7c6f3243bf8c839e1bc81f75d9',NULL,NULL,NULL,NULL,'{"account":"2afdad7c-6f32-43bf-8c83-9e1bc81f75d9","roles":["user"]}');
INSERT INTO events VALUES(5,1795645666000,'login_succeeded',X'6dedb5c20b884919beb2224670bfe191',X'0b0b335ccb4647cc8bf78bf81cabe7b6','2fb32d7f64e10d4ca0cadd5d','127.0.0.1','curl/7.88.1','{"account":"6dedb5c2-0b88-4919-beb2-224670bfe191","session":"0b0b335c-cb46-47cc-8bf7-8bf81cabe7b6","authenticationMethods":["pwd"]}');
INSERT INTO events VALUES(6,1795645666236,'login_succeeded',X'6dedb5c20b884919beb2224670bfe191',X'99aba4351377419d96d5eb6835e6fb28','2b6e7c84c37c7c860c1dd02c','127.0.0.1','curl/7.88.1','{"account":"6dedb5c2-0b88-4919-beb2-224670bfe191","session":"99aba435-1377-419d-96d5-eb6835e6fb28","authenticationMethods":["pwd"]}');
INSERT INTO events VALUES(7,1795645666293,'session_ended',X'6dedb5c20b884919beb2224670bfe191',X'99aba4351377419d96d5eb6835e6fb28','528bc55cdd73860b00e8ddba','127.0.0.1','curl/7.88.1','{"account":"6dedb5c2-0b88-4919-beb2-224670bfe191","session":"99aba435-1377-419d-96d5-eb6835e6fb28","reason":"signed_out"}');
INSERT INTO events VALUES(8,1795645666409,'login_succeeded',X'2afdad7c6f3243bf8c839e1bc81f75d9',X'94f6b35207ed4bc78b24eed79a35697a','a0b53ba5163a5d32da3f719a','127.0.0.1','curl/7.88.1','{"account":"2afdad7c-6f32-43bf-8c83-9e1bc81f75d9","session":"94f6b352-07ed-4bc7-8b24-eed79a35697a","authenticationMethods":["pwd"]}');
INSERT INTO events VALUES(9,1795645666473,'login_failed',NULL,NULL,'3c1b9111b30fc20cd6bf85ed','127.0.0.1','curl/7.88.1','{"account":null,"reason":"unknown_account"}');
INSERT INTO events VALUES(10,1795645666519,'login_failed',NULL,NULL,'673cd7c7d93470abd9cacd3b','127.0.0.1','curl/7.88.1','{"account":null,"reason":"unknown_account"}');
INSERT INTO events VALUES(11,1795645666569,'login_failed',NULL,NULL,'a37b400658f0c16cacbbe44b','127.0.0.1','curl/7.88.1','{"account":null,"reason":"unknown_account"}');
INSERT INTO events VALUES(12,1795645666614,'login_failed',NULL,NULL,'7d736d852bac41088a3e6f8f','127.0.0.1','curl/7.88.1','{"account":null,"reason":"unknown_account"}');
INSERT INTO events VALUES(13,1795645666665,'login_failed',NULL,NULL,'46804f113f993e6b0e84dfa1','127.0.0.1','curl/7.88.1','{"account":null,"reason":"unknown_account"}');
INSERT INTO events VALUES(14,1795645666665,'account_locked',NULL,NULL,'46804f113f993e6b0e84dfa1','127.0.0.1','curl/7.88.1','{"account":null,"until":"2026-11-25T22:42:46.665+00:00"}');
INSERT INTO events VALUES(15,1795645667108,'account_disabled',X'2afdad7c6f3243bf8c839e1bc81f75d9',NULL,NULL,NULL,NULL,'{"account":"2afdad7c-6f32-43bf-8c83-9e1bc81f75d9"}');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('events',15);
INSERT INTO sqlite_sequence VALUES('revocations',2);
CREATE INDEX accounts_by_creation ON accounts (created_at);
CREATE INDEX sessions_by_account ON sessions (account_id);
CREATE INDEX sign_in_counters_by_window ON sign_in_counters (window_start);
CREATE INDEX revocations_by_time ON revocations (at);
CREATE INDEX events_by_account ON events (account_id) WHERE account_id IS NOT NULL;
COMMIT;
