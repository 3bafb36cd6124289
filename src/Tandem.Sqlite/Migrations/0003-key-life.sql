-- Signing keys move through their life on dates, master keys are replaced.

ALTER TABLE signing_keys ADD COLUMN activate_at  INTEGER;
ALTER TABLE signing_keys ADD COLUMN retired_at   INTEGER;
ALTER TABLE signing_keys ADD COLUMN destroyed_at INTEGER;

-- Whatever the programs do: one key signs (2), and one will sign next (1).
CREATE UNIQUE INDEX signing_keys_in_use ON signing_keys (state) WHERE state IN (1, 2);

ALTER TABLE master_key_checks ADD COLUMN retired_at INTEGER;
ALTER TABLE master_key_checks ADD COLUMN pruned_at  INTEGER;
