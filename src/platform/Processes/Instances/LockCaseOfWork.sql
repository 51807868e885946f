-- Waits for the process of a work item, or the one that nobody called of which it is a part, where another step was faster: those that come together go one after the other.
-- $1 work item.
WITH RECURSIVE callers AS (
    SELECT instance.id, instance.parent_id FROM process_instances AS instance JOIN work_items AS item ON item.instance_id = instance.id WHERE item.id = $1
    UNION ALL
    SELECT caller.id, caller.parent_id FROM process_instances AS caller JOIN callers AS called ON caller.id = called.parent_id)
SELECT id FROM process_instances WHERE id = (SELECT id FROM callers WHERE parent_id IS NULL) FOR UPDATE
