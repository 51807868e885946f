-- A process comes to wait for a message.
INSERT INTO message_subscriptions (id, instance_id, subscription_id, definition_key, node_id, name, key, since)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
