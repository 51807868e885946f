-- Waits for the process that nobody called, of which a called one is a part: what is done in one case takes its processes from the caller to the called.
-- $1 process that called it.
WITH RECURSIVE callers AS (
    SELECT id, parent_id FROM process_instances WHERE id = $1
    UNION ALL
    SELECT caller.id, caller.parent_id FROM process_instances AS caller JOIN callers AS called ON caller.id = called.parent_id)
SELECT id FROM process_instances WHERE id = (SELECT id FROM callers WHERE parent_id IS NULL) FOR UPDATE
