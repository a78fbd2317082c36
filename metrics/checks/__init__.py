"""The rules of data quality: what they are (model) and the file they stand in (loading)."""

from metrics.checks.loading import Checks, ChecksError, checks, load_checks
from metrics.checks.model import CONSEQUENCES

__all__ = ["CONSEQUENCES", "Checks", "ChecksError", "checks", "load_checks"]
