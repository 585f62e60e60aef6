"""Many browsers, slow ones and many saves at a preview: `make bench-serve`, Linux, on this machine alone.

1,000 browsers at once are answered; 400 that send a byte a second, send nothing or read nothing hold up nobody; after
200 saves a second, half-written files among them, the preview shows what was saved last. It stops by itself.
"""

import argparse
import asyncio
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, TypeVar

from tests.bench.corpus import write_corpus
from tests.bench.metering import ROOT
from tests.support.preview_process import PreviewCost, PreviewProcess, preview_process

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

WORK = ROOT / "build/bench/serve"
Asked = TypeVar("Asked")
MOST_SECONDS = 30.0
"""How long a browser waits for an answer."""


class BurstResult(NamedTuple):
    """What came of many requests at once."""

    statuses: dict[str, int]
    """How many had each status, or failed in a way."""
    slowest: float

    def __str__(self) -> str:
        return f"{self.statuses}, the slowest after {self.slowest:.2f} s"


def _run(ask: Callable[[], Coroutine[Any, Any, Asked]]) -> Asked:
    """Run a coroutine in a thread of its own: Playwright leaves a running loop in that of the tests."""
    with ThreadPoolExecutor(1) as executor:
        return executor.submit(lambda: asyncio.run(ask())).result()


def burst(preview: PreviewProcess, count: int, path: str = "/") -> BurstResult:
    """Ask for one page `count` times at once."""

    async def ask() -> tuple[str, float]:
        start = time.monotonic()
        try:
            async with asyncio.timeout(MOST_SECONDS):
                reader, writer = await asyncio.open_connection(preview.host, preview.port)
                writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
                answer = await reader.read()
                writer.close()
        except (OSError, TimeoutError) as error:
            return type(error).__name__, time.monotonic() - start
        is_whole = answer.rstrip().endswith(b"</html>") or not answer.startswith(b"HTTP/1.1 200")
        return answer[9:12].decode() if is_whole else "cut", time.monotonic() - start

    async def ask_all() -> list[tuple[str, float]]:
        return await asyncio.gather(*(ask() for _ in range(count)))

    answers = _run(ask_all)
    return BurstResult(dict(Counter(status for status, _ in answers)), max(seconds for _, seconds in answers))


class SlowResult(NamedTuple):
    """What a normal browser sees while others are slow."""

    statuses: dict[str, int]
    slowest: float
    first: PreviewCost
    """What the preview costs a second after the slow ones came."""
    last: PreviewCost
    """What it costs before they leave by themselves."""

    def __str__(self) -> str:
        return f"{self.statuses}, the slowest after {self.slowest:.2f} s; meanwhile {self.first}, later {self.last}"


async def _be_slow(preview: PreviewProcess, manner: int, end: float) -> None:
    """Be a slow browser until `end`: send a byte a second, send nothing, or read nothing."""
    with suppress(OSError):
        _, writer = await asyncio.open_connection(preview.host, preview.port)
        if manner == 2:
            writer.transport.pause_reading()  # type: ignore[attr-defined]  # a transport that reads, too
            writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        sent = iter(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"x" * 1000)
        while time.monotonic() < end and not writer.is_closing():
            if manner == 0:
                writer.write(bytes((next(sent),)))
            await asyncio.sleep(1)
        writer.close()


def slow(preview: PreviewProcess, count: int, seconds: float) -> SlowResult:
    """Let `count` browsers be slow for some seconds; ask like a normal one meanwhile."""

    async def ask_meanwhile() -> SlowResult:
        end, statuses, slowest = time.monotonic() + seconds, Counter[str](), 0.0
        slow_ones = [asyncio.create_task(_be_slow(preview, number % 3, end)) for number in range(count)]
        await asyncio.sleep(1)
        first = preview.cost()
        while time.monotonic() < end - 1:
            start = time.monotonic()
            try:
                status, _ = await asyncio.to_thread(preview.get, "/", timeout=MOST_SECONDS)
            except OSError as error:
                statuses[type(error).__name__] += 1
            else:
                statuses[str(status)] += 1
            slowest = max(slowest, time.monotonic() - start)
            await asyncio.sleep(0.5)
        last = preview.cost()
        await asyncio.gather(*slow_ones)
        return SlowResult(dict(statuses), slowest, first, last)

    return _run(ask_meanwhile)


