"""Reading a body to its end, in time and in bounds, without a thread that waits for it."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic

from moeli.platform.bodies import BodyProblem


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a body may take, in seconds: `grace` any, more for one that comes at `slowest`.

    None may take longer than `longest`. For its turn a body waits `wait`.
    """

    grace: float = 30.0
    slowest: int = 2_000  # bytes a second: a phone at the edge of a cell
    longest: float = 7_200.0
    wait: float = 0.5

    def left(self, seconds: float, size: int) -> float:
        """How long a body of which `size` bytes came in `seconds` may still take."""
        return min(self.grace + size / self.slowest, self.longest) - seconds


class Busy(Exception):  # noqa: N818 -- a state, not a fault
    """So many bodies are being read that none has its turn."""


@asynccontextmanager
async def turn(turns: asyncio.Semaphore, wait: float) -> AsyncIterator[None]:
    """One of the `turns` for a block. Raises Busy after `wait` seconds."""
    try:
        async with asyncio.timeout(wait):
            await turns.acquire()
    except TimeoutError:
        raise Busy from None
    try:
        yield
    finally:
        turns.release()


async def whole(stream: AsyncIterable[bytes], most: int, patience: Patience) -> bytes | BodyProblem:
    """The body, of `most` bytes at most, or why there is none."""
    begun, size, blocks = monotonic(), 0, list[bytes]()
    coming = aiter(stream)
    try:
        while size <= most:
            async with asyncio.timeout(patience.left(monotonic() - begun, size)):
                block = await coming.__anext__()  # anext with a default crashes on granian's
            size += len(block)
            blocks.append(block)
    except TimeoutError:
        return BodyProblem.TOO_SLOW
    except StopAsyncIteration:
        return b"".join(blocks)
    return BodyProblem.TOO_LARGE
