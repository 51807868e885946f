-- An event of the record. ord and w come from the table: order of insertion, and the first transaction id not yet given out (PostgresSequence).
INSERT INTO record_events (
    id, transaction_id, at, operation, actor_kind, actor_id, position_id, on_behalf_of, unit_id,
    subject_kind, subject_id, type, version, payload, salt, payload_digest, reason, idempotency_key)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
