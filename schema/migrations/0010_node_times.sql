-- When a node said that it enforces, or refuses, the version beside it.
ALTER TABLE nodes ADD COLUMN applied_at timestamptz, ADD COLUMN rejected_at timestamptz;
