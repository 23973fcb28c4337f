"""Encrypted addresses: a certificate that nobody vouches for, and a redirect that would leave encryption."""

import datetime as dt
import ipaddress
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from local_site import Page, Site

from extract.errors import Problem


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for site.test that only this test trusts, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "site.test")])
    names = [x509.DNSName("site.test"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("secure") / "site.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def secure(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    running = Site()
    running.start(context)
    yield running
    running.stop()


def test_a_certificate_that_is_trusted_for_its_name_is_good_and_any_other_is_refused(secure, fetcher, certificate):
    secure.pages["/a"] = Page(b"text", type="text/plain")
    trust = ssl.create_default_context(cafile=certificate)
    assert fetcher(trust=trust).get(secure.address("/a")).body == b"text"
    for address, given in ((secure.address("/a"), {}), (secure.address("/a", "other.test"), {"trust": trust})):
        found = fetcher(attempts=5, **given).get(address)
        assert isinstance(found, Problem)
        assert found.code == "certificate-refused"
    assert secure.asked("/a") == [200]


def test_a_redirect_does_not_leave_encryption_and_may_enter_it(secure, site, fetcher, certificate):
    trust = ssl.create_default_context(cafile=certificate)
    secure.pages |= {
        "/down": Page(status=301, headers=(("Location", site.address("/a")),)),
        "/b": Page(b"deep", type="text/plain"),
    }
    site.pages |= {"/a": Page(b"open"), "/up": Page(status=301, headers=(("Location", secure.address("/b")),))}
    found = fetcher(trust=trust).get(secure.address("/down"))
    assert isinstance(found, Problem)
    assert (found.code, site.asked("/a")) == ("redirect-refused", [])
    assert "not encrypted" in found.message
    assert fetcher(trust=trust).get(site.address("/up")).body == b"deep"
