-- A process comes to listen for a signal.
INSERT INTO signal_subscriptions (id, instance_id, subscription_id, node_id, name, agency_id, since) VALUES ($1, $2, $3, $4, $5, $6, $7)
