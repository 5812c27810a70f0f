"""What one client may ask for: so many queries at once, so much working time a minute."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from graph_build.errors import OverBudget

if TYPE_CHECKING:
    from collections.abc import Callable

AT_ONCE = 4
SECONDS_A_MINUTE = 30.0
BURST_SECONDS = 60.0
_MOST_CLIENTS = 10_000


@dataclass(slots=True)
class _Account:
    seconds: float
    at: float
    running: int = 0


class Budget:
    """Accounts of clients by address, of networks (/64) for IPv6; time that is not used is kept."""

    def __init__(
        self,
        *,
        at_once: int = AT_ONCE,
        seconds_a_minute: float = SECONDS_A_MINUTE,
        burst_seconds: float = BURST_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.at_once = at_once
        self.rate = seconds_a_minute / 60
        self.burst = burst_seconds
        self._clock = clock
        self._accounts: dict[str, _Account] = {}
        self._lock = threading.Lock()

    def begin(self, client: str) -> str:
        """Let a client begin a query; return the name of its account.

        Raises:
            OverBudget: if it has too many queries running, or has used up its time.
        """
        name = account_of(client)
        with self._lock:
            account = self._account(name)
            if account.running >= self.at_once:
                raise OverBudget(
                    f"{self.at_once} queries of yours are running; wait for one to end", seconds=1
                )
            if account.seconds <= 0:
                wait = -account.seconds / self.rate + 1
                raise OverBudget(
                    f"your queries have used up their time; ask again in {wait:.0f} seconds",
                    seconds=wait,
                )
            account.running += 1
        return name

    def end(self, name: str, seconds: float) -> None:
        """Write down that a query of an account has ended and how long it was worked on."""
        with self._lock:
            account = self._account(name)
            account.running -= 1
            account.seconds -= seconds

    def _account(self, name: str) -> _Account:
        now = self._clock()
        account = self._accounts.get(name)
        if account is None:
            if len(self._accounts) >= _MOST_CLIENTS:
                self._forget(now)
            account = self._accounts[name] = _Account(self.burst, now)
        account.seconds = min(self.burst, account.seconds + (now - account.at) * self.rate)
        account.at = now
        return account

    def _forget(self, now: float) -> None:
        """Drop the accounts that are full again, which say nothing."""
        for name, account in list(self._accounts.items()):
            full = account.seconds + (now - account.at) * self.rate >= self.burst
            if full and not account.running:
                del self._accounts[name]


def account_of(client: str) -> str:
    """Return what counts as one client: an address, or the network that one host of IPv6 has.

    >>> account_of("192.0.2.7"), account_of("2001:db8::7"), account_of("testclient")
    ('192.0.2.7', '2001:db8::/64', 'testclient')
    """
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        network = int(address) >> 64 << 64
        return f"{IPv6Address(network)}/64"
    return str(getattr(address, "ipv4_mapped", None) or address)
