"""Looking whether a web address can be opened, without ever asking a machine of our own network.

Editors and visitors choose the addresses, so each hop is judged: the scheme, the port, and every network
address that the name leads to. The connection is made to the address that was judged, and not to the name
again, so that a name cannot lead elsewhere a moment later.
"""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urljoin, urlsplit

import httpx2

from catalogue.editing.links import Found

MOST_HOPS = 5
TIMEOUT = httpx2.Timeout(8.0, connect=5.0)
_PORTS = {"http": 80, "https": 443}
_MOVED = frozenset({301, 302, 303, 307, 308})
_REFUSED = 400
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""Newer addresses that stand for older ones (RFC 6052)."""

Judge = Callable[[str, int], bool]
"""Whether a network address with a port may be asked."""


class NotLooked(Exception):
    """An address cannot be looked at; `code` says why, as app.link_words knows it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Target:
    """Where one hop leads: the address by name, and the network address that was judged."""

    url: httpx2.URL
    host: str
    netloc: str


def is_public(address: str, port: int) -> bool:
    """The rule on the live site: the ordinary ports of machines that anybody on the internet can reach."""
    found = ip_address(address)
    inner = _inside(found) if isinstance(found, IPv6Address) else None
    if inner is not None and not inner.is_global:
        return False
    return port in _PORTS.values() and found.is_global and not found.is_multicast


def _inside(address: IPv6Address) -> IPv4Address | None:
    """The older address that a newer one stands for, in the ways in which that is written."""
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


class Fetcher:
    """Asks for web addresses. Threads may share one."""

    def __init__(self, agent: str, is_allowed: Judge = is_public) -> None:
        """Take the name to give, and the rule for network addresses."""
        self._is_allowed = is_allowed
        # Settings of the machine, such as a proxy or passwords in a file, are not for strangers.
        self._client = httpx2.Client(
            headers={"User-Agent": agent, "Accept": "*/*"},
            timeout=TIMEOUT,
            trust_env=False,
            follow_redirects=False,
        )

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def look(self, url: str) -> Found:
        """What an address answers: asked for its head first, and for the page where that is refused."""
        try:
            status = self._status("HEAD", url)
            if status >= _REFUSED:
                status = self._status("GET", url)
        except NotLooked as error:
            return Found(None, error.code)
        except httpx2.TimeoutException:
            return Found(None, "te_traag")
        except httpx2.ConnectError as error:
            return Found(
                None, "onveilig" if "SSL" in str(error) or "certificate" in str(error) else "geen_verbinding"
            )
        except httpx2.TransportError:
            return Found(None, "onverwacht")
        return Found(status)

    def _status(self, method: str, url: str) -> int:
        for _ in range(MOST_HOPS + 1):
            target = self._target(url)
            request = self._client.build_request(
                method,
                target.url,
                headers={"Host": target.netloc},
                extensions={"sni_hostname": target.host},
            )
            answer = self._client.send(request, stream=True)
            answer.close()
            place = answer.headers.get("location", "")
            if answer.status_code not in _MOVED or not place:
                return answer.status_code
            url = urljoin(url, place)
        raise NotLooked("te_veel_doorverwijzingen")

    def _target(self, url: str) -> Target:
        try:
            parts = urlsplit(url)
            port = parts.port or _PORTS.get(parts.scheme, 0)
            host = (parts.hostname or "").encode("idna").decode()
            plain = httpx2.URL(url)
        except (ValueError, UnicodeError, httpx2.InvalidURL) as error:
            raise NotLooked("ongeldig_adres") from error
        if not host or parts.scheme not in _PORTS:
            raise NotLooked("ongeldig_adres" if not host else "niet_toegestaan")
        addresses = _resolved(host, port)
        # All of them: a name with one address inside and one outside is up to no good.
        if not all(self._is_allowed(address, port) for address in addresses):
            raise NotLooked("niet_toegestaan")
        netloc = host if port == _PORTS[parts.scheme] else f"{host}:{port}"
        return Target(
            plain.copy_with(host=addresses[0], fragment=None, username="", password=""), host, netloc
        )


def _resolved(host: str, port: int) -> Sequence[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise NotLooked("geen_adres") from error
    addresses = [str(address[4][0]).partition("%")[0] for address in found]
    # Not every machine reaches the newer network; the older one is tried first where there is a choice.
    return sorted(dict.fromkeys(addresses), key=lambda address: ":" in address)
