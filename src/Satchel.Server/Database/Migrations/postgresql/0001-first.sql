CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value BYTEA NOT NULL
);

CREATE TABLE accounts (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    language TEXT,
    public_key BYTEA NOT NULL,
    opaque_record BYTEA NOT NULL,
    envelope BYTEA NOT NULL,
    plan TEXT NOT NULL,
    quota_bytes BIGINT NOT NULL,
    used_bytes BIGINT NOT NULL DEFAULT 0,
    reserved_bytes BIGINT NOT NULL DEFAULT 0,
    counted_at BIGINT NOT NULL,
    ends_at BIGINT,
    suspended BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);

CREATE TABLE devices (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    public_key BYTEA NOT NULL,
    added_at BIGINT NOT NULL,
    last_seen_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX devices_account ON devices (account);

CREATE TABLE challenges (
    digest BYTEA NOT NULL PRIMARY KEY,
    subject TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX challenges_expires ON challenges (expires_at);

CREATE TABLE tokens (
    digest BYTEA NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    device TEXT,
    scope BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX tokens_account ON tokens (account);
CREATE INDEX tokens_expires ON tokens (expires_at);

CREATE TABLE registrations (
    digest BYTEA NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX registrations_expires ON registrations (expires_at);

CREATE TABLE logins (
    digest BYTEA NOT NULL PRIMARY KEY,
    account TEXT,
    state BYTEA NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX logins_expires ON logins (expires_at);

CREATE TABLE events (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
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
);

CREATE TABLE heads (
    vault BIGINT NOT NULL REFERENCES vaults (id),
    name TEXT COLLATE "C" NOT NULL,
    content BYTEA NOT NULL,
    digest BYTEA NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (vault, name)
);

CREATE TABLE blobs (
    vault BIGINT NOT NULL REFERENCES vaults (id),
    name TEXT COLLATE "C" NOT NULL,
    storage_key BYTEA NOT NULL,
    bytes BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    stored_at BIGINT NOT NULL,
    PRIMARY KEY (vault, name)
);

CREATE TABLE reservations (
    storage_key BYTEA NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    vault BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    started_at BIGINT NOT NULL
);
CREATE INDEX reservations_started ON reservations (started_at);
CREATE INDEX reservations_account ON reservations (account);

CREATE TABLE trash (
    storage_key BYTEA NOT NULL PRIMARY KEY,
    vault BIGINT NOT NULL,
    name TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    delete_after BIGINT NOT NULL
);
CREATE INDEX trash_delete_after ON trash (delete_after);
CREATE INDEX trash_vault ON trash (vault);

CREATE TABLE leases (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    fence BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    cursor TEXT,
    next_run_at BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE limits (
    bucket BYTEA NOT NULL PRIMARY KEY,
    spent_until BIGINT NOT NULL
);

CREATE TABLE audit (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    account TEXT,
    detail TEXT NOT NULL,
    chain BYTEA NOT NULL
);

CREATE TABLE damage (
    vault BIGINT NOT NULL,
    name TEXT NOT NULL,
    found_at BIGINT NOT NULL,
    problem TEXT NOT NULL,
    PRIMARY KEY (vault, name)
);
