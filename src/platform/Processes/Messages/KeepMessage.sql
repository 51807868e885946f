-- A message is published. ord comes from the table.
INSERT INTO published_messages (id, name, key, variables, starts, published_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
