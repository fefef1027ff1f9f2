-- The month: texts, approved figures, editions; official papers in and out; forms of other offices.



CREATE TABLE month_texts (
  id INTEGER PRIMARY KEY,
  "paper" TEXT,
  "first" TEXT,
  "last" TEXT,
  "chapter" TEXT,
  "title" TEXT,
  "body" TEXT,
  "taken_first" TEXT,
  "taken_last" TEXT,
  "edited_at" TEXT,
  "edited_by" TEXT
) STRICT;

CREATE TABLE approved_figures (
  id INTEGER PRIMARY KEY,
  "period" TEXT,
  "first_on" TEXT,
  "last_on" TEXT,
  "title" TEXT,
  "figure" TEXT,
  "computed" TEXT,
  "approved" TEXT,
  "unit" TEXT,
  "reason" TEXT,
  "approver" TEXT,
  "approved_on" TEXT,
  "withdrawn_on" TEXT,
  "withdrawn_reason" TEXT,
  "note" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE month_editions (
  id INTEGER PRIMARY KEY,
  "title" TEXT,
  "period_first" TEXT,
  "period_last" TEXT,
  "edition" INTEGER,
  "issued_on" TEXT,
  "signed_by" TEXT,
  "reason" TEXT,
  "station" INTEGER,
  "seq" INTEGER,
  "hash" TEXT,
  "folder" TEXT,
  "index_sha256" TEXT,
  "named" TEXT,
  "figures" TEXT,
  "withdrawn_on" TEXT,
  "withdrawn_by" TEXT,
  "withdrawn_reason" TEXT
) STRICT;

CREATE TABLE month_edition_papers (
  id INTEGER PRIMARY KEY,
  "edition" INTEGER REFERENCES month_editions(id) DEFERRABLE INITIALLY DEFERRED,
  "position" INTEGER,
  "kind" TEXT,
  "title" TEXT,
  "file_name" TEXT,
  "sha256" TEXT,
  "pages" INTEGER,
  "size" INTEGER,
  "content" TEXT
) STRICT;

CREATE TABLE return_forms (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "office" TEXT,
  "kind" TEXT,
  "file" TEXT,
  "file_name" TEXT,
  "period" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "due_day" INTEGER,
  "contact" TEXT,
  "note" TEXT
) STRICT;

CREATE TABLE return_places (
  id INTEGER PRIMARY KEY,
  "form" INTEGER REFERENCES return_forms(id) DEFERRABLE INITIALLY DEFERRED,
  "sheet" TEXT,
  "cell" TEXT,
  "source" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "what" TEXT,
  "title" TEXT,
  "format" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "decimals" INTEGER,
  "columns" TEXT,
  "only" TEXT,
  "day" TEXT,
  "rows" INTEGER
) STRICT;

CREATE TABLE return_filings (
  id INTEGER PRIMARY KEY,
  "form" INTEGER REFERENCES return_forms(id) DEFERRABLE INITIALLY DEFERRED,
  "first" TEXT,
  "last" TEXT,
  "filled_at" TEXT,
  "filled_by" TEXT,
  "name" TEXT,
  "file" TEXT,
  "filled" TEXT,
  "sent" INTEGER,
  "sent_on" TEXT,
  "note" TEXT
) STRICT;

CREATE TABLE letterheads (
  id INTEGER PRIMARY KEY,
  "code" TEXT,
  "issuer" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "letter" INTEGER,
  "name" TEXT,
  "red_head" TEXT,
  "pattern" TEXT,
  "printer" TEXT,
  "copies" TEXT,
  "seal" TEXT,
  "provisional" INTEGER,
  "note" TEXT
) STRICT;

CREATE TABLE sent_documents (
  id INTEGER PRIMARY KEY,
  "number" TEXT,
  "title" TEXT,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "letterhead" INTEGER REFERENCES letterheads(id) DEFERRABLE INITIALLY DEFERRED,
  "code" TEXT,
  "year" INTEGER,
  "serial" INTEGER,
  "secrecy" TEXT,
  "urgency" TEXT,
  "main_to" TEXT,
  "copy_to" TEXT,
  "copies" INTEGER,
  "body" TEXT,
  "enclosures" TEXT,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "drafter" TEXT,
  "drafted_on" TEXT,
  "checker" TEXT,
  "cosigners" TEXT,
  "signer" TEXT,
  "signed_on" TEXT,
  "printed_on" TEXT,
  "typist" TEXT,
  "proofreader" TEXT,
  "state" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "month" TEXT,
  "paper" TEXT,
  "photos" TEXT,
  "void_reason" TEXT,
  "note" TEXT,
  "identity" TEXT,
  "_sort_title" TEXT
) STRICT;

CREATE TABLE document_steps (
  id INTEGER PRIMARY KEY,
  "document" INTEGER REFERENCES sent_documents(id) DEFERRABLE INITIALLY DEFERRED,
  "step" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "at" TEXT,
  "by" TEXT,
  "person" TEXT,
  "until" TEXT,
  "state_before" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "state_after" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "remark" TEXT,
  "photos" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE received_documents (
  id INTEGER PRIMARY KEY,
  "number" TEXT,
  "received_on" TEXT,
  "from_unit" TEXT,
  "their_number" TEXT,
  "title" TEXT,
  "kind" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "secrecy" TEXT,
  "urgency" TEXT,
  "copies" INTEGER,
  "proposer" TEXT,
  "proposal" TEXT,
  "leader" TEXT,
  "instruction" TEXT,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "person" TEXT,
  "due_on" TEXT,
  "done_on" TEXT,
  "result" TEXT,
  "state" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT,
  "_sort_from_unit" TEXT,
  "_sort_title" TEXT
) STRICT;

CREATE TABLE receipt_steps (
  id INTEGER PRIMARY KEY,
  "receipt" INTEGER REFERENCES received_documents(id) DEFERRABLE INITIALLY DEFERRED,
  "step" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "at" TEXT,
  "by" TEXT,
  "person" TEXT,
  "until" TEXT,
  "state_before" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "state_after" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "remark" TEXT,
  "photos" TEXT,
  "identity" TEXT
) STRICT;

CREATE TABLE instructions (
  id INTEGER PRIMARY KEY,
  "instructed_on" TEXT,
  "leader" TEXT,
  "subject" TEXT,
  "text" TEXT,
  "receipt" INTEGER REFERENCES received_documents(id) DEFERRABLE INITIALLY DEFERRED,
  "case" INTEGER REFERENCES market_cases(id) DEFERRABLE INITIALLY DEFERRED,
  "source" TEXT,
  "unit" INTEGER REFERENCES units(id) DEFERRABLE INITIALLY DEFERRED,
  "person" TEXT,
  "assigned_on" TEXT,
  "due_on" TEXT,
  "progress" TEXT,
  "feedback" TEXT,
  "feedback_on" TEXT,
  "done_on" TEXT,
  "state" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "photos" TEXT,
  "note" TEXT,
  "identity" TEXT,
  "_sort_subject" TEXT
) STRICT;

CREATE TABLE instruction_steps (
  id INTEGER PRIMARY KEY,
  "instruction" INTEGER REFERENCES instructions(id) DEFERRABLE INITIALLY DEFERRED,
  "step" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "at" TEXT,
  "by" TEXT,
  "person" TEXT,
  "until" TEXT,
  "state_before" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "state_after" INTEGER REFERENCES catalogue_items(id) DEFERRABLE INITIALLY DEFERRED,
  "remark" TEXT,
  "photos" TEXT,
  "identity" TEXT
) STRICT;

CREATE INDEX month_texts_key ON month_texts(paper, first, last, chapter);
CREATE INDEX month_texts_first ON month_texts(first);
CREATE INDEX approved_figures_identity ON approved_figures(identity);
CREATE INDEX approved_figures_first_on ON approved_figures(first_on);
CREATE INDEX month_editions_period_first ON month_editions(period_first);
CREATE INDEX return_forms_key ON return_forms(name);
CREATE INDEX return_places_key ON return_places(form, sheet, cell);
CREATE INDEX return_filings_first ON return_filings(first);
CREATE INDEX letterheads_key ON letterheads(code);
CREATE INDEX sent_documents_identity ON sent_documents(identity);
CREATE INDEX sent_documents_signed_on ON sent_documents(signed_on);
CREATE INDEX document_steps_identity ON document_steps(identity);
CREATE INDEX document_steps_at ON document_steps(at);
CREATE INDEX received_documents_identity ON received_documents(identity);
CREATE INDEX received_documents_key ON received_documents(number);
CREATE INDEX received_documents_received_on ON received_documents(received_on);
CREATE INDEX receipt_steps_identity ON receipt_steps(identity);
CREATE INDEX receipt_steps_at ON receipt_steps(at);
CREATE INDEX instructions_identity ON instructions(identity);
CREATE INDEX instructions_instructed_on ON instructions(instructed_on);
CREATE INDEX instruction_steps_identity ON instruction_steps(identity);
CREATE INDEX instruction_steps_at ON instruction_steps(at);
CREATE TABLE kept_file (hash TEXT PRIMARY KEY, name TEXT, bytes INTEGER NOT NULL, added_at TEXT NOT NULL, content BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX month_edition_papers_edition ON month_edition_papers(edition);
