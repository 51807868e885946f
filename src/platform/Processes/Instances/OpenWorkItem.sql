-- New work for a person.
INSERT INTO work_items (
    id, instance_id, task_id, subject_kind, subject_id, node_id, name, role, agency_id, action, outcomes, created_at, due_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
