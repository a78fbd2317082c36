"""The cases of the business lines stand in the same tiny county as those of the metrics floor."""

from tests.metrics.conftest import county, empty_county

__all__ = ["county", "empty_county"]
