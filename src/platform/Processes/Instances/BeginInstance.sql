-- A process that has begun and waits.
INSERT INTO process_instances (
    id, definition_key, version, subject_kind, subject_id, receiving_agency_id, competent_agency_id, return_agency_id, consulted_agency_id,
    start_message, start_key, parent_id, parent_call_id, state, revision, started_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
