-- Work at a time.
INSERT INTO jobs (id, kind, lane, payload, due_at, attempt) VALUES ($1, $2, $3, $4, $5, 0)
