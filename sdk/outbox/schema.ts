/** The tables of an outbox. Amounts are text, since fees in wei can be more than SQLite's integers hold. */
export const SCHEMA = `
  CREATE TABLE IF NOT EXISTS lease (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    fence INTEGER NOT NULL,    -- counts the writers: whoever has an older number writes no more
    holder TEXT NOT NULL,
    expires INTEGER NOT NULL   -- UTC milliseconds
  ) STRICT;
  CREATE TABLE IF NOT EXISTS chain (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    genesis TEXT NOT NULL      -- the first block's hash: test chains share their numbers
  ) STRICT;
  CREATE TABLE IF NOT EXISTS intents (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,   -- the idempotency key
    target TEXT NOT NULL,
    data TEXT NOT NULL,
    gas TEXT,
    fingerprint TEXT,          -- of what the caller asked for; none where the call says it all
    state TEXT NOT NULL,
    nonce INTEGER UNIQUE,
    block INTEGER,             -- where it was mined last
    receipt TEXT,              -- the node's own words
    failure TEXT               -- what it reverted with
  ) STRICT;
  CREATE INDEX IF NOT EXISTS intents_by_state ON intents (state, number);
  CREATE TABLE IF NOT EXISTS candidates (
    hash TEXT PRIMARY KEY,
    intent INTEGER NOT NULL REFERENCES intents (number),
    nonce INTEGER NOT NULL,
    raw TEXT,                  -- the signed bytes; none for a transaction that is not ours
    maxFee TEXT NOT NULL,
    tip TEXT NOT NULL,
    gas TEXT NOT NULL,
    height INTEGER NOT NULL,   -- the newest block when it was signed
    isSameCall INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS candidates_by_nonce ON candidates (nonce);
`;
