-- Market order in full: the steps of a case, hotline orders, complaints, special actions, penalties,
-- goods taken, papers and their wording, registers of places with their checks; recurrence at a place.
ALTER TABLE market_cases ADD COLUMN "due_time" TEXT;
ALTER TABLE market_cases ADD COLUMN "campaign" INTEGER REFERENCES campaigns(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE market_cases ADD COLUMN "shop" INTEGER REFERENCES shops(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE market_cases ADD COLUMN "called_back_on" TEXT;
ALTER TABLE market_cases ADD COLUMN "call_note" TEXT;
ALTER TABLE market_cases ADD COLUMN "unlinked" TEXT;
ALTER TABLE catalogue_items ADD COLUMN "window_days" INTEGER;

CREATE TABLE case_steps (
  id INTEGER PRIMARY KEY,
  "case" INTEGER REFERENCES market_cases(id) DEFERRABLE INITIALLY DEFERRED,
  "step" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "at" TEXT,
  "by" TEXT,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "person" INTEGER REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
  "until" TEXT,
  "until_time" TEXT,
  "approver" TEXT,
  "receiver" TEXT,
  "state_before" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "state_after" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "remark" TEXT,
  "photos" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE hotline (
  id INTEGER PRIMARY KEY,
  "number" TEXT,
  "platform" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "received_at" TEXT,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "content" TEXT,
  "caller" TEXT,
  "phone" TEXT,
  "town" INTEGER REFERENCES towns(id) DEFERRABLE INITIALLY DEFERRED,
  "address" TEXT,
  "category" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "subcategory" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "assigned_at" TEXT,
  "signed_at" TEXT,
  "due_at" TEXT,
  "extended_to" TEXT,
  "extension_reason" TEXT,
  "returned_at" TEXT,
  "return_reason" TEXT,
  "state" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "answered_at" TEXT,
  "answer" TEXT,
  "called_back_at" TEXT,
  "satisfaction" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "resolved" INTEGER,
  "repeats" INTEGER,
  "case" INTEGER REFERENCES market_cases(id) DEFERRABLE INITIALLY DEFERRED,
  "note" TEXT,
  "platform_class" TEXT,
  "_sort_address" TEXT
) STRICT;

CREATE TABLE complaints (
  id INTEGER PRIMARY KEY,
  "received_on" TEXT,
  "subject" TEXT,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "outlet" TEXT,
  "content" TEXT,
  "person_name" TEXT,
  "phone" TEXT,
  "town" INTEGER REFERENCES towns(id) DEFERRABLE INITIALLY DEFERRED,
  "address" TEXT,
  "category" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "subcategory" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "person" INTEGER REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
  "due_on" TEXT,
  "state" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "follow_up" TEXT,
  "replied_on" TEXT,
  "reply" TEXT,
  "satisfaction" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "case" INTEGER REFERENCES market_cases(id) DEFERRABLE INITIALLY DEFERRED,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT,
  "_sort_address" TEXT
) STRICT;

CREATE TABLE campaigns (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "begins_on" TEXT,
  "ends_on" TEXT,
  "state" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "leader" INTEGER REFERENCES people(id) DEFERRABLE INITIALLY DEFERRED,
  "units" TEXT,
  "basis" TEXT,
  "goal" TEXT,
  "photos" TEXT,
  "note" TEXT
) STRICT;
CREATE TABLE campaigns__targets (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL REFERENCES campaigns(id) DEFERRABLE INITIALLY DEFERRED,
  kind INTEGER NOT NULL REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  value INTEGER NOT NULL
) STRICT;
CREATE INDEX campaigns__targets_record ON campaigns__targets(record, kind, value);
CREATE INDEX campaigns__targets_kind ON campaigns__targets(kind);

CREATE TABLE campaign_days (
  id INTEGER PRIMARY KEY,
  "date" TEXT,
  "campaign" INTEGER REFERENCES campaigns(id) DEFERRABLE INITIALLY DEFERRED,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "photos" TEXT,
  "note" TEXT
) STRICT;
CREATE TABLE campaign_days__counts (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL REFERENCES campaign_days(id) DEFERRABLE INITIALLY DEFERRED,
  kind INTEGER NOT NULL REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  value INTEGER NOT NULL
) STRICT;
CREATE INDEX campaign_days__counts_record ON campaign_days__counts(record, kind, value);
CREATE INDEX campaign_days__counts_kind ON campaign_days__counts(kind);

CREATE TABLE penalties (
  id INTEGER PRIMARY KEY,
  "number" TEXT,
  "case" INTEGER REFERENCES market_cases(id) DEFERRABLE INITIALLY DEFERRED,
  "filed_on" TEXT,
  "cause" TEXT,
  "party_kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "party_name" TEXT,
  "party_licence" TEXT,
  "address" TEXT,
  "town" INTEGER REFERENCES towns(id) DEFERRABLE INITIALLY DEFERRED,
  "procedure" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "decision_number" TEXT,
  "decided_on" TEXT,
  "warned" INTEGER,
  "fine_fen" INTEGER,
  "confiscated_fen" INTEGER,
  "confiscated" TEXT,
  "exemption" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "paid_on" TEXT,
  "paid_fen" INTEGER,
  "published_on" TEXT,
  "closed_on" TEXT,
  "officers" TEXT,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "note" TEXT
) STRICT;

CREATE TABLE seizures (
  id INTEGER PRIMARY KEY,
  "number" TEXT,
  "measure" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "taken_on" TEXT,
  "taken_time" TEXT,
  "case" INTEGER REFERENCES market_cases(id) DEFERRABLE INITIALLY DEFERRED,
  "penalty" INTEGER REFERENCES penalties(id) DEFERRABLE INITIALLY DEFERRED,
  "party_name" TEXT,
  "address" TEXT,
  "items" TEXT,
  "storage_place" TEXT,
  "officers" TEXT,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "due_on" TEXT,
  "extended_on" TEXT,
  "approver" TEXT,
  "disposal" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "disposed_on" TEXT,
  "receiver" TEXT,
  "photos" TEXT,
  "note" TEXT
) STRICT;

CREATE TABLE notices (
  id INTEGER PRIMARY KEY,
  "number" TEXT,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "case" INTEGER REFERENCES market_cases(id) DEFERRABLE INITIALLY DEFERRED,
  "order" INTEGER REFERENCES hotline(id) DEFERRABLE INITIALLY DEFERRED,
  "about" INTEGER REFERENCES notices(id) DEFERRABLE INITIALLY DEFERRED,
  "issued_on" TEXT,
  "party_kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "party_name" TEXT,
  "party_head" TEXT,
  "party_licence" TEXT,
  "party_address" TEXT,
  "phone" TEXT,
  "address" TEXT,
  "town" INTEGER REFERENCES towns(id) DEFERRABLE INITIALLY DEFERRED,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "found_at" TEXT,
  "violation" TEXT,
  "broken_rule" TEXT,
  "special_rule" TEXT,
  "demand" TEXT,
  "at_once" INTEGER,
  "due_on" TEXT,
  "officers" TEXT,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "signer" TEXT,
  "delivery" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "delivered_at" TEXT,
  "delivered_to" TEXT,
  "receiver" TEXT,
  "relation" TEXT,
  "witness" TEXT,
  "server" TEXT,
  "reply" TEXT,
  "replied_on" TEXT,
  "void" INTEGER,
  "void_reason" TEXT,
  "photos" TEXT,
  "note" TEXT
) STRICT;

CREATE TABLE notice_wordings (
  id INTEGER PRIMARY KEY,
  "title" TEXT,
  "category" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "violation" TEXT,
  "broken_rule" TEXT,
  "special_rule" TEXT,
  "demand" TEXT,
  "at_once" INTEGER,
  "active" INTEGER,
  "note" TEXT
) STRICT;

CREATE TABLE restaurants (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "owner" TEXT,
  "phone" TEXT,
  "town" INTEGER REFERENCES towns(id) DEFERRABLE INITIALLY DEFERRED,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "address" TEXT,
  "point" TEXT,
  "stoves" INTEGER,
  "purifier" INTEGER,
  "purifier_model" TEXT,
  "installed_on" TEXT,
  "cleaned_on" TEXT,
  "trap" INTEGER,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "every_days" INTEGER,
  "state" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "photos" TEXT,
  "aliases" TEXT,
  "provisional" INTEGER,
  "note" TEXT,
  "_sort_name" TEXT,
  "_sort_address" TEXT
) STRICT;

CREATE TABLE signs (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "owner" TEXT,
  "phone" TEXT,
  "town" INTEGER REFERENCES towns(id) DEFERRABLE INITIALLY DEFERRED,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "address" TEXT,
  "point" TEXT,
  "sign_kind" TEXT,
  "length_m" INTEGER,
  "height_m" INTEGER,
  "permit_number" TEXT,
  "permit_until" TEXT,
  "tested_on" TEXT,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "every_days" INTEGER,
  "state" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "photos" TEXT,
  "aliases" TEXT,
  "provisional" INTEGER,
  "note" TEXT,
  "_sort_name" TEXT,
  "_sort_address" TEXT
) STRICT;

CREATE TABLE sites (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "owner" TEXT,
  "phone" TEXT,
  "town" INTEGER REFERENCES towns(id) DEFERRABLE INITIALLY DEFERRED,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "address" TEXT,
  "point" TEXT,
  "builder" TEXT,
  "contractor" TEXT,
  "begins_on" TEXT,
  "ends_on" TEXT,
  "washer" INTEGER,
  "fence" INTEGER,
  "muck_permit" TEXT,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "every_days" INTEGER,
  "state" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "photos" TEXT,
  "aliases" TEXT,
  "provisional" INTEGER,
  "note" TEXT,
  "_sort_name" TEXT,
  "_sort_address" TEXT
) STRICT;

CREATE TABLE frontages (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "owner" TEXT,
  "phone" TEXT,
  "town" INTEGER REFERENCES towns(id) DEFERRABLE INITIALLY DEFERRED,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "address" TEXT,
  "point" TEXT,
  "trade" TEXT,
  "frontage_m" INTEGER,
  "depth_m" INTEGER,
  "signed_on" TEXT,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "every_days" INTEGER,
  "state" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "photos" TEXT,
  "aliases" TEXT,
  "provisional" INTEGER,
  "note" TEXT,
  "_sort_name" TEXT,
  "_sort_address" TEXT
) STRICT;

CREATE TABLE restaurant_checks (
  id INTEGER PRIMARY KEY,
  "checked_on" TEXT,
  "place" INTEGER REFERENCES restaurants(id) DEFERRABLE INITIALLY DEFERRED,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "checkers" TEXT,
  "running" INTEGER,
  "cleaned" INTEGER,
  "smoke" INTEGER,
  "result" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "found" TEXT,
  "due_on" TEXT,
  "righted_on" TEXT,
  "case" INTEGER REFERENCES market_cases(id) DEFERRABLE INITIALLY DEFERRED,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE sign_checks (
  id INTEGER PRIMARY KEY,
  "checked_on" TEXT,
  "place" INTEGER REFERENCES signs(id) DEFERRABLE INITIALLY DEFERRED,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "checkers" TEXT,
  "firm" INTEGER,
  "clean" INTEGER,
  "result" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "found" TEXT,
  "due_on" TEXT,
  "righted_on" TEXT,
  "case" INTEGER REFERENCES market_cases(id) DEFERRABLE INITIALLY DEFERRED,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE site_checks (
  id INTEGER PRIMARY KEY,
  "checked_on" TEXT,
  "place" INTEGER REFERENCES sites(id) DEFERRABLE INITIALLY DEFERRED,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "checkers" TEXT,
  "covered" INTEGER,
  "washed" INTEGER,
  "hardened" INTEGER,
  "result" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "found" TEXT,
  "due_on" TEXT,
  "righted_on" TEXT,
  "case" INTEGER REFERENCES market_cases(id) DEFERRABLE INITIALLY DEFERRED,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE frontage_checks (
  id INTEGER PRIMARY KEY,
  "checked_on" TEXT,
  "place" INTEGER REFERENCES frontages(id) DEFERRABLE INITIALLY DEFERRED,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "checkers" TEXT,
  "order_kept" INTEGER,
  "clean" INTEGER,
  "kept" INTEGER,
  "result" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "found" TEXT,
  "due_on" TEXT,
  "righted_on" TEXT,
  "case" INTEGER REFERENCES market_cases(id) DEFERRABLE INITIALLY DEFERRED,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE INDEX market_cases_campaign ON market_cases(campaign) WHERE campaign IS NOT NULL;
CREATE INDEX case_steps_case ON case_steps("case", step);
CREATE INDEX case_steps_at ON case_steps(at);
CREATE INDEX case_steps_identity ON case_steps(identity);
CREATE INDEX hotline_number ON hotline(number);
CREATE INDEX hotline_received_at ON hotline(received_at);
CREATE INDEX hotline_case ON hotline("case") WHERE "case" IS NOT NULL;
CREATE INDEX complaints_received_on ON complaints(received_on);
CREATE INDEX complaints_identity ON complaints(identity);
CREATE INDEX campaign_days_date ON campaign_days(date);
CREATE INDEX campaign_days_campaign ON campaign_days(campaign);
CREATE INDEX penalties_number ON penalties(number);
CREATE INDEX penalties_filed_on ON penalties(filed_on);
CREATE INDEX seizures_taken_on ON seizures(taken_on);
CREATE INDEX notices_number ON notices(number);
CREATE INDEX notices_case ON notices("case");
CREATE INDEX notices_issued_on ON notices(issued_on);
CREATE INDEX restaurant_checks_identity ON restaurant_checks(identity);
CREATE INDEX restaurant_checks_place ON restaurant_checks(place, checked_on);
CREATE INDEX sign_checks_identity ON sign_checks(identity);
CREATE INDEX sign_checks_place ON sign_checks(place, checked_on);
CREATE INDEX site_checks_identity ON site_checks(identity);
CREATE INDEX site_checks_place ON site_checks(place, checked_on);
CREATE INDEX frontage_checks_identity ON frontage_checks(identity);
CREATE INDEX frontage_checks_place ON frontage_checks(place, checked_on);

-- Derived, never journalled: under which keys a record's place is known, and what came back there.
CREATE TABLE place_key (
  place INTEGER NOT NULL,
  ends TEXT NOT NULL,
  begins TEXT NOT NULL,
  record INTEGER NOT NULL,
  PRIMARY KEY (place, ends, begins, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_key_record ON place_key(record);
CREATE TABLE recurrence (
  record INTEGER PRIMARY KEY,
  ledger TEXT NOT NULL,
  previous INTEGER NOT NULL,
  first INTEGER NOT NULL,
  nth INTEGER NOT NULL,
  days INTEGER NOT NULL
) STRICT;
CREATE INDEX recurrence_previous ON recurrence(previous);
CREATE INDEX recurrence_first ON recurrence(first);
