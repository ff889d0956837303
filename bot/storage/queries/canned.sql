-- name: add_canned(title, text, made_by)$
-- Keeps an answer ready; answers its number.
INSERT INTO canned (title, text, made_by) VALUES (:title, :text, :made_by) RETURNING id;

-- name: canned()
-- Every answer that is kept ready, by its title.
SELECT id, title, text, made_by FROM canned ORDER BY title, id;

-- name: canned_one(id)^
-- One answer that is kept ready.
SELECT id, title, text, made_by FROM canned WHERE id = :id;

-- name: delete_canned(id)$
-- Throws an answer away; answers its number if there was one.
DELETE FROM canned WHERE id = :id RETURNING id;
