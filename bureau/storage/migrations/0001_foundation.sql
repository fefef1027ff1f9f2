-- The frame: journal, counters, search, photos, and the register that every department refers to.
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE op (
  station INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  lamport INTEGER NOT NULL,
  kind TEXT NOT NULL,
  schema INTEGER NOT NULL,
  label TEXT NOT NULL,
  actor TEXT NOT NULL,
  at TEXT NOT NULL,
  undoes_station INTEGER,
  undoes_seq INTEGER,
  first_change INTEGER NOT NULL,
  last_change INTEGER NOT NULL,
  prev BLOB NOT NULL,
  hash BLOB NOT NULL,
  UNIQUE (station, seq)
) STRICT;

CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  ledger TEXT NOT NULL,
  record INTEGER NOT NULL,
  kind TEXT NOT NULL,
  before TEXT,
  after TEXT,
  seal BLOB NOT NULL
) STRICT;
CREATE INDEX change_record ON change(record);

CREATE TABLE number_counter (
  pattern TEXT NOT NULL,
  year INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (pattern, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE search_doc (
  id INTEGER PRIMARY KEY,
  ledger TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search_gram USING fts5(
  grams, content='', detail=none, columnsize=0, prefix='1', tokenize='ascii'
);
CREATE TABLE search_pending (
  id INTEGER PRIMARY KEY,
  ledger TEXT NOT NULL
) STRICT;

CREATE TABLE planted (
  id INTEGER PRIMARY KEY,
  image TEXT NOT NULL
) STRICT;

CREATE TABLE photo (
  hash TEXT PRIMARY KEY,
  suffix TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  width INTEGER,
  height INTEGER,
  taken_at TEXT,
  name TEXT,
  added_at TEXT NOT NULL,
  thumbnail BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE catalogue_items (
  id INTEGER PRIMARY KEY,
  "catalogue" TEXT,
  "title" TEXT,
  "parent" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "position" INTEGER,
  "synonyms" TEXT,
  "code" TEXT,
  "code_old" TEXT,
  "code_new" TEXT,
  "group_name" TEXT,
  "handling" TEXT,
  "unit" TEXT,
  "scale" INTEGER,
  "limit_value" INTEGER,
  "limit_unit" TEXT,
  "active" INTEGER,
  "provisional" INTEGER,
  "note" TEXT,
  "_sort_title" TEXT
) STRICT;

CREATE TABLE settings (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "value" TEXT,
  "_sort_name" TEXT
) STRICT;

CREATE TABLE towns (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "short" TEXT,
  "group" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "position" INTEGER,
  "contact" TEXT,
  "phone" TEXT,
  "aliases" TEXT,
  "provisional" INTEGER,
  "note" TEXT,
  "_sort_name" TEXT
) STRICT;

CREATE TABLE communities (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "town" INTEGER REFERENCES towns(id) DEFERRABLE INITIALLY DEFERRED,
  "aliases" TEXT,
  "provisional" INTEGER,
  "note" TEXT,
  "_sort_name" TEXT
) STRICT;

CREATE TABLE roads (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "start" TEXT,
  "finish" TEXT,
  "cleaning_grade" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "traffic_grade" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "length_m" INTEGER,
  "width_m" INTEGER,
  "area_m2" INTEGER,
  "section" TEXT,
  "town" INTEGER REFERENCES towns(id) DEFERRABLE INITIALLY DEFERRED,
  "aliases" TEXT,
  "provisional" INTEGER,
  "note" TEXT,
  "_sort_name" TEXT
) STRICT;

CREATE TABLE units (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "parent" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "position" INTEGER,
  "active" INTEGER,
  "aliases" TEXT,
  "provisional" INTEGER,
  "note" TEXT,
  "_sort_name" TEXT
) STRICT;

CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "post" TEXT,
  "phone" TEXT,
  "certificate" TEXT,
  "certificate_until" TEXT,
  "active" INTEGER,
  "provisional" INTEGER,
  "note" TEXT,
  "_sort_name" TEXT
) STRICT;

CREATE TABLE shops (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "owner" TEXT,
  "phone" TEXT,
  "town" INTEGER REFERENCES towns(id) DEFERRABLE INITIALLY DEFERRED,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "address" TEXT,
  "trade" TEXT,
  "frontage_m" INTEGER,
  "signed_on" TEXT,
  "purifier" INTEGER,
  "aliases" TEXT,
  "provisional" INTEGER,
  "note" TEXT,
  "_sort_name" TEXT,
  "_sort_address" TEXT
) STRICT;

CREATE TABLE import_batches (
  id INTEGER PRIMARY KEY,
  "ledger" TEXT,
  "file" TEXT,
  "file_hash" TEXT,
  "at" TEXT,
  "actor" TEXT,
  "accepted" INTEGER,
  "unchanged" INTEGER,
  "changed" INTEGER,
  "rejected" INTEGER
) STRICT;

CREATE TABLE import_waiting (
  id INTEGER PRIMARY KEY,
  "batch" INTEGER REFERENCES import_batches(id) DEFERRABLE INITIALLY DEFERRED,
  "ledger" TEXT,
  "sheet" TEXT,
  "row_number" INTEGER,
  "cells" TEXT,
  "faults" TEXT
) STRICT;

CREATE TABLE header_matches (
  id INTEGER PRIMARY KEY,
  "ledger" TEXT,
  "fingerprint" TEXT,
  "columns" TEXT
) STRICT;

CREATE INDEX catalogue_items_catalogue ON catalogue_items(catalogue, position);
CREATE INDEX communities_town ON communities(town);
CREATE INDEX people_unit ON people(unit);
CREATE INDEX shops_road ON shops(road);
CREATE INDEX import_waiting_batch ON import_waiting(batch);
