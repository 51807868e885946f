-- A token cannot go on by itself.
INSERT INTO process_incidents (instance_id, token_id, definition_key, node_id, node_name, kind, message, subject_kind, subject_id, agency_id, since)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
