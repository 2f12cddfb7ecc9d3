"""Find the addresses under which phones in the room reach this machine.

Nothing is sent: a datagram socket that is "connected" only asks the machine's
own routing table which of its addresses it would use.
"""

from __future__ import annotations

import contextlib
import ipaddress
import platform
import socket
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_IS_LINUX = platform.system() == "Linux"
# Places nobody answers at; only the way there is asked for.
_FAR_AWAY = ("192.0.2.1", "192.168.255.254", "10.255.255.254")
# Interfaces of containers and virtual machines: no phone can reach them.
_VIRTUAL = ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "podman", "cni", "lxc")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One IPv4 address of this machine and, where known, its interface."""

    address: str
    interface: str = ""


def lan_addresses(
    find: Callable[[], Iterable[Candidate]] | None = None,
) -> tuple[str, ...]:
    """Return this machine's addresses in the room's network, the likeliest first.

    Home and school routers hand out 192.168, larger networks 10; 172.16 to
    172.31 is often a container or a virtual machine and comes last. Loopback
    and 169.254 (no network) are left out: a phone can reach neither.

    Parameters
    ----------
    find : callable, optional
        Where candidates come from; only tests pass another one.

    Returns
    -------
    tuple of str
        IPv4 addresses without a port; empty where no network is joined.
    """
    ranked: dict[str, tuple[int, int]] = {}
    for order, candidate in enumerate((find or candidates)()):
        rank = _rank(candidate)
        if rank is not None:
            ranked[candidate.address] = min(
                (rank, order), ranked.get(candidate.address, (rank, order))
            )
    return tuple(sorted(ranked, key=ranked.__getitem__))


def own_addresses(find: Callable[[], Iterable[Candidate]] | None = None) -> frozenset[str]:
    """Return every address from which this machine can call itself."""
    return frozenset(candidate.address for candidate in (find or candidates)())


def is_this_machine(
    host: str | None, find: Callable[[], Iterable[Candidate]] | None = None
) -> bool:
    """Return whether ``host``, the address a request came from, is this machine's own.

    Parameters
    ----------
    host : str or None
        As the server reports it; None or a name counts as a stranger.
    """
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return address.is_loopback or str(address) in own_addresses(find)


def candidates() -> tuple[Candidate, ...]:
    """Return all IPv4 addresses found, the one of the default route first.

    Three ways are tried because each system knows one of them well; an
    address may come up more than once.
    """
    by_interface = tuple(_of_interfaces())
    names = {found.address: found.interface for found in by_interface}
    others = (*_of_routes(), *_of_host_name())
    return (*(Candidate(one, names.get(one, "")) for one in others), *by_interface)


def _rank(candidate: Candidate) -> int | None:
    """Return how likely a phone reaches it (0 is best); None: never."""
    try:
        address = ipaddress.IPv4Address(candidate.address)
    except ValueError:
        return None
    if address.is_loopback or address.is_link_local or address.is_multicast:
        return None
    if address.is_reserved or address in ipaddress.IPv4Network("0.0.0.0/8"):
        return None
    if candidate.interface.startswith(_VIRTUAL):
        return 9
    networks = (("192.168.0.0/16", 0), ("10.0.0.0/8", 1), ("172.16.0.0/12", 3))
    for network, rank in networks:
        if address in ipaddress.IPv4Network(network):
            return rank
    return 2


def _of_routes() -> Iterable[str]:
    for far in _FAR_AWAY:
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
            way.connect((far, 9))
            yield str(way.getsockname()[0])


def _of_host_name() -> Iterable[str]:
    # Linux may ask a name server in the network for it; its interfaces are known anyway.
    if _IS_LINUX:
        return
    with contextlib.suppress(OSError):
        found = socket.getaddrinfo(socket.gethostname(), None, family=socket.AF_INET)
        yield from (str(entry[4][0]) for entry in found)


def _of_interfaces() -> Iterable[Candidate]:
    """Ask Linux for each interface's address; other systems answer the other ways."""
    return _of_linux() if _IS_LINUX else ()


def _of_linux() -> Iterable[Candidate]:
    import fcntl

    get_address = 0x8915  # SIOCGIFADDR
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _, name in socket.if_nameindex():
            request = struct.pack("256s", name.encode()[:15])
            with contextlib.suppress(OSError):
                answer = fcntl.ioctl(asking.fileno(), get_address, request)
                yield Candidate(socket.inet_ntoa(answer[20:24]), name)
