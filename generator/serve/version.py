"""`PreviewVersion`: a name that changes with every save, and whoever waits for it to change."""

import asyncio
import secrets

from generator.serve.banner import ProblemBanner


class PreviewVersion:
    """The present state of the preview: its number and its banner. For the thread of the server alone."""

    def __init__(self) -> None:
        self._prefix, self._number = secrets.token_hex(4), 0
        self._next = asyncio.Event()
        self.banner = ProblemBanner()

    @property
    def name(self) -> str:
        """The name of this version: unlike that of every other, also of an earlier server."""
        return f"{self._prefix}-{self._number}"

    def advance(self, banner: ProblemBanner) -> None:
        """Begin the next version, and let every waiting browser know."""
        self._number, self.banner = self._number + 1, banner
        last, self._next = self._next, asyncio.Event()
        last.set()

    async def wait_for_other(self, name: str, left: "asyncio.Future[None]", seconds: float) -> str:
        """Return the name of the version once it is not `name`.

        Return it, too, after `seconds`, or once the browser has `left`.
        """
        if self.name == name:
            change = asyncio.create_task(self._next.wait())
            await asyncio.wait((change, left), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            change.cancel()
        return self.name
