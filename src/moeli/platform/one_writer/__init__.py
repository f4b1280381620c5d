"""SQLite with one writer: threads and processes wait for one another in turn.

SQLite lets whoever finds the database locked sleep and look again, at last every tenth of a
second; the lucky go first. Here a thread of the same process is woken when the one before it has
committed, and one of another process too. SQLite's own lock decides, as ever: this only says who
tries.
"""
