"""One file per step, `<four digits>_<noun>.py`; the digits are its revision. Released files are final.

Steps only add. In a rolling restart the first new process migrates while old ones go on reading and writing, so what
they do must stay right:

- a new table, or a new index;
- a new column that may be empty or has a default in the database, since old programs do not name it;
- no column or table is renamed, dropped, given another type, or made to refuse what old programs write.

What has to go is first left unused by a release, and dropped by a later one, when nobody runs the one before any more:
then the step says so, and `tests/storage/test_forward.py` lists it. An index on a large table blocks its writers while
it is built; that is told in the release notes. Old programs that are started again after the migration refuse to run.
"""
