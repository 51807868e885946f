-- The state of a process after a step, where nobody has moved it since it was read (compare and set); else it fails, by dividing by nought.
-- $1 instance, $2 revision that was read, $3 state and $4 revision after the step.
WITH moved AS (UPDATE process_instances SET state = $3, revision = $4 WHERE id = $1 AND revision = $2 RETURNING id)
SELECT 1 / count(*) FROM moved
