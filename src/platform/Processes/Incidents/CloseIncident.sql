-- A token that could not go on moves again, or is gone.
DELETE FROM process_incidents WHERE instance_id = $1 AND token_id = $2
