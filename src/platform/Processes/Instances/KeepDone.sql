-- Work that came and went within one step: nobody saw it open.
INSERT INTO done_work_items (
    id, instance_id, subject_kind, subject_id, node_id, name, role, agency_id, outcome, created_at, due_at, done_at, done_by_person_id, done_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
