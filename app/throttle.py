"""Not too many tries: a moving window per name and key, in the memory of this process.

Network addresses are kept here and nowhere else, and are forgotten when their window has passed. With more
processes each counts for itself.
"""

import time
from collections.abc import Mapping, Sequence
from ipaddress import IPv6Address, ip_address
from math import ceil
from types import MappingProxyType

from fastapi import Request
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

SIGN_IN_ACCOUNT = "aanmelden-account"
SIGN_IN_ADDRESS = "aanmelden-adres"
CODE = "aanmelden-code"
FORGOTTEN_ACCOUNT = "vergeten-account"
FORGOTTEN_ADDRESS = "vergeten-adres"
LINK_ADDRESS = "toegang-adres"
TIP_ADDRESS = "tip-adres"
"""For what visitors send to the desk."""

LIMITS: Mapping[str, Sequence[RateLimitItem]] = MappingProxyType(
    {
        SIGN_IN_ACCOUNT: (RateLimitItemPerMinute(10, 15),),
        # An office shares an address.
        SIGN_IN_ADDRESS: (RateLimitItemPerMinute(50, 15),),
        CODE: (RateLimitItemPerMinute(6, 15), RateLimitItemPerHour(30, 24)),
        FORGOTTEN_ACCOUNT: (RateLimitItemPerHour(4),),
        FORGOTTEN_ADDRESS: (RateLimitItemPerHour(20),),
        LINK_ADDRESS: (RateLimitItemPerMinute(60, 15),),
        TIP_ADDRESS: (RateLimitItemPerHour(10),),
    }
)
_NETWORK_BITS = 64
"""Of an IPv6 address one household or office has all that share these first bits."""


class TooManyTries(Exception):
    """Somebody tried too often. `seconds` says how long to wait, `sentence` says so in Dutch."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    @property
    def sentence(self) -> str:
        """How long to wait."""
        return f"U hebt het te vaak geprobeerd. Wacht {duration(self.seconds)} en probeer het dan opnieuw."


def duration(seconds: int) -> str:
    """A time to wait in words, rounded up."""
    minutes = ceil(seconds / 60)
    if minutes <= 1:
        return "een minuut"
    if minutes < 120:  # noqa: PLR2004  (two hours)
        return f"{minutes} minuten"
    return f"{ceil(minutes / 60)} uur"


class Throttle:
    """Counts tries. Names stand in LIMITS; a key is an account, an address, or whatever is counted."""

    def __init__(self, limits: Mapping[str, Sequence[RateLimitItem]] = LIMITS) -> None:
        self._limits = limits
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def check(self, name: str, key: str) -> None:
        """Count a try. Raises TooManyTries, and KeyError for a name without limits."""
        items = self._limits[name]
        waits = [self._wait(item, name, key) for item in items if not self._window.test(item, name, key)]
        if waits:
            raise TooManyTries(max(waits))
        for item in items:
            self._window.hit(item, name, key)

    def forget(self, name: str, key: str) -> None:
        """Begin anew, after a try that was right."""
        for item in self._limits[name]:
            self._window.clear(item, name, key)

    def _wait(self, item: RateLimitItem, name: str, key: str) -> int:
        reset = self._window.get_window_stats(item, name, key).reset_time
        return max(1, ceil(reset - time.time()))


def client_of(request: Request) -> str:
    """Where a request comes from, as a key; behind a proxy the server of the site fills that in."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(int(address) >> (address.max_prefixlen - _NETWORK_BITS))
    return str(address)
