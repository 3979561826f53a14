-- Accounts that are made once their address is confirmed.
CREATE TABLE signups (
    digest BLOB NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    email TEXT NOT NULL,
    language TEXT,
    public_key BLOB NOT NULL,
    opaque_record BLOB NOT NULL,
    envelope BLOB NOT NULL,
    expires_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX signups_expires ON signups (expires_at);

-- Letters to addresses that have no account; a row goes once its letter was sent.
CREATE TABLE letters (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    address TEXT NOT NULL,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    content TEXT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    next_attempt_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX letters_next ON letters (next_attempt_at);
CREATE INDEX letters_expires ON letters (expires_at);
