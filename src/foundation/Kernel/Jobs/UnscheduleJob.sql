-- Work that is no longer wanted. Where it is being claimed or done in this very moment it is left there: it finds that there is nothing to do, and goes by itself. Who waited for it
-- here would hold what it waits for.
-- $1 job.
DELETE FROM jobs WHERE id = (SELECT id FROM jobs WHERE id = $1 FOR UPDATE SKIP LOCKED)
