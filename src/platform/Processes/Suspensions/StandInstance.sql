-- A process stands as it was read until the operation ends. Where it has moved or gone on, or somebody is about to let it, this fails at once, by dividing by nought: who waited
-- here could be waited for.
-- $1 instance, $2 revision that was read, $3 since when it stands by itself, $4 since when by its version.
SELECT 1 / count(*) FROM (
    SELECT id FROM process_instances
    WHERE id = $1 AND revision = $2 AND suspended_at IS NOT DISTINCT FROM $3 AND version_suspended_at IS NOT DISTINCT FROM $4
    FOR SHARE SKIP LOCKED) AS standing