class SavesResult(NamedTuple):
    """What came of many saves."""

    saves: int
    meanwhile: float
    """The slowest answer meanwhile, in seconds."""
    shown_after: float
    """How long after the last save the preview shows it, in seconds."""

    def __str__(self) -> str:
        last = f"the last shown {self.shown_after:.2f} s after"
        return f"{self.saves} saves, the slowest answer {self.meanwhile:.2f} s, {last}"


def save_often(preview: PreviewProcess, person: str, seconds: float, rate: int = 200, seed: int = 1) -> SavesResult:
    """Save records at a rate, some of them half-written; then one last state.

    `person` is the file whose name is another each time.
    """
    chance = Random(seed)  # noqa: S311  the same each time
    file, number, slowest = preview.content / "people" / f"{person}.yml", 0, 0.0
    originals = {path: path.read_bytes() for path in sorted((preview.content / "people").glob("*.yml"))[:50]}
    start = time.monotonic()
    asked = start
    while (now := time.monotonic()) < start + seconds:
        number += 1
        other = chance.choice(list(originals))
        other.write_bytes(
            originals[other][: chance.randrange(len(originals[other]))] if number % 3 else originals[other]
        )
        file.write_text(f"name: Person Number {number}\n", "utf-8")
        if now - asked > 1:
            asked = now
            assert preview.get("/")[0] in (200, 404)
            slowest = max(slowest, time.monotonic() - now)
        time.sleep(max(0.0, start + number * 2 / rate - time.monotonic()))
    for path, content in originals.items():
        path.write_bytes(content)
    file.write_text("name: Last State\n", "utf-8")
    last = time.monotonic()
    preview.wait_for(f"/people/{person}/", b"Last State")
    return SavesResult(number * 2, slowest, time.monotonic() - last)


def trials(preview: PreviewProcess, *, clients: int, slow_clients: int, seconds: float) -> Iterator[tuple[str, object]]:
    """Yield the name and the result of each trial."""
    yield "at first", preview.cost()
    tries: dict[str, Callable[[], object]] = {
        f"{clients} browsers at once": lambda: burst(preview, clients),
        f"{slow_clients} slow browsers": lambda: slow(preview, slow_clients, seconds),
        "200 saves a second": lambda: save_often(preview, "zed-example", seconds),
        f"{clients} browsers at once, again": lambda: burst(preview, clients),
    }
    for name, run in tries.items():
        try:
            yield name, run()
        except (AssertionError, OSError) as error:
            yield name, f"FAILED: {type(error).__name__}: {str(error)[:300]}"
        time.sleep(3)
        yield "  afterwards", preview.cost()


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.serve", description=__doc__)
    parser.add_argument("--records", type=int, default=1000, help="how large a corpus (1000)")
    parser.add_argument("--clients", type=int, default=1000, help="how many browsers at once (1000)")
    parser.add_argument("--slow", type=int, default=400, help="how many slow browsers (400)")
    parser.add_argument("--seconds", type=float, default=20, help="how long they are slow, and records are saved (20)")
    parser.add_argument("--program", type=Path, default=ROOT, help="the folder of the program")
    chosen = parser.parse_args()
    if resource:
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard if hard < 8192 and hard > 0 else 8192, hard))
    shutil.rmtree(WORK, ignore_errors=True)
    write_corpus(WORK / "content", chosen.records)
    with preview_process(WORK / "content", WORK / "state", root=chosen.program) as preview:
        for name, result in trials(preview, clients=chosen.clients, slow_clients=chosen.slow, seconds=chosen.seconds):
            print(f"{name}: {result}", flush=True)
    errors = [line for line in preview.printed.splitlines() if "Traceback" in line or line.startswith("ERROR")]
    print(f"{len(errors)} tracebacks and errors in the terminal; the status at the end is {preview.process.returncode}")
    sys.exit(bool(errors or preview.process.returncode))


if __name__ == "__main__":
    main()
