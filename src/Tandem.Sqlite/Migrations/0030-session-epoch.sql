-- A session belongs to the session_epoch that its account had at the sign-in; once the account's is higher, it is over. So one row ends
-- all sessions of an account. Until now epoch was that mark, and each change that sessions were to survive was written into all of them:
-- those that are alive have their account's epoch, and share its session_epoch from now on.

ALTER TABLE accounts ADD COLUMN session_epoch INTEGER NOT NULL DEFAULT 0;

UPDATE accounts SET session_epoch = epoch;

ALTER TABLE sessions RENAME COLUMN account_epoch TO session_epoch;

-- Sessions that are over cost those that are not nothing: they stand elsewhere in the index. Within it they are in the order of sign-ins.
DROP INDEX sessions_by_account;

CREATE INDEX sessions_by_account ON sessions (account_number, session_epoch, revoked_at);

-- Whether the sessions behind the refused tokens are over, too.
ALTER TABLE revocations ADD COLUMN ends_sessions INTEGER NOT NULL DEFAULT 0;
