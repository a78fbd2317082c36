"""Faults that a reader must hear of: in Chinese, what happened, then what to do."""

from __future__ import annotations


class CockpitError(Exception):
    """`what` happened and the `remedy`, both shown as they are; `problems` lists the single mistakes, if there are many."""

    def __init__(self, what: str, remedy: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(" ".join(filter(None, (what, remedy))))
        self.what, self.remedy, self.problems = what, remedy, problems


class SettingsError(CockpitError):
    """The environment or the data folder cannot be used."""


class SchemaTooNew(CockpitError):
    """The database was written by a newer version of the program."""


class InputError(CockpitError):
    """A file, address or argument from outside is wrong; nothing was written."""
