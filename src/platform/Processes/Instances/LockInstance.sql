-- Waits for the process of a work item, where another step of it was faster: those that come together go one after the other.
-- $1 work item.
SELECT instance.id FROM process_instances AS instance JOIN work_items AS item ON item.instance_id = instance.id WHERE item.id = $1 FOR UPDATE OF instance
