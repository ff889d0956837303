"""Copies of certificates on disk, where the operator wants them: fetched after the commit, deleted before it.

A session says which certificate belongs to which entry and what became of its copy; the folder holds nothing but files
under names that only the session's Telegram ids lead to.
"""

from bot.certificates.cabinet import Cabinet, names_in
from bot.certificates.folder import Folder, copies_in, name_of

__all__ = ["Cabinet", "Folder", "copies_in", "name_of", "names_in"]
