-- Work for who brings messages, where one is kept already that the process has not got. Who publishes one later finds the subscription.
-- $1 job, $2 its kind, $3 lane and $4 payload, $5 instant, $6 name and $7 key of the message, $8 process.
INSERT INTO jobs (id, kind, lane, payload, due_at, attempt)
SELECT $1, $2, $3, $4, $5, 0
WHERE EXISTS (
    SELECT FROM published_messages AS kept
    WHERE kept.name = $6 AND kept.key = $7 AND kept.expires_at > $5
        AND NOT EXISTS (SELECT FROM message_deliveries AS got WHERE got.message_id = kept.id AND got.definition_key = $8))
