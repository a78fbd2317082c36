from tests.metrics.conftest import county, empty_county  # noqa: F401
