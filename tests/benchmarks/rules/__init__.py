"""Rules: one profile held against everything that is asked for, by our pack, by a rules engine and by ifs.

All three begin with a profile whose values were checked when they came in, end with the verdict of each category and
with what is missing for it, and have to agree on thousands of people before they are timed (`timing.py`). Not in it:
starting the process, reading the rules, and printing.
"""
