"""What the rest of the program may see of a failing database."""


class StorageError(Exception):
    """The database is away, refused, or broke off; the transaction it happened in has no effect.

    With one exception: a commit whose answer never came may have happened. Repeating the update is safe,
    because it is recognised by its id. The text holds no value of a row and no password, so that it can be logged.
    """
