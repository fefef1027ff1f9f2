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


-- Street lights and municipal facilities.
CREATE TABLE facilities (
  id INTEGER PRIMARY KEY,
  "code" TEXT,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "road_grade" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "side" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "position" INTEGER,
  "address" TEXT,
  "town" INTEGER REFERENCES towns(id) DEFERRABLE INITIALLY DEFERRED,
  "community" INTEGER REFERENCES communities(id) DEFERRABLE INITIALLY DEFERRED,
  "point" TEXT,
  "state" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "state_on" TEXT,
  "state_reason" TEXT,
  "arm" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "height_m" INTEGER,
  "source" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "watts" INTEGER,
  "heads" INTEGER,
  "power" TEXT,
  "cabinet" TEXT,
  "circuit" TEXT,
  "parent" INTEGER REFERENCES facilities(id) DEFERRABLE INITIALLY DEFERRED,
  "capacity" TEXT,
  "meter" TEXT,
  "switching" TEXT,
  "spec" TEXT,
  "material" TEXT,
  "length_m" INTEGER,
  "width_m" INTEGER,
  "area_m2" INTEGER,
  "depth_m" INTEGER,
  "net" INTEGER,
  "owner" TEXT,
  "keeper" TEXT,
  "builder" TEXT,
  "installed_on" TEXT,
  "warranty_until" TEXT,
  "origin" TEXT,
  "photos" TEXT,
  "aliases" TEXT,
  "private_note" TEXT,
  "provisional" INTEGER,
  "note" TEXT,
  "_sort_code" TEXT
) STRICT;
CREATE TABLE lamp_stops (
  id INTEGER PRIMARY KEY,
  "begins_on" TEXT,
  "ends_on" TEXT,
  "facility" TEXT,
  "asset" INTEGER REFERENCES facilities(id) DEFERRABLE INITIALLY DEFERRED,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "reason" TEXT,
  "approval" TEXT,
  "approver" TEXT,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;
CREATE TABLE light_patrols (
  id INTEGER PRIMARY KEY,
  "patrolled_on" TEXT,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "due" INTEGER,
  "dark" INTEGER,
  "lamps" TEXT,
  "inspectors" TEXT,
  "weather" TEXT,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;
CREATE TABLE day_patrols (
  id INTEGER PRIMARY KEY,
  "patrolled_on" TEXT,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "objects" TEXT,
  "seen" INTEGER,
  "found" INTEGER,
  "problem" TEXT,
  "handled" TEXT,
  "inspectors" TEXT,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;
CREATE TABLE repairs (
  id INTEGER PRIMARY KEY,
  "number" TEXT,
  "reported_on" TEXT,
  "reported_time" TEXT,
  "source" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "reporter" TEXT,
  "facility" TEXT,
  "asset" INTEGER REFERENCES facilities(id) DEFERRABLE INITIALLY DEFERRED,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "place" TEXT,
  "fault" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "severity" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "description" TEXT,
  "due_on" TEXT,
  "due_time" TEXT,
  "team" TEXT,
  "arrived_at" TEXT,
  "repaired_on" TEXT,
  "repaired_time" TEXT,
  "repairer" TEXT,
  "work" TEXT,
  "item" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "quantity" INTEGER,
  "quantity_unit" TEXT,
  "materials" TEXT,
  "materials_fen" INTEGER,
  "labour_fen" INTEGER,
  "vehicle_fen" INTEGER,
  "stated_fen" INTEGER,
  "photos" TEXT,
  "photos_after" TEXT,
  "accepted_by" TEXT,
  "accepted_on" TEXT,
  "acceptance" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "rework" INTEGER,
  "rework_of" INTEGER REFERENCES repairs(id) DEFERRABLE INITIALLY DEFERRED,
  "note" TEXT,
  "identity" TEXT
) STRICT;
CREATE TABLE materials (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "spec" TEXT,
  "unit" TEXT,
  "price_fen" INTEGER,
  "low" INTEGER,
  "place" TEXT,
  "aliases" TEXT,
  "provisional" INTEGER,
  "note" TEXT,
  "_sort_name" TEXT
) STRICT;
CREATE TABLE stock_moves (
  id INTEGER PRIMARY KEY,
  "moved_on" TEXT,
  "material" INTEGER REFERENCES materials(id) DEFERRABLE INITIALLY DEFERRED,
  "way" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "quantity" INTEGER,
  "price_fen" INTEGER,
  "repair" INTEGER REFERENCES repairs(id) DEFERRABLE INITIALLY DEFERRED,
  "person" TEXT,
  "supplier" TEXT,
  "voucher" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;
CREATE TABLE hazards (
  id INTEGER PRIMARY KEY,
  "number" TEXT,
  "found_on" TEXT,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "grade" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "facility" TEXT,
  "asset" INTEGER REFERENCES facilities(id) DEFERRABLE INITIALLY DEFERRED,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "place" TEXT,
  "description" TEXT,
  "finder" TEXT,
  "measures" TEXT,
  "person" TEXT,
  "unit" TEXT,
  "due_on" TEXT,
  "righted_on" TEXT,
  "result" TEXT,
  "closed_on" TEXT,
  "closed_by" TEXT,
  "rechecked_on" TEXT,
  "recheck" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "photos" TEXT,
  "photos_after" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;
CREATE TABLE waterlogging (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "place" TEXT,
  "point" TEXT,
  "depth_cm" INTEGER,
  "area_m2" INTEGER,
  "cause" TEXT,
  "measures" TEXT,
  "person" TEXT,
  "phone" TEXT,
  "righted_on" TEXT,
  "photos" TEXT,
  "aliases" TEXT,
  "provisional" INTEGER,
  "note" TEXT,
  "_sort_name" TEXT
) STRICT;
CREATE TABLE waterlogging_events (
  id INTEGER PRIMARY KEY,
  "began_at" TEXT,
  "spot" INTEGER REFERENCES waterlogging(id) DEFERRABLE INITIALLY DEFERRED,
  "depth_cm" INTEGER,
  "rain_mm" INTEGER,
  "arrived_at" TEXT,
  "drained_at" TEXT,
  "people" TEXT,
  "handled" TEXT,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;
CREATE TABLE work_permits (
  id INTEGER PRIMARY KEY,
  "number" TEXT,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "begins_at" TEXT,
  "ends_at" TEXT,
  "facility" TEXT,
  "asset" INTEGER REFERENCES facilities(id) DEFERRABLE INITIALLY DEFERRED,
  "place" TEXT,
  "work" TEXT,
  "unit" TEXT,
  "leader" TEXT,
  "workers" TEXT,
  "guard" TEXT,
  "gas" TEXT,
  "vented" INTEGER,
  "measures" TEXT,
  "approver" TEXT,
  "approved_at" TEXT,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE INDEX facilities_key ON facilities(code);
CREATE INDEX lamp_stops_identity ON lamp_stops(identity);
CREATE INDEX lamp_stops_begins_on ON lamp_stops(begins_on);
CREATE INDEX lamp_stops_asset ON lamp_stops(asset);
CREATE INDEX light_patrols_identity ON light_patrols(identity);
CREATE INDEX light_patrols_patrolled_on ON light_patrols(patrolled_on);
CREATE INDEX day_patrols_identity ON day_patrols(identity);
CREATE INDEX day_patrols_patrolled_on ON day_patrols(patrolled_on);
CREATE INDEX repairs_identity ON repairs(identity);
CREATE INDEX repairs_key ON repairs(number);
CREATE INDEX repairs_reported_on ON repairs(reported_on);
CREATE INDEX repairs_asset ON repairs(asset);
CREATE INDEX materials_key ON materials(name);
CREATE INDEX stock_moves_identity ON stock_moves(identity);
CREATE INDEX stock_moves_moved_on ON stock_moves(moved_on);
CREATE INDEX hazards_identity ON hazards(identity);
CREATE INDEX hazards_key ON hazards(number);
CREATE INDEX hazards_found_on ON hazards(found_on);
CREATE INDEX hazards_asset ON hazards(asset);
CREATE INDEX waterlogging_key ON waterlogging(name);
CREATE INDEX waterlogging_events_identity ON waterlogging_events(identity);
CREATE INDEX waterlogging_events_began_at ON waterlogging_events(began_at);
CREATE INDEX work_permits_identity ON work_permits(identity);
CREATE INDEX work_permits_key ON work_permits(number);
CREATE INDEX work_permits_begins_at ON work_permits(begins_at);
CREATE INDEX work_permits_asset ON work_permits(asset);
CREATE INDEX facilities_road ON facilities(road);
CREATE INDEX facilities_parent ON facilities(parent);
CREATE INDEX repairs_repaired_on ON repairs(repaired_on);
CREATE INDEX stock_moves_material ON stock_moves(material, moved_on);
CREATE INDEX waterlogging_events_spot ON waterlogging_events(spot);


-- Party-building: tasks, branches and members, meetings and how often they are required.
CREATE TABLE party_tasks (
  id INTEGER PRIMARY KEY,
  "year" INTEGER,
  "theme" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "title" TEXT,
  "measures" TEXT,
  "goal" TEXT,
  "stage" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "leader" TEXT,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "person" TEXT,
  "helpers" TEXT,
  "frequency" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "due_on" TEXT,
  "limit_words" TEXT,
  "weight" INTEGER,
  "state" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "progress" TEXT,
  "percent" INTEGER,
  "evidence" TEXT,
  "photos" TEXT,
  "closed_on" TEXT,
  "inspected" TEXT,
  "self_points" INTEGER,
  "points" INTEGER,
  "note" TEXT,
  "identity" TEXT
) STRICT;
CREATE TABLE branches (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "position" INTEGER,
  "founded_on" TEXT,
  "members" INTEGER,
  "committee" INTEGER,
  "groups" INTEGER,
  "group_names" TEXT,
  "secretary" TEXT,
  "committee_names" TEXT,
  "elected_on" TEXT,
  "term_ends_on" TEXT,
  "dissolved_on" TEXT,
  "aliases" TEXT,
  "provisional" INTEGER,
  "note" TEXT,
  "_sort_name" TEXT
) STRICT;
CREATE TABLE party_members (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "branch" INTEGER REFERENCES branches(id) DEFERRABLE INITIALLY DEFERRED,
  "group" TEXT,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "duty" TEXT,
  "born_on" TEXT,
  "joined_on" TEXT,
  "full_on" TEXT,
  "phone" TEXT,
  "left_on" TEXT,
  "note" TEXT,
  "_sort_name" TEXT
) STRICT;
CREATE TABLE party_meetings (
  id INTEGER PRIMARY KEY,
  "held_on" TEXT,
  "held_time" TEXT,
  "for_year" INTEGER,
  "branch" INTEGER REFERENCES branches(id) DEFERRABLE INITIALLY DEFERRED,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "group" TEXT,
  "topic" TEXT,
  "agenda" TEXT,
  "place" TEXT,
  "host" TEXT,
  "recorder" TEXT,
  "due" INTEGER,
  "present" INTEGER,
  "absent" TEXT,
  "attendees" TEXT,
  "decisions" TEXT,
  "minutes" TEXT,
  "materials" TEXT,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;
CREATE TABLE party_rules (
  id INTEGER PRIMARY KEY,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "period" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "count" INTEGER,
  "scope" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "basis" TEXT,
  "note" TEXT
) STRICT;

CREATE INDEX party_tasks_identity ON party_tasks(identity);
CREATE INDEX branches_key ON branches(name);
CREATE INDEX party_members_key ON party_members(name, branch);
CREATE INDEX party_meetings_identity ON party_meetings(identity);
CREATE INDEX party_meetings_held_on ON party_meetings(held_on);
CREATE INDEX party_rules_key ON party_rules(kind);
CREATE INDEX party_tasks_due_on ON party_tasks(due_on);
CREATE INDEX party_members_branch ON party_members(branch);
CREATE INDEX party_meetings_branch ON party_meetings(branch, kind, held_on);
