-- The last step of a process: it leaves the table of running ones for that of ended ones, where nobody has moved it since it was read; else it
-- fails, by dividing by nought.
-- $1 instance, $2 revision that was read, $3 state and $4 revision after the step, $5 end event, $6 instant.
WITH gone AS (
    DELETE FROM process_instances WHERE id = $1 AND revision = $2
    RETURNING id, definition_key, version, subject_kind, subject_id, started_at),
kept AS (
    INSERT INTO process_ended (id, definition_key, version, subject_kind, subject_id, state, revision, end_node_id, started_at, ended_at)
    SELECT id, definition_key, version, subject_kind, subject_id, $3, $4, $5, started_at, $6 FROM gone
    RETURNING id)
SELECT 1 / count(*) FROM kept
