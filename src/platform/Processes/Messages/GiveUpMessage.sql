-- A process no longer waits for a message.
DELETE FROM message_subscriptions WHERE id = $1
