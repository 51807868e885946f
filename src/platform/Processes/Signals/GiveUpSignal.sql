-- A process no longer listens for a signal.
DELETE FROM signal_subscriptions WHERE id = $1
