-- name: pace()^
-- What Telegram has told last.
SELECT not_before, rate FROM pace WHERE id = 1;

-- name: slow_down(not_before, rate)!
-- Tells every worker; a longer pause stays.
INSERT INTO pace (id, not_before, rate)
VALUES (1, :not_before, :rate)
ON CONFLICT (id) DO UPDATE
SET not_before = CASE WHEN pace.not_before > excluded.not_before THEN pace.not_before ELSE excluded.not_before END,
    rate = excluded.rate;
