"""The address at which the preview listens, and the names of hosts that it answers to.

A page of another site could have its own name lead to this machine, and read the preview under it (DNS rebinding). So
only names of this machine are answered, and addresses in numbers, which no name leads to.
"""

import socket
from contextlib import suppress
from ipaddress import IPv6Address, ip_address
from typing import NamedTuple

from generator.serve.request import is_address

LOOPBACK = "127.0.0.1"
LOCAL_NAMES = frozenset({LOOPBACK, "::1", "localhost"})
"""The names that lead to no other machine, whatever the address."""
BACKLOG = 128
"""How many connections the system holds until they are accepted."""


class ListeningAddress(NamedTuple):
    """An address of this machine, as it was named and in numbers."""

    name: str
    number: str
    family: socket.AddressFamily

    @property
    def is_any(self) -> bool:
        """Whether it stands for every address of this machine."""
        return ip_address(self.number).is_unspecified

    @property
    def is_local(self) -> bool:
        """Whether only this machine reaches it."""
        number = ip_address(self.number)
        mapped = number.ipv4_mapped if isinstance(number, IPv6Address) else None
        return (mapped or number).is_loopback

    def answers_to(self, host: str) -> bool:
        """Tell if `host` is a name of this machine at this address."""
        if host in LOCAL_NAMES or host in (self.number, self.name.lower()):
            return True
        return self.is_any and (is_address(host) or host in _names_of_machine())

    def url(self, port: int) -> str:
        """Return the address of the site."""
        number = {"0.0.0.0": LOOPBACK, "::": "::1"}.get(self.number, self.number)  # noqa: S104  read, not bound
        return f"http://[{number}]:{port}/" if ":" in number else f"http://{number}:{port}/"


def resolve_address(name: str) -> ListeningAddress:
    """Return the address that `name` stands for. Raises OSError if there is none."""
    bare = name[1:-1] if name.startswith("[") and name.endswith("]") else name
    with suppress(UnicodeError):  # of a name that is empty or too long
        matches = socket.getaddrinfo(bare or ".", None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, address = min(matches, key=lambda match: match[0] != socket.AF_INET)
        return ListeningAddress(bare, str(ip_address(str(address[0]).partition("%")[0])), family)
    raise OSError(None, "no name of a machine")


def open_socket(address: ListeningAddress, port: int) -> socket.socket:
    """Listen at a port. Raises OSError, for instance if another program uses it."""
    both = address.number == "::" and socket.has_dualstack_ipv6()
    return socket.create_server((address.number, port), family=address.family, backlog=BACKLOG, dualstack_ipv6=both)


def _names_of_machine() -> frozenset[str]:
    """Return the names of this machine, as other machines use them."""
    name = socket.gethostname().lower()
    short = name.partition(".")[0]
    return frozenset({name, short, f"{short}.local"} - {""})
