CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE accounts (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    language TEXT,
    public_key BLOB NOT NULL,
    opaque_record BLOB NOT NULL,
    envelope BLOB NOT NULL,
    plan TEXT NOT NULL,
    quota_bytes BIGINT NOT NULL,
    used_bytes BIGINT NOT NULL DEFAULT 0,
    reserved_bytes BIGINT NOT NULL DEFAULT 0,
    counted_at BIGINT NOT NULL,
    ends_at BIGINT,
    suspended BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE devices (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    public_key BLOB NOT NULL,
    added_at BIGINT NOT NULL,
    last_seen_at BIGINT,
    revoked_at BIGINT
) WITHOUT ROWID;
CREATE INDEX devices_account ON devices (account);

CREATE TABLE challenges (
    digest BLOB NOT NULL PRIMARY KEY,
    subject TEXT NOT NULL,
    expires_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX challenges_expires ON challenges (expires_at);

CREATE TABLE tokens (
    digest BLOB NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    device TEXT,
    scope BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX tokens_account ON tokens (account);
CREATE INDEX tokens_expires ON tokens (expires_at);

CREATE TABLE registrations (
    digest BLOB NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    expires_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX registrations_expires ON registrations (expires_at);

CREATE TABLE logins (
    digest BLOB NOT NULL PRIMARY KEY,
    account TEXT,
    state BLOB NOT NULL,
    expires_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX logins_expires ON logins (expires_at);

CREATE TABLE events (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    device TEXT
);
CREATE INDEX events_account ON events (account, number);

CREATE TABLE vaults (
    id BIGINT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (account, name)
) WITHOUT ROWID;

CREATE TABLE heads (
    vault BIGINT NOT NULL REFERENCES vaults (id),
    name TEXT NOT NULL,
    content BLOB NOT NULL,
    digest BLOB NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (vault, name)
) WITHOUT ROWID;

CREATE TABLE blobs (
    vault BIGINT NOT NULL REFERENCES vaults (id),
    name TEXT NOT NULL,
    storage_key BLOB NOT NULL,
    bytes BIGINT NOT NULL,
    digest BLOB NOT NULL,
    stored_at BIGINT NOT NULL,
    PRIMARY KEY (vault, name)
) WITHOUT ROWID;

CREATE TABLE reservations (
    storage_key BLOB NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    vault BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    started_at BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX reservations_started ON reservations (started_at);
CREATE INDEX reservations_account ON reservations (account);

CREATE TABLE trash (
    storage_key BLOB NOT NULL PRIMARY KEY,
    vault BIGINT NOT NULL,
    name TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    digest BLOB NOT NULL,
    delete_after BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX trash_delete_after ON trash (delete_after);
CREATE INDEX trash_vault ON trash (vault);

CREATE TABLE leases (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    fence BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    cursor TEXT,
    next_run_at BIGINT NOT NULL DEFAULT 0
) WITHOUT ROWID;

CREATE TABLE limits (
    bucket BLOB NOT NULL PRIMARY KEY,
    spent_until BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    account TEXT,
    detail TEXT NOT NULL,
    chain BLOB NOT NULL
);

CREATE TABLE damage (
    vault BIGINT NOT NULL,
    name TEXT NOT NULL,
    found_at BIGINT NOT NULL,
    problem TEXT NOT NULL,
    PRIMARY KEY (vault, name)
) WITHOUT ROWID;
