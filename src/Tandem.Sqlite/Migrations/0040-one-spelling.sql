-- Two spellings of one address are one: letters composed, the domain as DNS has it. canonical_address() is the program's.
-- Where two accounts have one address now, neither is touched: both keep the spelling that they are found by, and they are noted.
UPDATE OR IGNORE accounts SET canonical_email = canonical_address(email)
WHERE canonical_email GLOB '*[^ -~]*' AND canonical_email <> canonical_address(email);

CREATE TABLE address_collisions (
    account_id BLOB NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    other_id   BLOB NOT NULL REFERENCES accounts (id) ON DELETE CASCADE
) WITHOUT ROWID, STRICT;

INSERT INTO address_collisions (account_id, other_id)
SELECT mine.id, other.id
FROM accounts mine JOIN accounts other ON other.canonical_email = canonical_address(mine.email)
WHERE mine.canonical_email GLOB '*[^ -~]*' AND mine.id <> other.id;
