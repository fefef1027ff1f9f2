-- Market order (市容秩序), first cut: the case ledger and the daily log.
CREATE TABLE market_cases (
  id INTEGER PRIMARY KEY,
  "number" TEXT,
  "found_on" TEXT,
  "found_time" TEXT,
  "source" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "town" INTEGER REFERENCES towns(id) DEFERRABLE INITIALLY DEFERRED,
  "community" INTEGER REFERENCES communities(id) DEFERRABLE INITIALLY DEFERRED,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "address" TEXT,
  "place_kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "point" TEXT,
  "grid" TEXT,
  "category" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "subcategory" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "description" TEXT,
  "party_kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "party_name" TEXT,
  "party_licence" TEXT,
  "phone" TEXT,
  "handling" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "person" INTEGER REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
  "helping_unit" TEXT,
  "due_on" TEXT,
  "state" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "closed_on" TEXT,
  "result" TEXT,
  "notice_number" TEXT,
  "delivered_on" TEXT,
  "reviewed_by" INTEGER REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
  "reviewed_on" TEXT,
  "review" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "satisfaction" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "photos_before" TEXT,
  "photos_after" TEXT,
  "registered_by" TEXT,
  "registered_at" TEXT,
  "note" TEXT,
  "identity" TEXT,
  "_sort_address" TEXT
) STRICT;

CREATE TABLE market_daily (
  id INTEGER PRIMARY KEY,
  "date" TEXT,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "leader" INTEGER REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
  "note" TEXT
) STRICT;
CREATE TABLE market_daily__counts (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL REFERENCES market_daily(id) DEFERRABLE INITIALLY DEFERRED,
  kind INTEGER NOT NULL REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  value INTEGER NOT NULL
) STRICT;
CREATE INDEX market_daily__counts_record ON market_daily__counts(record, kind, value);
CREATE INDEX market_daily__counts_kind ON market_daily__counts(kind);

CREATE INDEX market_cases_found_on ON market_cases(found_on);
CREATE INDEX market_cases_closed_on ON market_cases(closed_on);
CREATE INDEX market_cases_due_on ON market_cases(due_on);
CREATE INDEX market_cases_number ON market_cases(number);
CREATE INDEX market_cases_identity ON market_cases(identity);
CREATE INDEX market_cases_town ON market_cases(town);
CREATE INDEX market_cases_category ON market_cases(category);
CREATE INDEX market_cases_unit ON market_cases(unit);
CREATE INDEX market_daily_date ON market_daily(date);
