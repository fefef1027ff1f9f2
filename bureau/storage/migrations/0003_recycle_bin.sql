-- The recycle bin reads removals without walking the whole journal.
CREATE INDEX change_removed ON change(ledger, id) WHERE kind = 'remove';
