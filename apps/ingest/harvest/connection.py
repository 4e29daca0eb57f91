"""A connection to the very address that was checked, so that no name can lead into our own network.

The standard library's client is used because it lets us open the socket; others look the name up again.
"""

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass

from apps.ingest.harvest.failures import RefusedAddress

TIMEOUT_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Origin:
    """Where requests go. `is_loopback` is for tests: plain HTTP, and this machine only."""

    host: str
    port: int = 443
    is_loopback: bool = False

    @classmethod
    def loopback(cls, host: str) -> "Origin":
        """`127.0.0.1:8123` as an origin for tests."""
        name, _, port = host.partition(":")
        return cls(name, int(port or 80), is_loopback=True)

    @property
    def address(self) -> str:
        """As a URL without path."""
        return f"http://{self.host}:{self.port}" if self.is_loopback else f"https://{self.host}"


def open_connection(origin: Origin) -> http.client.HTTPConnection:
    """A connected client; raises RefusedAddress, and OSError when the host is not to be reached."""
    address = find_address(origin)
    plain = socket.create_connection((address, origin.port), timeout=TIMEOUT_SECONDS)
    connection = http.client.HTTPConnection(origin.host, origin.port, timeout=TIMEOUT_SECONDS)
    try:
        connection.sock = plain if origin.is_loopback else _encrypted(plain, origin.host)
    except OSError:
        plain.close()
        raise
    return connection


def find_address(origin: Origin) -> str:
    """The first address of the host when all of them are allowed; raises RefusedAddress and OSError."""
    found = socket.getaddrinfo(origin.host, origin.port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not _is_allowed(address, origin):
            raise RefusedAddress(f"{origin.host} fører til en adresse, der ikke er på det åbne internet.")
    return addresses[0]


def _is_allowed(text: str, origin: Origin) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None) or address
    if origin.is_loopback:
        return bool(mapped.is_loopback)
    return bool(mapped.is_global and not mapped.is_multicast)


def _encrypted(plain: socket.socket, host: str) -> ssl.SSLSocket:
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
