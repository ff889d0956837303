-- name: staff_role(person_id)$
-- What somebody may do; nothing for most people.
SELECT role FROM staff WHERE person_id = :person_id;

-- name: staff()
-- Everybody who was invited, the longest here first.
SELECT staff.person_id, staff.role, staff.invited_by, staff.since, person.first_name
FROM staff JOIN person ON person.id = staff.person_id
ORDER BY staff.since, staff.person_id;

-- name: save_staff(person_id, role, invited_by, since)!
-- Gives somebody a role, or another one.
INSERT INTO staff (person_id, role, invited_by, since)
VALUES (:person_id, :role, :invited_by, :since)
ON CONFLICT (person_id) DO UPDATE SET role = excluded.role, invited_by = excluded.invited_by, since = excluded.since;

-- name: hide_progress(person_id)!
-- Nobody who has no role is shown how far announcements are.
UPDATE announcement SET progress_chat = NULL, progress_message = NULL WHERE progress_chat = :person_id;

-- name: remove_staff(person_id)$
-- Takes a role away; answers nothing where there was none.
DELETE FROM staff WHERE person_id = :person_id RETURNING role;
