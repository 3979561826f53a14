ALTER TABLE page_sessions ADD COLUMN device TEXT;

CREATE TABLE erasures (
    account TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    asked_at BIGINT NOT NULL,
    erase_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX erasures_erase_at ON erasures (erase_at);
