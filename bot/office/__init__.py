"""The office: what needs the database to be said. Coordinators work here, and everybody may knock.

    update -> Office.turn: which act is meant -> may this role? -> act (in the person's transaction) -> screen

An act or a place is a line in a feature's table (`Feature`), with the least role that may use it. That check is in one
place, `Office`, and is made for every update, whatever was tapped, typed, forged or linked. Names begin with `o_`.
What takes long or talks to Telegram is an `Effect`: it runs after the commit.
"""
