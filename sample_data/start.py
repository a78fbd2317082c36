"""An empty data folder made ready: schema, the published reports and, unless switched off, the demo county."""

from __future__ import annotations

from filelock import FileLock
from sqlalchemy import Connection

from data_access import engine, plans, settings
from data_access.areas import add_areas, add_duties
from data_access.returns import commit, rebuild
from metrics.derivation import derivation
from metrics.loading import catalogue
from sample_data import areas, demo, published


def initialise() -> None:
    """Make the data folder ready; every entry calls it, the first one does the work under a lock.

    Raises SettingsError, SchemaTooNew (see `engine.create_schema`) and CatalogueError.
    """
    engine.create_schema()
    with FileLock(settings.data_dir() / "load.lock"):
        if not engine.remembered("ready"):
            with engine.writing() as connection:
                load_published(connection)
                if settings.wants_demo():
                    load_demo(connection)
                engine.remember(connection, "ready", "1")
                engine.remember(connection, "catalogue_hash", derivation().hash)
        elif engine.remembered("catalogue_hash") != derivation().hash:
            with engine.writing() as connection:
                rebuild(connection, derivation())
                engine.remember(connection, "catalogue_hash", derivation().hash)


def load_published(connection: Connection) -> None:
    """The figures of the five published reports, one batch per text."""
    add_areas(connection, areas.published_areas())
    add_duties(connection, published.published_duties())
    commit(connection, published.published_returns(catalogue().unit), derivation())


def load_demo(connection: Connection) -> None:
    """The invented county: areas, duties, 36 months of returns, targets and settings."""
    add_areas(connection, demo.areas())
    add_duties(connection, demo.duties())
    plans.add_targets(connection, demo.targets())
    plans.put_settings(connection, demo.settings(), who="示例数据")
    commit(connection, demo.returns(), derivation())
