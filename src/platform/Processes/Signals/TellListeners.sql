-- A signal is thrown: a job for each of the agency's processes that listen now.
-- $1 kind of the jobs, $2 instant, $3 name of the signal, $4 agency.
INSERT INTO jobs (id, kind, lane, payload, due_at, attempt)
SELECT gen_random_uuid(), $1, instance_id::text, json_build_object('InstanceId', instance_id, 'SubscriptionId', subscription_id)::text, $2, 0
FROM signal_subscriptions WHERE name = $3 AND agency_id = $4
