from __future__ import annotations

from pathlib import Path

import pytest
from reviewers import ORIGIN, OWN, PORT, Reviewer, forms

from extract.errors import ShuttenError
from extract.review.app.security import Tokens, loopback_host
from extract.review.app.visit import own_address, reviewer_name

LIST = "/changes?status=pending"


@pytest.mark.parametrize(
    "host",
    [
        "",
        "example.com",
        f"example.com:{PORT}",
        f"127.0.0.1.example.com:{PORT}",
        "127.0.0.1",
        "127.0.0.1:80",
        f"[::1]:{PORT}",
        f"0.0.0.0:{PORT}",
    ],
)
def test_no_name_but_its_own_is_answered(visitor: Reviewer, host: str) -> None:
    answer = visitor.ask("GET", LIST, headers={"host": host})
    assert answer.status_code == 403
    assert "海风" not in answer.text


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}"])
def test_its_own_names_are_answered(visitor: Reviewer, host: str) -> None:
    assert visitor.ask("GET", LIST, headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": "https://example.com", "sec-fetch-site": "cross-site"},
        {"origin": "https://example.com"},
        {"origin": f"http://127.0.0.1:{PORT + 1}", "sec-fetch-site": "same-site"},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "none"},
        {**OWN, "sec-fetch-site": "same-site"},
    ],
)
def test_a_post_from_elsewhere_writes_nothing(reviewer: Reviewer, project: Path, headers: dict[str, str]) -> None:
    page = reviewer.see("/links")
    address = "/links/link-0123456789abcdef"
    answer = reviewer.ask("POST", address, data={**forms(page)[address], "verdict": "same"}, headers=headers)
    assert answer.status_code == 403
    assert not (project / "sources" / "verdicts.jsonl").exists()
    reviewer.send(page, address, verdict="same")
    assert (project / "sources" / "verdicts.jsonl").exists()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_posts_to_the_guard(visitor: Reviewer, method: str) -> None:
    assert visitor.ask(method, LIST).status_code == 403
    assert visitor.ask(method, LIST, headers=OWN).status_code == 405


@pytest.mark.parametrize("token", ["", "x", "é", "0" * 64])
def test_a_form_needs_the_token_of_its_session(reviewer: Reviewer, app: object, project: Path, token: str) -> None:
    other = Reviewer(app)
    stolen = forms(other.see("/help"))["/settings"]["token"]
    reviewer.see(LIST)
    for given in (token, stolen):
        answer = reviewer.ask(
            "POST",
            "/links/link-0123456789abcdef",
            data={"token": given, "verdict": "same", "reviewer": "x"},
            headers=OWN,
        )
        assert answer.status_code == 403
    assert not (project / "sources" / "verdicts.jsonl").exists()


def test_every_answer_forbids_what_pages_do_not_need(visitor: Reviewer) -> None:
    for address in (LIST, "/static/review.css", "/none", "/pictures/doc-3/1.png"):
        headers = visitor.ask("GET", address).headers
        policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
        assert policy == {
            "default-src": "'self'", "base-uri": "'none'", "form-action": "'self'", "frame-ancestors": "'none'", "object-src": "'none'",
        }  # fmt: skip
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "server" not in headers


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites_forms(visitor: Reviewer) -> None:
    cookie = visitor.ask("GET", LIST).headers["set-cookie"]
    assert f"shutten-{PORT}-session=" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_a_cookie_that_is_not_ours_begins_a_new_session(visitor: Reviewer) -> None:
    for cookie in ("x", "x.y", "x.é", "." + "0" * 64, "\x00"):
        answer = visitor.ask("GET", LIST, headers={"cookie": f"shutten-{PORT}-session={cookie}".encode()})
        assert answer.status_code == 200
        assert "set-cookie" in answer.headers


def test_a_session_is_known_by_the_server_that_made_it() -> None:
    tokens = Tokens()
    name, cookie = tokens.new_session()
    assert tokens.session(cookie) == name
    assert Tokens().session(cookie) is None
    assert tokens.session(cookie[:-1]) is None
    assert tokens.is_ours(name, tokens.form_token(name))
    assert not tokens.is_ours(name, Tokens().form_token(name))


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.1.2.3"])
def test_this_machines_own_addresses_may_be_listened_on(host: str) -> None:
    assert loopback_host(host) == ("127.0.0.1" if host == "localhost" else host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "8.8.8.8", "example.com", "", "127.0.0.1 "])
def test_no_other_address_is_listened_on(host: str) -> None:
    with pytest.raises(ShuttenError, match="this machine alone"):
        loopback_host(host)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com",
        "//example.com",
        "/\\example.com",
        "javascript:alert(1)",
        "",
        "changes",
        "/a\r\nx: y",
        "\t//x",
    ],
)
def test_no_form_leads_elsewhere(address: str) -> None:
    assert own_address(address) == "/changes"
    assert own_address("/changes/x?q=1") == "/changes/x?q=1"


def test_a_reviewers_name_is_one_visible_line() -> None:
    assert reviewer_name("  山田\n太郎\u202e\x00 ") == "山田 太郎"
    assert len(reviewer_name("x" * 500)) == 80


@pytest.mark.parametrize(
    "address",
    [
        "/static/..%2f..%2fserver.py", "/static/%2e%2e/server.py", "/static/../server.py", "/static/", "/static/review.css%00",
        "/pictures/..%2f..%2fetc%2fpasswd/1.png", "/pictures/doc-3/..%2f1.png", "/pictures/doc-3/99999999999999999999.png",
        "/pictures/doc-1/1.png", "/changes/..%2f..%2fx", "/changes/change-%F0%9F", "/%00",
    ],
)  # fmt: skip
def test_nothing_in_an_address_opens_a_file(visitor: Reviewer, address: str) -> None:
    answer = visitor.ask("GET", address)
    assert answer.status_code == 404
    assert "import" not in answer.text
    assert "root:" not in answer.text


def test_a_form_that_is_too_large_is_refused(visitor: Reviewer) -> None:
    visitor.see(LIST)
    answer = visitor.ask("POST", "/settings", data={"back": "x" * 2_000_000}, headers=OWN)
    assert answer.status_code in (400, 413)
    assert ORIGIN not in answer.text
