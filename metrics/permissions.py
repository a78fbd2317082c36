"""From an account to its rights: a section sees its lines' indicators, and what those are made of."""

from __future__ import annotations

from collections.abc import Collection

from data_access.accounts import Account
from data_access.scope import Scope
from metrics.loading import Catalogue, catalogue


def scope_of(account: Account, known: Catalogue | None = None) -> Scope:
    """The account's Scope; where it has only some lines, with the indicators that those stand for."""
    if not account.lines:
        return account.scope()
    return account.scope(indicators_of(account.lines, known or catalogue()))


def indicators_of(lines: Collection[str], known: Catalogue) -> frozenset[str]:
    """The indicators of the lines and, transitively, their parts: a rate without its denominator could not be read."""
    found: set[str] = set()
    pending = [code for code, one in known.indicators.items() if one.line in lines]
    while pending:
        code = pending.pop()
        if code in found:
            continue
        found.add(code)
        one = known.indicators[code]
        pending += [*one.members, *filter(None, (one.numerator, one.denominator))]
    return frozenset(found)
