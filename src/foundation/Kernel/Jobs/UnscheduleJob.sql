-- Work that is no longer wanted; where it runs in this very moment, it has gone already.
DELETE FROM jobs WHERE id = $1
