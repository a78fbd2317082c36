"""The small county of the metrics' tests, for returns too."""

from tests.metrics.conftest import county, empty_county  # noqa: F401
