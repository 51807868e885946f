-- A process that came to its end in the step with which it began.
INSERT INTO process_ended (id, definition_key, version, subject_kind, subject_id, state, revision, end_node_id, started_at, ended_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
