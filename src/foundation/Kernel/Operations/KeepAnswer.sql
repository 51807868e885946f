-- The answer to a key. Where two operations under one key ran at once, the second fails here on the primary key, runs again and finds the answer.
INSERT INTO idempotent_answers (scope, key, body_hash, answer, at) VALUES ($1, $2, $3, $4, $5)
