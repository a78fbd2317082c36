"""Readers without a browser: they speak Streamlit's own protocol over a websocket and change the period."""

from __future__ import annotations

import asyncio
import re
import time
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.literals import SPANS

SPAN_WIDGET = re.compile(rb"\$\$ID-[0-9a-f]+-bar_span")
ANSWER_SECONDS = 60


class Reader:
    """One connection to a screen. `asked` is how many changes of the period were answered."""

    def __init__(self, address: str, screen: str) -> None:
        self.url, self.screen = f"ws://{urlsplit(address).netloc}/_stcore/stream", screen
        self.query, self.page, self.widget, self.asked = "", "", "", 0

    async def __aenter__(self) -> Reader:
        self.socket = await websockets.connect(self.url, subprotocols=["streamlit"], max_size=None)
        message = BackMsg()
        message.rerun_script.page_name = self.screen
        await self._run(message)
        return self

    async def __aexit__(self, *_) -> None:
        await self.socket.close()

    async def change(self) -> float:
        """The other period; milliseconds until the server has sent the whole page. Raises if it answers with another one."""
        kind, label = SPANS[self.asked % len(SPANS)]
        message = BackMsg()
        message.rerun_script.query_string, message.rerun_script.page_script_hash = self.query, self.page
        widget = message.rerun_script.widget_states.widgets.add(id=self.widget)
        widget.string_array_value.data.append(label)
        taken = await self._run(message)
        if f"span={kind}" not in self.query:
            raise RuntimeError(f"the server was asked for {kind} and shows {self.query!r}")
        self.asked += 1
        return taken

    async def _run(self, message: BackMsg) -> float:
        start = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(ANSWER_SECONDS):
            while not self._is_last(await self.socket.recv()):
                pass
        return 1000 * (time.perf_counter() - start)

    def _is_last(self, raw: bytes) -> bool:
        answer = ForwardMsg.FromString(raw)
        kind = answer.WhichOneof("type")
        if kind == "navigation":
            self.page = answer.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = answer.page_info_changed.query_string
        elif kind == "delta" and (found := SPAN_WIDGET.search(raw)):
            self.widget = found[0].decode()
        return kind == "script_finished" and answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY


async def crowd(address: str, screen: str, count: int, seconds: float) -> list[float]:
    """Milliseconds of every change that `count` readers asked for, one a second each, spread over the second."""

    async def reads(number: int) -> list[float]:
        async with Reader(address, screen) as reader:
            ready.release()
            await begin.wait()
            start = time.perf_counter() + number / count
            taken: list[float] = []
            while (due := start + len(taken)) < start + seconds and time.perf_counter() < start + seconds:
                await asyncio.sleep(max(0, due - time.perf_counter()))
                taken.append(await reader.change())
            return taken

    ready, begin = asyncio.Semaphore(0), asyncio.Event()
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(reads(number)) for number in range(count)]
        for _ in range(count):
            await ready.acquire()
        begin.set()
    return [one for task in tasks for one in task.result()]


async def walk(address: str, screen: str, count: int) -> list[float]:
    """Milliseconds of `count` changes by one reader, one right after the other."""
    async with Reader(address, screen) as reader:
        return [await reader.change() for _ in range(count)]
