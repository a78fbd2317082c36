"""Answers that are kept until what they rest on changes: the one cache of the product. See `Source.ask`."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

MOST = 1000  # the least recently asked go first
_OPEN = object()


class _Slot:
    """One question: its answer, and a lock for those who ask the same while it is worked out."""

    __slots__ = ("answer", "lock")

    def __init__(self) -> None:
        self.answer, self.lock = _OPEN, Lock()


_slots: OrderedDict[Hashable, _Slot] = OrderedDict()
_lock = Lock()


def keep(key: Hashable, work: Callable[[], Any]) -> Any:
    """The answer under the key; who asks first works it out, the others wait for it. What fails is asked anew."""
    with _lock:
        slot = _slots.setdefault(key, _Slot())
        _slots.move_to_end(key)
        while len(_slots) > MOST:
            _slots.popitem(last=False)
    with slot.lock:
        if slot.answer is _OPEN:
            slot.answer = work()
        return slot.answer


def forget() -> None:
    """Nothing is kept any more: for tests and measurements of what a first reader waits for."""
    with _lock:
        _slots.clear()
