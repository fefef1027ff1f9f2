-- Judging: rubrics, rules of payment and issued months; sanitation and its contractors; towns.

CREATE TABLE rubrics (
  id INTEGER PRIMARY KEY,
  "family" TEXT,
  "code" TEXT,
  "title" TEXT,
  "valid_from" TEXT,
  "valid_to" TEXT,
  "content" TEXT,
  "note" TEXT
) STRICT;

CREATE TABLE pay_rules (
  id INTEGER PRIMARY KEY,
  "rule" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "title" TEXT,
  "content" TEXT,
  "note" TEXT
) STRICT;

CREATE TABLE pay_rule_lines (
  id INTEGER PRIMARY KEY,
  "rule" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "title" TEXT,
  "at_least" INTEGER,
  "pay" INTEGER,
  "target" INTEGER,
  "percent" INTEGER,
  "point_fen" INTEGER,
  "problem_fen" INTEGER,
  "cap" INTEGER,
  "passing" INTEGER,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE awards (
  id INTEGER PRIMARY KEY,
  "family" TEXT,
  "code" TEXT,
  "title" TEXT,
  "valid_from" TEXT,
  "valid_to" TEXT,
  "content" TEXT,
  "note" TEXT
) STRICT;

CREATE TABLE issued_months (
  id INTEGER PRIMARY KEY,
  "family" TEXT,
  "subject" TEXT,
  "month" TEXT,
  "issued_at" TEXT,
  "content" TEXT
) STRICT;

CREATE TABLE sections (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "position" INTEGER,
  "scope" TEXT,
  "aliases" TEXT,
  "provisional" INTEGER,
  "note" TEXT,
  "_sort_name" TEXT
) STRICT;

CREATE TABLE contractors (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "code" TEXT,
  "person" TEXT,
  "phone" TEXT,
  "address" TEXT,
  "aliases" TEXT,
  "provisional" INTEGER,
  "note" TEXT,
  "_sort_name" TEXT
) STRICT;

CREATE TABLE contracts (
  id INTEGER PRIMARY KEY,
  "section" INTEGER REFERENCES sections(id) DEFERRABLE INITIALLY DEFERRED,
  "company" INTEGER REFERENCES contractors(id) DEFERRABLE INITIALLY DEFERRED,
  "number" TEXT,
  "begins_on" TEXT,
  "ends_on" TEXT,
  "fee_fen" INTEGER,
  "price" INTEGER,
  "rule" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "rubric" INTEGER REFERENCES rubrics(id) DEFERRABLE INITIALLY DEFERRED,
  "area_m2" INTEGER,
  "payment_term" TEXT,
  "deposit_fen" INTEGER,
  "roads" TEXT,
  "toilets" INTEGER,
  "stations" INTEGER,
  "containers" INTEGER,
  "waste_t" INTEGER,
  "photos" TEXT,
  "note" TEXT
) STRICT;
CREATE TABLE contracts__areas (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL REFERENCES contracts(id) DEFERRABLE INITIALLY DEFERRED,
  kind INTEGER NOT NULL REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  value INTEGER NOT NULL
) STRICT;
CREATE INDEX contracts__areas_record ON contracts__areas(record, kind, value);
CREATE INDEX contracts__areas_kind ON contracts__areas(kind);
CREATE TABLE contracts__staff (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL REFERENCES contracts(id) DEFERRABLE INITIALLY DEFERRED,
  kind INTEGER NOT NULL REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  value INTEGER NOT NULL
) STRICT;
CREATE INDEX contracts__staff_record ON contracts__staff(record, kind, value);
CREATE INDEX contracts__staff_kind ON contracts__staff(kind);
CREATE TABLE contracts__vehicles (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL REFERENCES contracts(id) DEFERRABLE INITIALLY DEFERRED,
  kind INTEGER NOT NULL REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  value INTEGER NOT NULL
) STRICT;
CREATE INDEX contracts__vehicles_record ON contracts__vehicles(record, kind, value);
CREATE INDEX contracts__vehicles_kind ON contracts__vehicles(kind);

CREATE TABLE contract_supplements (
  id INTEGER PRIMARY KEY,
  "number" TEXT,
  "contract" INTEGER REFERENCES contracts(id) DEFERRABLE INITIALLY DEFERRED,
  "begins_on" TEXT,
  "fee_fen" INTEGER,
  "price" INTEGER,
  "area_m2" INTEGER,
  "reason" TEXT,
  "photos" TEXT,
  "note" TEXT
) STRICT;

CREATE TABLE sanitation_payments (
  id INTEGER PRIMARY KEY,
  "contract" INTEGER REFERENCES contracts(id) DEFERRABLE INITIALLY DEFERRED,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "first_month" TEXT,
  "last_month" TEXT,
  "approved_on" TEXT,
  "approval" TEXT,
  "paid_on" TEXT,
  "amount_fen" INTEGER,
  "voucher" TEXT,
  "handled_by" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE sanitation_rounds (
  id INTEGER PRIMARY KEY,
  "inspected_on" TEXT,
  "section" INTEGER REFERENCES sections(id) DEFERRABLE INITIALLY DEFERRED,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "roads" TEXT,
  "inspector" TEXT,
  "points" INTEGER,
  "served_on" TEXT,
  "signed_by" TEXT,
  "signed_on" TEXT,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE sanitation_deductions (
  id INTEGER PRIMARY KEY,
  "section" INTEGER REFERENCES sections(id) DEFERRABLE INITIALLY DEFERRED,
  "found_on" TEXT,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "place" TEXT,
  "block" TEXT,
  "problem" TEXT,
  "count" INTEGER,
  "unit" TEXT,
  "each" INTEGER,
  "points" INTEGER,
  "inspector" TEXT,
  "basis" TEXT,
  "case" INTEGER REFERENCES market_cases(id) DEFERRABLE INITIALLY DEFERRED,
  "due_on" TEXT,
  "rechecked_on" TEXT,
  "recheck" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "served_on" TEXT,
  "accepted_on" TEXT,
  "appealed_on" TEXT,
  "appeal_reason" TEXT,
  "evidence" TEXT,
  "ruling" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "ruled_on" TEXT,
  "reduced_to" INTEGER,
  "ruling_reason" TEXT,
  "photos" TEXT,
  "photos_after" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE sanitation_events (
  id INTEGER PRIMARY KEY,
  "happened_on" TEXT,
  "section" INTEGER REFERENCES sections(id) DEFERRABLE INITIALLY DEFERRED,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "count" INTEGER,
  "complaint" INTEGER REFERENCES complaints(id) DEFERRABLE INITIALLY DEFERRED,
  "reason" TEXT,
  "basis" TEXT,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE sanitation_months (
  id INTEGER PRIMARY KEY,
  "label" TEXT,
  "contract" INTEGER REFERENCES contracts(id) DEFERRABLE INITIALLY DEFERRED,
  "section" INTEGER REFERENCES sections(id) DEFERRABLE INITIALLY DEFERRED,
  "month" TEXT,
  "state" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "unscored" TEXT,
  "absences" TEXT,
  "adjust" INTEGER,
  "adjust_reason" TEXT,
  "score" INTEGER,
  "grade" TEXT,
  "base_fen" INTEGER,
  "deducted_fen" INTEGER,
  "payable_fen" INTEGER,
  "issuer" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "paper_number" TEXT,
  "issued_on" TEXT,
  "signed_by" TEXT,
  "note" TEXT
) STRICT;

CREATE TABLE sanitation_month_steps (
  id INTEGER PRIMARY KEY,
  "month" INTEGER REFERENCES sanitation_months(id) DEFERRABLE INITIALLY DEFERRED,
  "step" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "at" TEXT,
  "by" TEXT,
  "approver" TEXT,
  "state_before" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "state_after" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "remark" TEXT,
  "photos" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE sanitation_corrections (
  id INTEGER PRIMARY KEY,
  "found_on" TEXT,
  "section" INTEGER REFERENCES sections(id) DEFERRABLE INITIALLY DEFERRED,
  "month" TEXT,
  "points" INTEGER,
  "fen" INTEGER,
  "with_month" TEXT,
  "reason" TEXT,
  "approver" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE road_work (
  id INTEGER PRIMARY KEY,
  "worked_on" TEXT,
  "span" TEXT,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "way" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "times" INTEGER,
  "section" INTEGER REFERENCES sections(id) DEFERRABLE INITIALLY DEFERRED,
  "plate" TEXT,
  "driver" TEXT,
  "water_t" INTEGER,
  "length_km" INTEGER,
  "area_m2" INTEGER,
  "photos" TEXT,
  "photos_after" TEXT,
  "inspector" TEXT,
  "verdict" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE road_work_plans (
  id INTEGER PRIMARY KEY,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "way" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "per_week" INTEGER,
  "begins_on" TEXT,
  "ends_on" TEXT,
  "section" INTEGER REFERENCES sections(id) DEFERRABLE INITIALLY DEFERRED,
  "note" TEXT
) STRICT;

CREATE TABLE waste_days (
  id INTEGER PRIMARY KEY,
  "date" TEXT,
  "section" INTEGER REFERENCES sections(id) DEFERRABLE INITIALLY DEFERRED,
  "town" INTEGER REFERENCES towns(id) DEFERRABLE INITIALLY DEFERRED,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "weight_t" INTEGER,
  "trips" INTEGER,
  "place" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE estate_rounds (
  id INTEGER PRIMARY KEY,
  "cleaned_on" TEXT,
  "estate" TEXT,
  "community" INTEGER REFERENCES communities(id) DEFERRABLE INITIALLY DEFERRED,
  "section" INTEGER REFERENCES sections(id) DEFERRABLE INITIALLY DEFERRED,
  "people" INTEGER,
  "weight_t" INTEGER,
  "problem" TEXT,
  "photos" TEXT,
  "photos_after" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE cleaning_sites (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "section" INTEGER REFERENCES sections(id) DEFERRABLE INITIALLY DEFERRED,
  "town" INTEGER REFERENCES towns(id) DEFERRABLE INITIALLY DEFERRED,
  "address" TEXT,
  "grade" TEXT,
  "capacity" TEXT,
  "keeper" TEXT,
  "photos" TEXT,
  "aliases" TEXT,
  "provisional" INTEGER,
  "note" TEXT,
  "_sort_name" TEXT
) STRICT;

CREATE TABLE cleaning_site_logs (
  id INTEGER PRIMARY KEY,
  "date" TEXT,
  "place" INTEGER REFERENCES cleaning_sites(id) DEFERRABLE INITIALLY DEFERRED,
  "cleanings" INTEGER,
  "weight_t" INTEGER,
  "trips" INTEGER,
  "result" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "problem" TEXT,
  "righted_on" TEXT,
  "inspector" TEXT,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE weighings (
  id INTEGER PRIMARY KEY,
  "date" TEXT,
  "time" TEXT,
  "way" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "plate" TEXT,
  "town" INTEGER REFERENCES towns(id) DEFERRABLE INITIALLY DEFERRED,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "gross_t" INTEGER,
  "tare_t" INTEGER,
  "weight_t" INTEGER,
  "weigher" TEXT,
  "receiver" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE landfill_days (
  id INTEGER PRIMARY KEY,
  "date" TEXT,
  "weather" TEXT,
  "cell" TEXT,
  "weight_t" INTEGER,
  "passes" INTEGER,
  "cover" TEXT,
  "covered_m2" INTEGER,
  "machine_h" INTEGER,
  "fuel_l" INTEGER,
  "keeper" TEXT,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE leachate_days (
  id INTEGER PRIMARY KEY,
  "date" TEXT,
  "made_m3" INTEGER,
  "treated_m3" INTEGER,
  "out_m3" INTEGER,
  "ph" INTEGER,
  "cod" INTEGER,
  "ammonia" INTEGER,
  "agent_kg" INTEGER,
  "level_m" INTEGER,
  "keeper" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE disinfections (
  id INTEGER PRIMARY KEY,
  "date" TEXT,
  "area" TEXT,
  "agent" TEXT,
  "amount" INTEGER,
  "times" INTEGER,
  "worker" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE monitorings (
  id INTEGER PRIMARY KEY,
  "date" TEXT,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "indicator" TEXT,
  "result" TEXT,
  "limit" TEXT,
  "verdict" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "laboratory" TEXT,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE landfill_rounds (
  id INTEGER PRIMARY KEY,
  "date" TEXT,
  "spot" TEXT,
  "result" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "problem" TEXT,
  "handling" TEXT,
  "righted_on" TEXT,
  "keeper" TEXT,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE town_scores (
  id INTEGER PRIMARY KEY,
  "month" TEXT,
  "group" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "town" INTEGER REFERENCES towns(id) DEFERRABLE INITIALLY DEFERRED,
  "adjust" INTEGER,
  "adjust_reason" TEXT,
  "unscored" TEXT,
  "stated" TEXT,
  "note" TEXT
) STRICT;
CREATE TABLE town_scores__marks (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL REFERENCES town_scores(id) DEFERRABLE INITIALLY DEFERRED,
  kind INTEGER NOT NULL REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  value INTEGER NOT NULL
) STRICT;
CREATE INDEX town_scores__marks_record ON town_scores__marks(record, kind, value);
CREATE INDEX town_scores__marks_kind ON town_scores__marks(kind);

CREATE TABLE town_checks (
  id INTEGER PRIMARY KEY,
  "checked_on" TEXT,
  "span" TEXT,
  "town" INTEGER REFERENCES towns(id) DEFERRABLE INITIALLY DEFERRED,
  "team" TEXT,
  "place_kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "place" TEXT,
  "item" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "problem" TEXT,
  "count" INTEGER,
  "unit" TEXT,
  "points" INTEGER,
  "repeated" INTEGER,
  "due_on" TEXT,
  "righted_on" TEXT,
  "state" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "confirmed_by" TEXT,
  "photos" TEXT,
  "photos_after" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE town_months (
  id INTEGER PRIMARY KEY,
  "label" TEXT,
  "month" TEXT,
  "state" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "absences" TEXT,
  "adjustments" TEXT,
  "overview" TEXT,
  "problems" TEXT,
  "demands" TEXT,
  "praised" TEXT,
  "pledging" TEXT,
  "issuer" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "paper_number" TEXT,
  "issued_on" TEXT,
  "signed_by" TEXT,
  "note" TEXT
) STRICT;

CREATE TABLE town_month_steps (
  id INTEGER PRIMARY KEY,
  "month" INTEGER REFERENCES town_months(id) DEFERRABLE INITIALLY DEFERRED,
  "step" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "at" TEXT,
  "by" TEXT,
  "approver" TEXT,
  "state_before" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "state_after" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "remark" TEXT,
  "photos" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE town_corrections (
  id INTEGER PRIMARY KEY,
  "found_on" TEXT,
  "month" TEXT,
  "town" INTEGER REFERENCES towns(id) DEFERRABLE INITIALLY DEFERRED,
  "points" INTEGER,
  "rank" TEXT,
  "reason" TEXT,
  "with_month" TEXT,
  "approver" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE town_rewards (
  id INTEGER PRIMARY KEY,
  "month" TEXT,
  "group" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "town" INTEGER REFERENCES towns(id) DEFERRABLE INITIALLY DEFERRED,
  "rank" INTEGER,
  "fen" INTEGER,
  "basis" TEXT,
  "state" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "settled_on" TEXT,
  "handled_by" TEXT,
  "note" TEXT
) STRICT;

CREATE TABLE review_meetings (
  id INTEGER PRIMARY KEY,
  "held_on" TEXT,
  "title" TEXT,
  "month" TEXT,
  "chair" TEXT,
  "place" TEXT,
  "present" TEXT,
  "praised" TEXT,
  "pledging" TEXT,
  "pledges" TEXT,
  "remarks" TEXT,
  "demands" TEXT,
  "recorder" TEXT,
  "photos" TEXT,
  "note" TEXT
) STRICT;

CREATE INDEX sections_key ON sections(name);
CREATE INDEX contractors_key ON contractors(name);
CREATE INDEX contracts_key ON contracts(number);
CREATE INDEX contracts_begins_on ON contracts(begins_on);
CREATE INDEX contract_supplements_key ON contract_supplements(contract, number);
CREATE INDEX contract_supplements_begins_on ON contract_supplements(begins_on);
CREATE INDEX sanitation_payments_identity ON sanitation_payments(identity);
CREATE INDEX sanitation_payments_paid_on ON sanitation_payments(paid_on);
CREATE INDEX sanitation_rounds_identity ON sanitation_rounds(identity);
CREATE INDEX sanitation_rounds_inspected_on ON sanitation_rounds(inspected_on);
CREATE INDEX sanitation_deductions_identity ON sanitation_deductions(identity);
CREATE INDEX sanitation_deductions_found_on ON sanitation_deductions(found_on);
CREATE INDEX sanitation_events_identity ON sanitation_events(identity);
CREATE INDEX sanitation_events_happened_on ON sanitation_events(happened_on);
CREATE INDEX sanitation_months_key ON sanitation_months(contract, month);
CREATE INDEX sanitation_months_month ON sanitation_months(month);
CREATE INDEX sanitation_month_steps_identity ON sanitation_month_steps(identity);
CREATE INDEX sanitation_month_steps_at ON sanitation_month_steps(at);
CREATE INDEX sanitation_corrections_identity ON sanitation_corrections(identity);
CREATE INDEX sanitation_corrections_found_on ON sanitation_corrections(found_on);
CREATE INDEX road_work_identity ON road_work(identity);
CREATE INDEX road_work_worked_on ON road_work(worked_on);
CREATE INDEX road_work_plans_key ON road_work_plans(road, way, begins_on);
CREATE INDEX road_work_plans_begins_on ON road_work_plans(begins_on);
CREATE INDEX waste_days_identity ON waste_days(identity);
CREATE INDEX waste_days_date ON waste_days(date);
CREATE INDEX estate_rounds_identity ON estate_rounds(identity);
CREATE INDEX estate_rounds_cleaned_on ON estate_rounds(cleaned_on);
CREATE INDEX cleaning_sites_key ON cleaning_sites(name);
CREATE INDEX cleaning_site_logs_identity ON cleaning_site_logs(identity);
CREATE INDEX cleaning_site_logs_date ON cleaning_site_logs(date);
CREATE INDEX weighings_identity ON weighings(identity);
CREATE INDEX weighings_date ON weighings(date);
CREATE INDEX landfill_days_identity ON landfill_days(identity);
CREATE INDEX landfill_days_date ON landfill_days(date);
CREATE INDEX leachate_days_identity ON leachate_days(identity);
CREATE INDEX leachate_days_date ON leachate_days(date);
CREATE INDEX disinfections_identity ON disinfections(identity);
CREATE INDEX disinfections_date ON disinfections(date);
CREATE INDEX monitorings_identity ON monitorings(identity);
CREATE INDEX monitorings_date ON monitorings(date);
CREATE INDEX landfill_rounds_identity ON landfill_rounds(identity);
CREATE INDEX landfill_rounds_date ON landfill_rounds(date);
CREATE INDEX town_scores_key ON town_scores(month, town);
CREATE INDEX town_checks_identity ON town_checks(identity);
CREATE INDEX town_checks_checked_on ON town_checks(checked_on);
CREATE INDEX town_months_key ON town_months(month);
CREATE INDEX town_month_steps_identity ON town_month_steps(identity);
CREATE INDEX town_month_steps_at ON town_month_steps(at);
CREATE INDEX town_corrections_identity ON town_corrections(identity);
CREATE INDEX town_corrections_found_on ON town_corrections(found_on);
CREATE INDEX town_rewards_key ON town_rewards(month, town);
CREATE INDEX review_meetings_key ON review_meetings(held_on);
CREATE INDEX issued_months_key ON issued_months(family, month);
CREATE INDEX sanitation_deductions_section ON sanitation_deductions(section, found_on);
CREATE INDEX sanitation_events_section ON sanitation_events(section, happened_on);
CREATE INDEX sanitation_rounds_section ON sanitation_rounds(section, inspected_on);
CREATE INDEX contracts_section ON contracts(section, begins_on);
CREATE INDEX sanitation_deductions_case ON sanitation_deductions("case") WHERE "case" IS NOT NULL;
CREATE INDEX town_checks_town ON town_checks(town, checked_on);
