"""Which addresses a room is told, and who counts as sitting at the machine itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.web.addresses import (
    Candidate,
    candidates,
    is_this_machine,
    lan_addresses,
    own_addresses,
)


def found(*addresses: str):
    return lambda: [Candidate(address) for address in addresses]


def test_home_networks_come_first_and_container_networks_last() -> None:
    these = found("172.17.0.1", "10.3.4.5", "203.0.113.9", "192.168.1.20")
    assert lan_addresses(these) == ("192.168.1.20", "10.3.4.5", "203.0.113.9", "172.17.0.1")


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "127.0.1.1", "169.254.7.7", "0.0.0.0", "224.0.0.1", "", "fe80::1", "x"]
)
def test_what_no_phone_can_reach_is_left_out(address: str) -> None:
    assert lan_addresses(found(address)) == ()


def test_172_outside_16_to_31_is_no_container() -> None:
    assert lan_addresses(found("172.16.0.1", "172.32.0.1")) == ("172.32.0.1", "172.16.0.1")


def test_an_interface_of_virtual_machines_comes_last_whatever_its_address() -> None:
    these = [Candidate("192.168.122.1", "virbr0"), Candidate("10.0.0.8", "wlan0")]
    assert lan_addresses(lambda: these) == ("10.0.0.8", "192.168.122.1")


def test_an_address_is_named_once_and_the_one_found_first_leads() -> None:
    these = found("192.168.5.5", "192.168.1.1", "192.168.5.5")
    assert lan_addresses(these) == ("192.168.5.5", "192.168.1.1")


@given(st.lists(st.ip_addresses(v=4).map(str), max_size=12))
def test_whatever_is_found_no_loopback_is_ever_told(addresses: list[str]) -> None:
    told = lan_addresses(found(*addresses))
    assert len(set(told)) == len(told)
    assert not any(one.startswith(("127.", "169.254.", "0.")) for one in told if one != "")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_loopback_is_the_machine_itself(host: str) -> None:
    assert is_this_machine(host, found())


@pytest.mark.parametrize("host", ["192.168.1.20", "::ffff:192.168.1.20"])
def test_a_call_from_an_own_address_is_the_machine_itself(host: str) -> None:
    assert is_this_machine(host, found("192.168.1.20"))


@pytest.mark.parametrize("host", ["192.168.1.21", "localhost", "testclient", "", None, "::2"])
def test_everybody_else_is_a_stranger(host: str | None) -> None:
    assert not is_this_machine(host, found("192.168.1.20"))


def test_this_machine_finds_itself() -> None:
    assert "127.0.0.1" in own_addresses() or candidates()
    assert set(lan_addresses()) <= own_addresses()
