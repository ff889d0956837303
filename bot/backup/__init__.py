"""Backups: one private file with everything that cannot be had again, made while the bot runs, and put back whole.

    backup:  snapshot of the database -> archive (+ certificates, tombstones, manifest with checksums)
    restore: archive -> checked -> a scratch database, migrated -> who asked for it stays forgotten
             -> what was done since is kept or doubted -> the scratch database takes the place of the present one

What the durable engine remembers is left out: only which runs had begun. What they send stands in the ledger of the
main database, a run that is lost is begun anew at the next look, and the engine makes its own tables when they are
absent.
"""
