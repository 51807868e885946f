-- Keeps whoever does jobs of a lane away until the operation ends. Where one is being done in this very moment, another is left that comes after it: who waited for it here could
-- hold what it waits for.
-- $1 key of the lane's queue; $2 job, $3 its kind, $4 lane, $5 payload and $6 instant.
INSERT INTO jobs (id, kind, lane, payload, due_at, attempt)
SELECT $2, $3, $4, $5, $6, 0 WHERE NOT pg_try_advisory_xact_lock_shared($1)
