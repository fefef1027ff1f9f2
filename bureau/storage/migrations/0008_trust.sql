-- What belongs to this folder alone and never travels: accounts, other stations, what is held back.

CREATE TABLE withheld (
  station INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (station, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE peer (
  station INTEGER PRIMARY KEY,
  name TEXT NOT NULL DEFAULT '',
  vector TEXT NOT NULL DEFAULT '{}',
  heard_at TEXT,
  sent_at TEXT
) STRICT;

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  departments TEXT NOT NULL DEFAULT '[]',
  secret TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1,
  failed INTEGER NOT NULL DEFAULT 0,
  locked_until TEXT,
  created_at TEXT NOT NULL,
  last_at TEXT
) STRICT;

CREATE TABLE guard (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
