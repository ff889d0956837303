"""Numbers about people: where each stands, how many stand there, and what of that may be told.

    session -> group_of -> counts -> shown, in which small counts are hidden -> words, a picture, a table

Nothing is stored for it: where somebody left an interview is found by replaying their answers, and only counted.
"""
