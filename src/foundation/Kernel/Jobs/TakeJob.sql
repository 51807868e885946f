-- A job that is done in this operation; nothing of it where somebody else has it by now.
WITH taken AS (DELETE FROM jobs WHERE id = $1 AND attempt = $2 AND lease_owner = $3 RETURNING id) SELECT 1 / count(*) FROM taken
