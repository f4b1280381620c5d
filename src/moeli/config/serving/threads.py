"""A thread for each request that is answered, as many as there are; none for one that trickles."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from granian.rsgi import HTTPProtocol

from moeli.config.serving.environment import Environ

Application = Callable[[Environ, Any], Iterable[bytes]]


class _Answer(NamedTuple):
    status: int
    headers: list[tuple[str, str]]
    whole: bytes
    stream: Any = None  # Django's streaming answer, which has `close`


class Threads:
    """Runs a WSGI application in `most` threads that stay, with what each of them keeps open."""

    def __init__(self, application: Application, most: int) -> None:
        self._application = application
        self._pool = ThreadPoolExecutor(most, thread_name_prefix="request")

    async def answer(self, environ: Environ, protocol: HTTPProtocol) -> None:
        """Answer the request whole, or piece by piece where the application does."""
        told = await self._run(self._answered, environ)
        if told.stream is None:
            protocol.response_bytes(told.status, told.headers, told.whole)
            return
        try:
            pieces = iter(told.stream)
            transport = protocol.response_stream(told.status, told.headers)
            while (piece := await self._run(_next, pieces)) is not None:
                await transport.send_bytes(piece)
        finally:
            await self._run(told.stream.close)

    async def _run(self, act: Callable[..., Any], *given: Any) -> Any:  # noqa: ANN401 -- as asyncio declares it
        return await asyncio.get_running_loop().run_in_executor(self._pool, act, *given)

    def _answered(self, environ: Environ) -> _Answer:
        told: list[tuple[str, list[tuple[str, str]]]] = []
        answer: Any = self._application(environ, lambda *said: told.append((said[0], said[1])))
        [(status, headers)] = told
        code = int(status.split(" ", 1)[0])
        if getattr(answer, "streaming", False):
            return _Answer(code, headers, b"", answer)
        try:
            return _Answer(code, headers, b"".join(answer))
        finally:
            if hasattr(answer, "close"):
                answer.close()


def _next(pieces: Iterator[bytes]) -> bytes | None:
    return next(pieces, None)
