-- Street lights and facilities in full; party-building in full.

ALTER TABLE units ADD COLUMN "leader" TEXT;
ALTER TABLE day_patrols ADD COLUMN "repair" INTEGER REFERENCES repairs(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE day_patrols ADD COLUMN "hazard" INTEGER REFERENCES hazards(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE repairs ADD COLUMN "dispatched_at" TEXT;
ALTER TABLE repairs ADD COLUMN "void" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE repairs ADD COLUMN "void_on" TEXT;
ALTER TABLE repairs ADD COLUMN "void_reason" TEXT;
ALTER TABLE repairs ADD COLUMN "merged_into" INTEGER REFERENCES repairs(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE hazards ADD COLUMN "found_time" TEXT;
ALTER TABLE hazards ADD COLUMN "due_time" TEXT;
ALTER TABLE hazards ADD COLUMN "righted_time" TEXT;
ALTER TABLE hazards ADD COLUMN "extension" TEXT;
ALTER TABLE hazards ADD COLUMN "watched_on" TEXT;
ALTER TABLE hazards ADD COLUMN "watcher" TEXT;
ALTER TABLE hazards ADD COLUMN "accepted_on" TEXT;
ALTER TABLE hazards ADD COLUMN "accepted_by" TEXT;
ALTER TABLE hazards ADD COLUMN "returned_on" TEXT;
ALTER TABLE hazards ADD COLUMN "return_reason" TEXT;
ALTER TABLE hazards ADD COLUMN "earlier" INTEGER REFERENCES hazards(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE hazards ADD COLUMN "repair" INTEGER REFERENCES repairs(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE work_permits ADD COLUMN "precautions" TEXT;
ALTER TABLE work_permits ADD COLUMN "rescue" TEXT;
ALTER TABLE work_permits ADD COLUMN "gas_at" TEXT;
ALTER TABLE work_permits ADD COLUMN "gas_by" TEXT;
ALTER TABLE work_permits ADD COLUMN "oxygen" INTEGER;
ALTER TABLE work_permits ADD COLUMN "h2s" INTEGER;
ALTER TABLE work_permits ADD COLUMN "co" INTEGER;
ALTER TABLE work_permits ADD COLUMN "lel" INTEGER;
ALTER TABLE work_permits ADD COLUMN "extended_at" TEXT;
ALTER TABLE work_permits ADD COLUMN "extended_by" TEXT;
ALTER TABLE work_permits ADD COLUMN "finished_at" TEXT;
ALTER TABLE work_permits ADD COLUMN "finished_by" TEXT;
ALTER TABLE party_tasks ADD COLUMN "starts_on" TEXT;
ALTER TABLE party_tasks ADD COLUMN "half_words" TEXT;
ALTER TABLE party_tasks ADD COLUMN "year_words" TEXT;
ALTER TABLE party_tasks ADD COLUMN "applied_on" TEXT;
ALTER TABLE party_tasks ADD COLUMN "applied_by" TEXT;
ALTER TABLE party_tasks ADD COLUMN "closed_by" TEXT;
ALTER TABLE party_members ADD COLUMN "dues_kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE party_members ADD COLUMN "dues_base" INTEGER;
ALTER TABLE party_members ADD COLUMN "dues_fixed" INTEGER;
ALTER TABLE party_meetings ADD COLUMN "members" TEXT;
ALTER TABLE party_meetings ADD COLUMN "voters_due" INTEGER;
ALTER TABLE party_meetings ADD COLUMN "voters_present" INTEGER;
ALTER TABLE party_meetings ADD COLUMN "ayes" INTEGER;
ALTER TABLE party_meetings ADD COLUMN "nays" INTEGER;
ALTER TABLE party_meetings ADD COLUMN "abstained" INTEGER;
ALTER TABLE party_rules ADD COLUMN "from_on" TEXT;

CREATE TABLE facility_states (
  id INTEGER PRIMARY KEY,
  "changed_on" TEXT,
  "facility" TEXT,
  "asset" INTEGER REFERENCES facilities(id) DEFERRABLE INITIALLY DEFERRED,
  "state" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "before" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "reason" TEXT,
  "approval" TEXT,
  "approver" TEXT,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE facility_checks (
  id INTEGER PRIMARY KEY,
  "checked_on" TEXT,
  "round" INTEGER,
  "facility" TEXT,
  "asset" INTEGER REFERENCES facilities(id) DEFERRABLE INITIALLY DEFERRED,
  "result" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "place" TEXT,
  "inspector" TEXT,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE maintenance_plans (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "asset" INTEGER REFERENCES facilities(id) DEFERRABLE INITIALLY DEFERRED,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "period" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "by_day" TEXT,
  "begins_on" TEXT,
  "ends_on" TEXT,
  "tolerance" INTEGER,
  "team" TEXT,
  "content" TEXT,
  "item" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "quantity" INTEGER,
  "quantity_unit" TEXT,
  "basis" TEXT,
  "note" TEXT,
  "_sort_name" TEXT
) STRICT;

CREATE TABLE maintenance_works (
  id INTEGER PRIMARY KEY,
  "done_on" TEXT,
  "plan" INTEGER REFERENCES maintenance_plans(id) DEFERRABLE INITIALLY DEFERRED,
  "facility" TEXT,
  "asset" INTEGER REFERENCES facilities(id) DEFERRABLE INITIALLY DEFERRED,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "done_by" TEXT,
  "result" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "problem" TEXT,
  "work" TEXT,
  "item" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "quantity" INTEGER,
  "quantity_unit" TEXT,
  "repair" INTEGER REFERENCES repairs(id) DEFERRABLE INITIALLY DEFERRED,
  "hazard" INTEGER REFERENCES hazards(id) DEFERRABLE INITIALLY DEFERRED,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE lighting_targets (
  id INTEGER PRIMARY KEY,
  "begins_on" TEXT,
  "subject" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "grade" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "overall" INTEGER,
  "single" INTEGER,
  "basis" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE lighting_caps (
  id INTEGER PRIMARY KEY,
  "begins_on" TEXT,
  "under" INTEGER,
  "cap" INTEGER,
  "basis" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE party_dues (
  id INTEGER PRIMARY KEY,
  "month" TEXT,
  "member" INTEGER REFERENCES party_members(id) DEFERRABLE INITIALLY DEFERRED,
  "branch" INTEGER REFERENCES branches(id) DEFERRABLE INITIALLY DEFERRED,
  "base" INTEGER,
  "due" INTEGER,
  "paid" INTEGER,
  "paid_on" TEXT,
  "receiver" TEXT,
  "note" TEXT
) STRICT;

CREATE TABLE party_dues_rates (
  id INTEGER PRIMARY KEY,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "over" INTEGER,
  "rate" INTEGER,
  "from_on" TEXT,
  "basis" TEXT,
  "note" TEXT
) STRICT;

CREATE TABLE party_studies (
  id INTEGER PRIMARY KEY,
  "held_on" TEXT,
  "theme" TEXT,
  "branch" INTEGER REFERENCES branches(id) DEFERRABLE INITIALLY DEFERRED,
  "members" TEXT,
  "form" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "hours" INTEGER,
  "notes_in" INTEGER,
  "lecturer" TEXT,
  "place" TEXT,
  "materials" TEXT,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE honours (
  id INTEGER PRIMARY KEY,
  "awarded_on" TEXT,
  "title" TEXT,
  "who" TEXT,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "level" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "issuer" TEXT,
  "branch" INTEGER REFERENCES branches(id) DEFERRABLE INITIALLY DEFERRED,
  "deeds" TEXT,
  "document" TEXT,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE risk_points (
  id INTEGER PRIMARY KEY,
  "post" TEXT,
  "risk" TEXT,
  "grade" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "measures" TEXT,
  "person" TEXT,
  "reviewed_on" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE party_links (
  id INTEGER PRIMARY KEY,
  "linked_on" TEXT,
  "meeting" INTEGER REFERENCES party_meetings(id) DEFERRABLE INITIALLY DEFERRED,
  "task" INTEGER REFERENCES party_tasks(id) DEFERRABLE INITIALLY DEFERRED,
  "case" INTEGER REFERENCES market_cases(id) DEFERRABLE INITIALLY DEFERRED,
  "road" INTEGER REFERENCES roads(id) DEFERRABLE INITIALLY DEFERRED,
  "campaign" INTEGER REFERENCES campaigns(id) DEFERRABLE INITIALLY DEFERRED,
  "words" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE party_task_periods (
  id INTEGER PRIMARY KEY,
  "task" INTEGER REFERENCES party_tasks(id) DEFERRABLE INITIALLY DEFERRED,
  "title" TEXT,
  "frequency" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "number" INTEGER,
  "due_on" TEXT,
  "progress" TEXT,
  "evidence" TEXT,
  "photos" TEXT,
  "done_on" TEXT,
  "done_by" TEXT,
  "note" TEXT
) STRICT;

CREATE TABLE party_inspections (
  id INTEGER PRIMARY KEY,
  "task" INTEGER REFERENCES party_tasks(id) DEFERRABLE INITIALLY DEFERRED,
  "inspected_on" TEXT,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "inspector" TEXT,
  "opinion" TEXT,
  "problem" TEXT,
  "demand" TEXT,
  "person" TEXT,
  "due_on" TEXT,
  "righted_on" TEXT,
  "result" TEXT,
  "photos" TEXT,
  "photos_after" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE party_task_steps (
  id INTEGER PRIMARY KEY,
  "task" INTEGER REFERENCES party_tasks(id) DEFERRABLE INITIALLY DEFERRED,
  "step" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "at" TEXT,
  "by" TEXT,
  "percent" INTEGER,
  "state_before" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "state_after" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "remark" TEXT,
  "photos" TEXT,
  "identity" TEXT
) STRICT;

CREATE INDEX facility_states_identity ON facility_states(identity);
CREATE INDEX facility_states_changed_on ON facility_states(changed_on);
CREATE INDEX facility_states_asset ON facility_states(asset);
CREATE INDEX facility_checks_identity ON facility_checks(identity);
CREATE INDEX facility_checks_checked_on ON facility_checks(checked_on);
CREATE INDEX facility_checks_asset ON facility_checks(asset);
CREATE INDEX maintenance_plans_key ON maintenance_plans(name);
CREATE INDEX maintenance_plans_asset ON maintenance_plans(asset);
CREATE INDEX maintenance_works_identity ON maintenance_works(identity);
CREATE INDEX maintenance_works_done_on ON maintenance_works(done_on);
CREATE INDEX maintenance_works_asset ON maintenance_works(asset);
CREATE INDEX lighting_targets_identity ON lighting_targets(identity);
CREATE INDEX lighting_targets_begins_on ON lighting_targets(begins_on);
CREATE INDEX lighting_caps_identity ON lighting_caps(identity);
CREATE INDEX lighting_caps_begins_on ON lighting_caps(begins_on);
CREATE INDEX party_dues_key ON party_dues(month, member);
CREATE INDEX party_dues_rates_key ON party_dues_rates(kind, over, from_on);
CREATE INDEX party_studies_identity ON party_studies(identity);
CREATE INDEX party_studies_held_on ON party_studies(held_on);
CREATE INDEX honours_identity ON honours(identity);
CREATE INDEX honours_awarded_on ON honours(awarded_on);
CREATE INDEX risk_points_identity ON risk_points(identity);
CREATE INDEX party_links_identity ON party_links(identity);
CREATE INDEX party_links_linked_on ON party_links(linked_on);
CREATE INDEX party_task_periods_key ON party_task_periods(task, frequency, number);
CREATE INDEX party_task_periods_done_on ON party_task_periods(done_on);
CREATE INDEX party_inspections_identity ON party_inspections(identity);
CREATE INDEX party_inspections_inspected_on ON party_inspections(inspected_on);
CREATE INDEX party_task_steps_identity ON party_task_steps(identity);
CREATE INDEX party_task_steps_at ON party_task_steps(at);
CREATE INDEX party_links_meeting ON party_links(meeting);
CREATE INDEX party_links_task ON party_links(task);
CREATE INDEX party_links_case ON party_links("case");
CREATE INDEX party_links_road ON party_links(road);
CREATE INDEX party_links_campaign ON party_links(campaign);
CREATE INDEX party_dues_member ON party_dues(member, month);
CREATE INDEX party_inspections_task ON party_inspections(task);
CREATE INDEX party_task_steps_task ON party_task_steps(task);
CREATE INDEX repairs_due_on ON repairs(due_on);
CREATE INDEX stock_moves_repair ON stock_moves(repair);
CREATE INDEX repairs_rework_of ON repairs(rework_of) WHERE rework_of IS NOT NULL;
CREATE INDEX repairs_merged_into ON repairs(merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX hazards_repair ON hazards(repair) WHERE repair IS NOT NULL;
CREATE INDEX maintenance_works_plan ON maintenance_works(plan, done_on);
CREATE INDEX stock_moves_way ON stock_moves(material, way, moved_on);
