-- name: people_counts(now, late)^
-- How many people there are, how many are to be looked at by now, and how many should have been by an earlier moment.
SELECT
    (SELECT count(*) FROM person),
    (SELECT count(*) FROM person WHERE due_at <= :now),
    (SELECT count(*) FROM person WHERE due_at <= :late);

-- name: open_counts(now)^
-- What of the ledgers is to go out by now or on its way: nudges, then copies of announcements that are being sent.
SELECT
    (SELECT count(*) FROM nudge WHERE state = 'pending' AND not_before <= :now),
    (SELECT count(*) FROM nudge WHERE state = 'sending'),
    (
        SELECT count(*) FROM recipient
        WHERE recipient.state = 'pending' AND not_before <= :now AND announcement_id IN (
            SELECT id FROM announcement WHERE state = 'sending'
        )
    ),
    (SELECT count(*) FROM recipient WHERE state = 'sending');
