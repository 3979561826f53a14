-- An order, and what was promised for its amount: the plan as it stood in the catalogue that day.
CREATE TABLE orders (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    plan TEXT NOT NULL,
    platform TEXT NOT NULL,
    kind TEXT NOT NULL,
    months BIGINT NOT NULL,
    quota_bytes BIGINT NOT NULL,
    people BIGINT NOT NULL,
    price BIGINT NOT NULL,
    credit_amount BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    provider TEXT NOT NULL,
    reference TEXT,
    state TEXT NOT NULL,
    renews BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    paid_at BIGINT,
    ended_at BIGINT,
    UNIQUE (provider, reference)
);
CREATE INDEX orders_account ON orders (account, created_at);
CREATE INDEX orders_state ON orders (state, created_at);

-- The ledger: only ever added to. What was not applied says why in problem.
CREATE TABLE payments (
    provider TEXT NOT NULL,
    transaction_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    order_id TEXT,
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    problem TEXT,
    PRIMARY KEY (provider, transaction_id, kind)
);
CREATE INDEX payments_order ON payments (order_id);
CREATE INDEX payments_at ON payments (at);

CREATE TABLE deliveries (
    provider TEXT NOT NULL,
    event TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (provider, event)
);

-- What orders bought. ends_at is null where it has no end; ended_by is the upgrade that took its place.
CREATE TABLE periods (
    order_id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    plan TEXT NOT NULL,
    quota_bytes BIGINT NOT NULL,
    people BIGINT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT,
    ended_early_at BIGINT,
    ended_by TEXT
);
CREATE INDEX periods_account ON periods (account);
CREATE INDEX periods_starts ON periods (starts_at);
CREATE INDEX periods_ends ON periods (ends_at);
CREATE INDEX periods_ended_early ON periods (ended_early_at);

CREATE TABLE vouchers (
    digest BYTEA NOT NULL PRIMARY KEY,
    label TEXT NOT NULL,
    plan TEXT NOT NULL,
    months BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    order_id TEXT,
    void BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX vouchers_label ON vouchers (label);

-- The outbox, and the record of what was sent.
CREATE TABLE notices (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    language TEXT NOT NULL,
    content TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    sent_at BIGINT,
    attempts BIGINT NOT NULL DEFAULT 0,
    next_attempt_at BIGINT NOT NULL,
    failed BIGINT NOT NULL DEFAULT 0,
    UNIQUE (account, kind, key)
);
CREATE INDEX notices_next ON notices (sent_at, failed, next_attempt_at);

CREATE TABLE page_links (
    digest BYTEA NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    device TEXT,
    expires_at BIGINT NOT NULL,
    used BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX page_links_expires ON page_links (expires_at);

CREATE TABLE page_sessions (
    digest BYTEA NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX page_sessions_expires ON page_sessions (expires_at);

CREATE TABLE family_invitations (
    digest BYTEA NOT NULL PRIMARY KEY,
    family TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX family_invitations_expires ON family_invitations (expires_at);

ALTER TABLE accounts ADD COLUMN hold BIGINT NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN held_reason TEXT;
ALTER TABLE accounts ADD COLUMN family TEXT;
ALTER TABLE accounts ADD COLUMN deletion_at BIGINT;
ALTER TABLE accounts ADD COLUMN deletion_announced_at BIGINT;
ALTER TABLE accounts ADD COLUMN deleted_at BIGINT;
CREATE INDEX audit_at ON audit (at);
CREATE INDEX accounts_family ON accounts (family);
CREATE INDEX accounts_ends ON accounts (ends_at);

-- What the operator had given by hand until now is an order like any other from now on.
INSERT INTO orders (id, account, plan, platform, kind, months, quota_bytes, people, price, credit_amount, amount, currency, provider, reference, state, created_at, paid_at)
SELECT md5(random()::text || id), id, plan, 'desktop', 'new', 0, quota_bytes, 1, 0, 0, 0, 'XXX', 'operator', id || ' before plans', 'paid', created_at, created_at
FROM accounts WHERE plan <> 'free' OR ends_at IS NOT NULL OR quota_bytes <> 2147483648;
INSERT INTO periods (order_id, account, plan, quota_bytes, people, starts_at, ends_at)
SELECT o.id, o.account, o.plan, o.quota_bytes, 1, CASE WHEN a.ends_at < a.created_at THEN a.ends_at ELSE a.created_at END, a.ends_at
FROM orders o JOIN accounts a ON a.id = o.account;
