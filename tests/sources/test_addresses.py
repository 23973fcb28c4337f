"""Which addresses are public, and that a connection goes only to one that was checked."""

import ipaddress
import socket

import httpcore
import pytest

from extract.sources.addresses import AddressRefusedError, GuardedBackend, is_public, resolve_host

LOOPBACK = [ipaddress.ip_network("127.0.0.0/8")]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.0.8", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1",
        "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "ff0e::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:c0a8:101::1", "64:ff9b:1::1",
    ],
)  # fmt: skip
def test_not_of_the_public_internet(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1"]
)
def test_of_the_public_internet(address):
    assert is_public(address)


@pytest.fixture
def door():
    """A socket on loopback that counts who came; only 127.0.0.1 has it open."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


def came(door):
    try:
        door.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def backend(*addresses, allowed=LOOPBACK, clock=lambda: 0.0):
    asked = []

    def resolve(host, port):
        asked.append(host)
        return list(addresses)

    made = GuardedBackend(allowed, resolve, clock)
    made.asked = asked
    return made


def test_a_connection_goes_to_the_address_that_was_checked_and_the_name_is_asked_for_once(door):
    guarded = backend("127.0.0.1")
    stream = guarded.connect_tcp("site.test", door.getsockname()[1], timeout=5)
    assert stream.get_extra_info("server_addr") == door.getsockname()
    assert guarded.asked == ["site.test"]
    stream.close()
    assert came(door)


@pytest.mark.parametrize("addresses", [("127.0.0.1", "10.0.0.1"), ("10.0.0.1", "127.0.0.1"), ("127.0.0.1", "::1")])
def test_a_name_with_one_bad_address_is_refused_before_any_is_tried(door, addresses):
    with pytest.raises(AddressRefusedError) as raised:
        backend(*addresses).connect_tcp("site.test", door.getsockname()[1], timeout=5)
    assert raised.value.host == "site.test"
    assert raised.value.address in {"10.0.0.1", "::1"}
    assert not came(door)


def test_without_leave_this_machine_is_refused_by_every_name(door):
    guarded = GuardedBackend()
    for host in ("localhost", "127.0.0.1", "2130706433", "0x7f.1", "0", "::1"):
        with pytest.raises((AddressRefusedError, httpcore.ConnectError)):
            guarded.connect_tcp(host, door.getsockname()[1], timeout=5)
    assert not came(door)


def test_the_next_address_is_tried_if_one_does_not_answer(door):
    stream = backend("127.0.0.9", "127.0.0.1").connect_tcp("site.test", door.getsockname()[1], timeout=5)
    stream.close()
    assert came(door)


def test_an_allowed_network_is_allowed_in_its_other_writing_too(door):
    guarded = backend("::ffff:127.0.0.1")
    stream = guarded.connect_tcp("site.test", door.getsockname()[1], timeout=5)
    stream.close()
    assert came(door)


@pytest.mark.parametrize("found", [OSError("no such name"), UnicodeError("label too long")])
def test_a_name_that_nobody_knows(found):
    def resolve(host, port):
        raise found

    with pytest.raises(httpcore.ConnectError, match=r"site\.test is not known"):
        GuardedBackend(resolve=resolve).connect_tcp("site.test", 80)
    with pytest.raises(httpcore.ConnectError, match="stands for no address"):
        backend().connect_tcp("site.test", 80)


def test_a_socket_of_this_machine_is_refused():
    with pytest.raises(AddressRefusedError):
        GuardedBackend(LOOPBACK).connect_unix_socket("/run/some.sock")


def test_steps_end_with_the_deadline_of_their_thread():
    now = [0.0]
    guarded = backend("127.0.0.1", clock=lambda: now[0])
    with guarded.at_most(10):
        assert (guarded.left(30), guarded.left(None), guarded.left(3)) == (10, 10, 3)
        now[0] = 10.0
        with pytest.raises(httpcore.ReadTimeout):
            guarded.left(30)
    assert guarded.left(30) == 30


def test_the_system_knows_this_machine():
    assert "127.0.0.1" in resolve_host("127.0.0.1", 80)
