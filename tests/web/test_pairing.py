"""Pairing, tokens, links, sessions and the proof: how a stranger becomes a client, and how nobody else does."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from softsell.client.proof import is_proven, new_nonce, proof_key, prove
from softsell.web.gate import peers
from softsell.web.pairing import desk, token_store
from softsell.web.pairing.token_store import TokenStore

if TYPE_CHECKING:
    from tests.web.conftest import Reply, RunningServer

EXTENSION = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
OTHER_EXTENSION = "moz-extension://7d6b1a52-0c3e-4a58-9f7a-2c4f6e1b9d03"


def ask(server: RunningServer, origin: str | None = EXTENSION, name: Any = "softsell in Chrome") -> Reply:
    return server.ask("POST", "/v1/pair", {"name": name}, headers={"Origin": origin} if origin else {})


def poll(server: RunningServer, verifier: str, origin: str | None = EXTENSION) -> Reply:
    return server.ask("POST", "/v1/pair/poll", {"verifier": verifier}, headers={"Origin": origin} if origin else {})


def approve(server: RunningServer, code: str, **how: Any) -> Reply:
    return server.ask("POST", "/v1/pair/approve", {"code": code}, **(how or {"token": server.owner}))


def test_the_way_an_extension_pairs(fresh_server: RunningServer) -> None:
    asked = ask(fresh_server)
    assert asked.status == 200
    assert set(asked.json) == {"code", "verifier", "expires_in", "interval", "page"}
    code, verifier = asked.json["code"], asked.json["verifier"]
    assert len(code) == 7
    # This server opens no pages, and doesn't say that it did.
    assert asked.json["page"] == "none"
    assert poll(fresh_server, verifier).json == {"status": "pending", "page": "none"}

    waiting = fresh_server.ask("GET", "/v1/pair/requests", token=fresh_server.owner).json["requests"]
    assert [(w["code"], w["name"], w["origin"]) for w in waiting] == [(code, "softsell in Chrome", EXTENSION)]
    assert approve(fresh_server, code.lower()).json["origin"] == EXTENSION

    answer = poll(fresh_server, verifier).json
    assert answer["status"] == "approved"
    checked = fresh_server.ask(
        "POST", "/v1/check", {"text": "Hello"}, token=answer["token"], headers={"Origin": EXTENSION}
    )
    assert checked.status == 200
    assert [record.name for record in fresh_server.services.tokens.all() if record.kind == "extension"] == [
        "softsell in Chrome"
    ]


def test_a_token_is_handed_out_once(fresh_server: RunningServer) -> None:
    asked = ask(fresh_server).json
    approve(fresh_server, asked["code"])
    assert poll(fresh_server, asked["verifier"]).json["status"] == "approved"
    replayed = poll(fresh_server, asked["verifier"])
    assert (replayed.status, replayed.json["type"]) == (410, "urn:softsell:problem:pairing-over")
    assert approve(fresh_server, asked["code"]).status == 410


def test_a_request_expires(fresh_server: RunningServer) -> None:
    asked = ask(fresh_server).json
    fresh_server.clock.skip(desk.REQUEST_SECONDS + 1)
    assert poll(fresh_server, asked["verifier"]).status == 410
    assert approve(fresh_server, asked["code"]).status == 410


def test_an_approved_request_expires_too(fresh_server: RunningServer) -> None:
    asked = ask(fresh_server).json
    approve(fresh_server, asked["code"])
    fresh_server.clock.skip(desk.REQUEST_SECONDS + 1)
    assert poll(fresh_server, asked["verifier"]).status == 410


def test_only_the_asker_may_redeem(fresh_server: RunningServer) -> None:
    asked = ask(fresh_server).json
    approve(fresh_server, asked["code"])
    assert poll(fresh_server, asked["code"]).status == 410
    assert poll(fresh_server, "A" * 43).status == 410
    assert poll(fresh_server, asked["verifier"], OTHER_EXTENSION).status == 410
    assert poll(fresh_server, asked["verifier"], None).status == 410
    assert poll(fresh_server, asked["verifier"]).json["status"] == "approved"


def test_no_means_no(fresh_server: RunningServer) -> None:
    asked = ask(fresh_server).json
    fresh_server.ask("POST", "/v1/pair/deny", {"code": asked["code"]}, token=fresh_server.owner)
    assert poll(fresh_server, asked["verifier"]).json == {"status": "denied"}
    assert poll(fresh_server, asked["verifier"]).status == 410


def test_a_web_page_may_not_ask(fresh_server: RunningServer) -> None:
    for origin in ("https://shop.example", "null", "http://127.0.0.1:1"):
        assert ask(fresh_server, origin).status == 403
    assert fresh_server.ask("GET", "/v1/pair/requests", token=fresh_server.owner).json == {"requests": []}


def test_nobody_but_the_user_may_approve(fresh_server: RunningServer) -> None:
    code = ask(fresh_server).json["code"]
    stranger = fresh_server.pair_extension(OTHER_EXTENSION)
    session = fresh_server.enter("/pair")
    cookie_only = {"Cookie": session["Cookie"]}
    page_key_only = {"Softsell-Page": session["Softsell-Page"]}
    assert approve(fresh_server, code, headers={}).status == 401
    assert approve(fresh_server, code, token=stranger, headers={"Origin": OTHER_EXTENSION}).status == 403
    assert approve(fresh_server, code, headers=cookie_only).status == 401
    assert approve(fresh_server, code, headers=page_key_only).status == 401
    assert approve(fresh_server, code, headers={**session, "Origin": "https://shop.example"}).status == 403
    assert approve(fresh_server, code, headers={**session, "Sec-Fetch-Site": "cross-site"}).status == 403
    assert approve(fresh_server, code, headers={**session, "Content-Type": "text/plain"}).status == 415
    assert approve(fresh_server, code, headers=session).status == 200


def test_requests_are_limited(fresh_server: RunningServer) -> None:
    for _ in range(desk.MAX_WAITING):
        assert ask(fresh_server, None).status == 200
    refused = ask(fresh_server, None)
    assert refused.status == 503
    assert 0 < int(refused.headers["retry-after"]) <= desk.REQUEST_SECONDS + 1
    fresh_server.clock.skip(desk.REQUEST_SECONDS + 1)
    assert ask(fresh_server, None).status == 200


def test_no_frees_the_place_at_once(fresh_server: RunningServer) -> None:
    codes = [ask(fresh_server, None).json["code"] for _ in range(desk.MAX_WAITING)]
    assert ask(fresh_server, None).status == 503
    fresh_server.ask("POST", "/v1/pair/deny", {"code": codes[0]}, token=fresh_server.owner)
    assert ask(fresh_server, None).status == 200


def test_an_extension_that_asks_again_withdraws_its_old_request(fresh_server: RunningServer) -> None:
    program = ask(fresh_server, None).json["code"]
    first, second = ask(fresh_server).json, ask(fresh_server).json
    waiting = fresh_server.ask("GET", "/v1/pair/requests", token=fresh_server.owner).json["requests"]
    assert [request["code"] for request in waiting] == [program, second["code"]]
    assert poll(fresh_server, first["verifier"]).status == 410
    assert approve(fresh_server, first["code"]).status == 410
    # What was allowed already stays allowed.
    approve(fresh_server, second["code"])
    ask(fresh_server)
    assert poll(fresh_server, second["verifier"]).json["status"] == "approved"


def test_one_extension_does_not_shut_out_another(fresh_server: RunningServer) -> None:
    for _ in range(desk.MAX_PER_WINDOW):
        asked = ask(fresh_server)
        if asked.status == 200:
            fresh_server.ask("POST", "/v1/pair/deny", {"code": asked.json["code"]}, token=fresh_server.owner)
    while ask(fresh_server).status == 200:
        pass
    assert ask(fresh_server, OTHER_EXTENSION).status == 200
    assert ask(fresh_server, None).status == 200


def test_made_up_origins_are_limited_together(fresh_server: RunningServer) -> None:
    origins = [f"chrome-extension://{number:032}" for number in range(desk.MAX_WAITING_OF_ALL + 1)]
    statuses = [ask(fresh_server, origin).status for origin in origins]
    assert statuses == [200] * desk.MAX_WAITING_OF_ALL + [503]


def test_made_up_origins_are_limited_over_time_too(tmp_path: Path) -> None:
    requests = desk.PairingDesk(TokenStore(tmp_path), lambda: 0.0)
    for number in range(desk.MAX_PER_WINDOW_OF_ALL):
        request, _ = requests.ask("x", f"chrome-extension://{number}")
        requests.answer(request.code, "denied")
    with pytest.raises(desk.TooManyRequests):
        requests.ask("x", "chrome-extension://one-more")


def test_requests_are_limited_over_time_too(fresh_server: RunningServer) -> None:
    statuses = []
    for _ in range(desk.MAX_PER_WINDOW + 1):
        asked = ask(fresh_server)
        statuses.append(asked.status)
        if asked.status == 200:
            fresh_server.ask("POST", "/v1/pair/deny", {"code": asked.json["code"]}, token=fresh_server.owner)
            poll(fresh_server, asked.json["verifier"])
    assert statuses == [200] * desk.MAX_PER_WINDOW + [503]


@pytest.mark.parametrize(
    ("name", "shown"),
    [("soft\u202ellestfos", "softllestfos"), ("two\nlines", "twolines"), ("  \x00 ", "(no name)")],
)
def test_a_name_is_shown_as_plain_text(fresh_server: RunningServer, name: Any, shown: str) -> None:
    assert ask(fresh_server, name=name).status == 200
    assert fresh_server.services.desk.waiting()[0].name == shown


@pytest.mark.parametrize("name", ["", "a" * 61, None, ["softsell"]])
def test_a_name_is_a_name(fresh_server: RunningServer, name: Any) -> None:
    assert ask(fresh_server, name=name).status == 400


def test_our_pages_hold_no_data(fresh_server: RunningServer) -> None:
    """Anybody on this account may load them, so what they show comes through the API, which needs a page key."""
    asked = ask(fresh_server).json
    for path in ("/", "/pair"):
        reply = fresh_server.ask("GET", path)
        assert reply.status in (200, 503)
        assert reply.headers["content-type"].startswith("text/html")
        assert "set-cookie" not in reply.headers
        assert asked["code"] not in reply.body.decode()
        assert "data-page-key" not in reply.body.decode()


def let_in(server: RunningServer, path: str = "", body: Any = None, **headers: str) -> Reply:
    own = {"Origin": f"http://127.0.0.1:{server.port}", "Sec-Fetch-Site": "same-origin"} | headers
    return server.ask("POST", f"/v1/session{path}", body or {"ask": False}, headers=own)


@pytest.mark.skipif(not peers.CAN_TELL, reason="only Linux tells whose a connection is")
def test_a_new_tab_is_let_in_and_the_others_stay_in(fresh_server: RunningServer) -> None:
    first = let_in(fresh_server)
    assert first.json["status"] == "open"
    assert "HttpOnly" in first.headers["set-cookie"]
    cookie = first.headers["set-cookie"].split(";")[0]
    second = let_in(fresh_server, Cookie=cookie)
    assert second.headers["set-cookie"].split(";")[0] == cookie
    assert second.json["page_key"] != first.json["page_key"]
    for tab in (first, second):
        session = {"Cookie": cookie, "Softsell-Page": tab.json["page_key"]}
        assert fresh_server.ask("GET", "/v1/rules", headers=session).status == 200
    # The cookie is sent to every port, so alone it opens nothing.
    assert fresh_server.ask("GET", "/v1/rules", headers={"Cookie": cookie}).status == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": EXTENSION},
        {"Origin": "https://shop.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://127.0.0.1:1", "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "null"},
    ],
)
def test_nobody_but_our_own_page_is_let_in(fresh_server: RunningServer, headers: dict[str, str]) -> None:
    fresh_server.pair_extension(EXTENSION)
    for path in ("", "/poll"):
        assert let_in(fresh_server, path, {"verifier": "x"} if path else None, **headers).status == 403
    assert fresh_server.ask("POST", "/v1/session", {"ask": True}).status == 403


def test_where_the_system_can_not_tell_the_user_confirms_a_code(
    fresh_server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "CAN_TELL", False)
    assert let_in(fresh_server).json["status"] == "ask"
    assert fresh_server.services.desk.waiting() == []
    asked = let_in(fresh_server, "", {"ask": True}).json
    assert (asked["status"], asked.get("page_key")) == ("pending", None)
    polled = let_in(fresh_server, "/poll", {"verifier": asked["verifier"]})
    assert polled.json == {"status": "pending"}
    # It is no request for a token, and no page may answer it.
    assert poll(fresh_server, asked["verifier"], None).status == 410
    assert approve(fresh_server, asked["code"], headers=fresh_server.enter()).status == 403
    approve(fresh_server, asked["code"])
    opened = let_in(fresh_server, "/poll", {"verifier": asked["verifier"]})
    session = {"Cookie": opened.headers["set-cookie"].split(";")[0], "Softsell-Page": opened.json["page_key"]}
    assert fresh_server.ask("GET", "/v1/rules", headers=session).status == 200
    assert let_in(fresh_server, "/poll", {"verifier": asked["verifier"]}).status == 410
    denied = let_in(fresh_server, "", {"ask": True}).json
    fresh_server.ask("POST", "/v1/pair/deny", {"code": denied["code"]}, token=fresh_server.owner)
    assert let_in(fresh_server, "/poll", {"verifier": denied["verifier"]}).json == {"status": "denied"}


def test_a_link_on_another_page_leads_to_a_button(server: RunningServer) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    reply = server.ask("GET", "/", headers=headers)
    assert reply.status == 403
    assert 'href="/"' in reply.body.decode()
    framed = server.ask("GET", "/", headers=headers | {"Sec-Fetch-Dest": "iframe"})
    assert framed.status == 403
    assert "href=" not in framed.body.decode().partition("<main>")[2]


def test_a_link_works_once(fresh_server: RunningServer) -> None:
    link = fresh_server.ask("POST", "/v1/links", {"page": "/pair"}, token=fresh_server.owner).json["url"]
    path = link.partition(str(fresh_server.port))[2]
    first = fresh_server.ask("GET", path, headers={"Sec-Fetch-Site": "none"})
    assert first.status == 200
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert 'href="/pair"' in first.body.decode()
    assert fresh_server.ask("GET", path).status == 401


def test_a_link_expires_and_is_not_used_up_by_a_prefetch_or_a_frame(fresh_server: RunningServer) -> None:
    path = "/enter?key=" + fresh_server.services.sessions.new_link_key("/")
    for headers in ({"Sec-Purpose": "prefetch"}, {"Sec-Fetch-Dest": "iframe"}, {"Sec-Fetch-Mode": "cors"}):
        assert fresh_server.ask("GET", path, headers=headers).status == 401
    assert fresh_server.ask("HEAD", path).status == 401
    fresh_server.clock.skip(601)
    assert fresh_server.ask("GET", path).status == 401


def test_a_session_ends(fresh_server: RunningServer) -> None:
    session = fresh_server.enter()
    assert fresh_server.ask("GET", "/v1/rules", headers=session).status == 200
    fresh_server.clock.skip(8 * 24 * 3600)
    assert fresh_server.ask("GET", "/v1/rules", headers=session).status == 401


def test_the_server_proves_itself_to_who_is_paired(fresh_server: RunningServer) -> None:
    token = fresh_server.pair_extension()
    token_id = token.split("_")[1]
    nonce = new_nonce()
    address = f"127.0.0.1:{fresh_server.port}"
    reply = fresh_server.ask("GET", "/v1/health", headers={"Softsell-Challenge": f"{token_id}.{nonce}"})
    assert reply.json == {"product": "softsell", "protocol": 1}
    proof = reply.headers["softsell-proof"]
    assert is_proven(token, nonce, address, proof)
    assert not is_proven(token, new_nonce(), address, proof)
    assert not is_proven(token, nonce, "127.0.0.1:1", proof)
    assert not is_proven(token[:-1] + ("E" if token.endswith("A") else "A"), nonce, address, proof)


def test_there_is_no_proof_for_strangers_or_after_revoking(fresh_server: RunningServer) -> None:
    token_id = fresh_server.pair_extension().split("_")[1]
    for challenge in (f"{'0' * 16}.{new_nonce()}", f"{token_id}.short", token_id, "", f"../{token_id}.{new_nonce()}"):
        reply = fresh_server.ask("GET", "/v1/health", headers={"Softsell-Challenge": challenge})
        assert reply.status == 200
        assert "softsell-proof" not in reply.headers
    fresh_server.services.tokens.revoke(token_id)
    reply = fresh_server.ask("GET", "/v1/health", headers={"Softsell-Challenge": f"{token_id}.{new_nonce()}"})
    assert "softsell-proof" not in reply.headers


def test_the_proof_is_what_the_protocol_says() -> None:
    # Worked out by hand from PROTOCOL.md, so that the extension's own code can be held to the same figures.
    token = "softsell_0123456789abcdef_" + "A" * 43
    assert proof_key(token).hex() == "93748b1f54f1e5381b7bb1a71c84d5be10ab6c4e3bca7ad0a2bdc6987a2cbf29"
    assert prove(proof_key(token), "B" * 43, "127.0.0.1:7355") == "CBNy5eEZ96A9ed7Iv3JJA2p-Fv_00y4SFvfxaLvnxXo"


def test_what_is_stored_is_private_and_gives_no_token_back(tmp_path: Path) -> None:
    store = TokenStore(tmp_path / "softsell")
    record, token = store.create("Ana's editor", "script")
    file = tmp_path / "softsell" / "tokens" / f"{record.id}.json"
    secret = token.split("_")[2]
    assert secret not in file.read_text()
    assert set(json.loads(file.read_text())) == {"id", "name", "kind", "origin", "created", "digest", "proof_key"}
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert store.verify(token) == record
    assert store.verify(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    assert len({store.create("x", "script")[1] for _ in range(50)}) == 50


def test_other_processes_tokens_are_seen_at_once(tmp_path: Path) -> None:
    mine, theirs = TokenStore(tmp_path), TokenStore(tmp_path)
    record, token = theirs.create("softsell in Firefox", "extension", OTHER_EXTENSION)
    assert mine.verify(token) is not None
    assert mine.origins() == {OTHER_EXTENSION}
    theirs.revoke(record.id)
    assert mine.verify(token) is None
    assert mine.origins() == frozenset()


DAMAGES: dict[str, list[Any]] = {
    "id": [5, None, "../x"],
    "name": [5, None, ["x"], "\ud800"],
    "kind": [5, None, [], "root"],
    "origin": [5, ["x"], {}],
    "created": ["5", None, 1.5, True, -1, 10**30],
    "digest": [5, None, "é" * 64, "x", [0] * 64],
    "proof_key": [5, None, "no hexadecimal", "AB"],
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in DAMAGES.items() for value in values])
def test_a_file_with_a_wrong_type_is_no_token_and_no_500(server: RunningServer, field: str, value: Any) -> None:
    record, token = server.services.tokens.create("x", "script")
    file = server.state / "tokens" / f"{record.id}.json"
    whole = file.read_text()
    file.write_text(json.dumps({**json.loads(whole), field: value}))
    assert server.ask("GET", "/v1/rules", token=token).status == 401
    challenge = {"Softsell-Challenge": f"{record.id}.{new_nonce()}"}
    proof = server.ask("GET", "/v1/health", headers=challenge)
    assert (proof.status, "softsell-proof" in proof.headers) == (200, False)
    assert server.ask("GET", "/v1/clients", token=server.owner).status == 200
    assert server.ask("POST", "/v1/pair", {"name": "x"}, headers={"Origin": "https://shop.example"}).status == 403
    file.write_text(whole)
    assert server.ask("GET", "/v1/rules", token=token).status == 200
    file.unlink()


def test_a_name_that_is_no_text_is_made_some(server: RunningServer) -> None:
    record, token = server.services.tokens.create("caf\udce9", "script")
    assert record.name == "caf?"
    assert server.ask("GET", "/v1/rules", token=token).status == 200
    assert server.ask("GET", "/v1/clients", token=server.owner).status == 200


def test_a_replaced_owner_token_is_worth_nothing_and_not_hidden(fresh_server: RunningServer) -> None:
    old, state = fresh_server.owner, fresh_server.state
    (state / "owner-token").unlink()
    assert fresh_server.ask("GET", "/v1/clients", token=old).status == 401
    challenge = {"Softsell-Challenge": f"{old.split('_')[1]}.{new_nonce()}"}
    assert "softsell-proof" not in fresh_server.ask("GET", "/v1/health", headers=challenge).headers
    other = TokenStore(state)
    assert [record.id for record in other.all_but_owner()] == [old.split("_")[1]]
    new = other.owner_token()
    assert new != old
    assert fresh_server.ask("GET", "/v1/clients", token=old).status == 401
    assert fresh_server.ask("GET", "/v1/clients", token=new).status == 200
    assert other.all_but_owner() == []
    assert [record.id for record in other.all()] == [new.split("_")[1]]


def test_a_script_s_token_in_the_owner_s_file_makes_no_owner(tmp_path: Path) -> None:
    store = TokenStore(tmp_path)
    _, script = store.create("x", "script")
    (tmp_path / "owner-token").write_text(script)
    assert store.owner_token() != script
    assert {record.kind for record in store.all()} == {"script", "owner"}


@pytest.mark.parametrize("damage", ["", "{}", "[]", "null", '{"id": 5}', "\x00", "[" * 60_000])
def test_a_damaged_file_is_no_token(tmp_path: Path, damage: str) -> None:
    store = TokenStore(tmp_path)
    record, token = store.create("x", "script")
    (tmp_path / "tokens" / f"{record.id}.json").write_text(damage)
    assert store.verify(token) is None
    assert store.all() == []


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_an_open_folder_is_closed(tmp_path: Path) -> None:
    store = TokenStore(tmp_path / "state")
    token = store.owner_token()
    (tmp_path / "state" / "owner-token").chmod(0o644)
    assert store.open_files()
    (tmp_path / "state" / "tokens").chmod(0o755)
    store.create("x", "script")
    assert stat.S_IMODE((tmp_path / "state" / "tokens").stat().st_mode) == 0o700
    assert store.owner_token() == token


def test_what_the_command_line_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("softsell.web.pairing.token_store.state_folder", lambda: tmp_path)
    token = token_store.create_token("nightly job")
    TokenStore().owner_token()
    assert [record.name for record in token_store.list_tokens()] == ["nightly job"]
    assert token_store.revoke(token.split("_")[1])
    assert not token_store.revoke("nobody")
    assert token_store.list_tokens() == []
