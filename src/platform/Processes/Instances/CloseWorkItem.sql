-- Work that is done or no longer wanted: who comes second finds here who was first, and fails, by dividing by nought.
-- $1 work item, $2 outcome, $3 instant, $4 person who completed it or null, $5 who closed it as officials say it.
WITH gone AS (
    DELETE FROM work_items WHERE id = $1
    RETURNING id, instance_id, subject_kind, subject_id, node_id, name, role, agency_id, created_at, due_at),
kept AS (
    INSERT INTO done_work_items (
        id, instance_id, subject_kind, subject_id, node_id, name, role, agency_id, outcome, created_at, due_at, done_at, done_by_person_id, done_by)
    SELECT id, instance_id, subject_kind, subject_id, node_id, name, role, agency_id, $2, created_at, due_at, $3, $4, $5 FROM gone
    RETURNING id)
SELECT 1 / count(*) FROM kept
