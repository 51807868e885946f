-- The state of a process after a step, where nobody has moved it since it was read (compare and set).
-- $1 instance, $2 revision that was read, $3 state and $4 revision after the step.
UPDATE process_instances SET state = $3, revision = $4 WHERE id = $1 AND revision = $2
