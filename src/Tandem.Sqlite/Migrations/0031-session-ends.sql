-- When to look whether a session is over by its lifetimes: its end as of the sign-in or of the last look. A refresh moves the end and
-- writes nothing here; the purge does when it comes by. So purging takes as long as there is to purge, however many sessions are alive.

CREATE TABLE session_ends (
    due            INTEGER NOT NULL,
    session_number INTEGER NOT NULL,
    PRIMARY KEY (due, session_number)
) WITHOUT ROWID;

INSERT INTO session_ends (due, session_number)
SELECT min(ifnull(r.rotated_at, s.created_at) + s.idle_ms, ifnull(s.absolute_expires_at, 9223372036854775807)) AS due, s.number
FROM sessions s JOIN rotations r ON r.session_number = s.number
ORDER BY due;
