"""The association's own list of endorsees and applicants.

    file -> table (csv_file, xlsx_file) -> header -> statements by e-mail (reading) -> import plan (comparing)

Nothing is changed before a person confirms the plan. Who an entry is in Telegram, only that person can say (linking).
"""
