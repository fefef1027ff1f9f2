-- What was answered of a form of spreadsheet, beside what its columns are.

ALTER TABLE header_matches ADD COLUMN answers TEXT;
