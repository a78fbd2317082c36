"""A PostgreSQL connection that does not wait for ever: a server that is frozen answers neither yes nor no."""

from __future__ import annotations

import psycopg
from psycopg import errors

READER_SECONDS = 3.7  # with the 2 s of a new connection a page answers within 6
STATEMENT_MS = 3_500  # the server's own limit comes first, where it still can


class PatientConnection(psycopg.Connection):
    """As any other, but every wait ends: after READER_SECONDS, or after `patience` where a writer has set it."""

    patience = READER_SECONDS

    def wait(self, gen, interval: float = 0.1, timeout: float | None = None):
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except errors._WaitTimeout:
            self.pgconn.finish()  # what still comes would be taken for the answer to the next question
            raise
