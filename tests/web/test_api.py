"""API v1 as a client sees it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

if TYPE_CHECKING:
    from tests.web.conftest import RunningServer


def test_health_says_who_answers_and_nothing_else(server: RunningServer) -> None:
    reply = server.ask("GET", "/v1/health")
    assert reply.status == 200
    assert reply.json == {"product": "softsell", "protocol": 1}
    assert "softsell-version" not in reply.headers


def test_check_answers_findings_scores_measures_and_sentences(server: RunningServer) -> None:
    reply = server.check("Last chance! Buy now before it's gone. Only 2 left!!!", platform="instagram")
    assert reply.status == 200
    answer = reply.json
    assert set(answer) == {"findings", "scores", "measures", "sentences", "kind"}
    assert set(answer["scores"]) == {"pushiness", "self-focus", "questions", "readability"}
    assert answer["scores"]["pushiness"] > 0
    pushy = [f for f in answer["findings"] if f["rule"].startswith("pushiness/")]
    assert pushy
    assert {"rule", "severity", "start", "end", "message", "why", "fixes"} <= set(pushy[0])
    assert {f["dimension"] for f in pushy} == {"pushiness"}
    assert answer["measures"]["words"] >= 9
    assert {"start", "end", "kind", "invites", "sales_question"} == set(answer["sentences"][0])


def test_a_finding_says_which_score_it_feeds_and_whether_it_is_praise(server: RunningServer) -> None:
    answer = server.check("Thank you for the jam! It is our best-in-class jam.", settings={"severity": "warning"}).json
    praise = [f for f in answer["findings"] if f["positive"]]
    assert praise
    rules = {rule["id"]: rule["dimension"] for rule in server.ask("GET", "/v1/rules", token=server.owner).json["rules"]}
    assert all(f["dimension"] == rules[f["rule"]] for f in answer["findings"])


def test_the_reasons_of_scores_are_told_if_asked_for(server: RunningServer) -> None:
    text = "Fresh croissants until they're gone, from 7 am. £2.20 each, and the almond ones are back."
    answer = server.check(text, explain=True).json
    reasons = answer["reasons"]
    assert {reason["dimension"] for reason in reasons} <= set(answer["scores"])
    assert [abs(reason["points"]) for reason in reasons] == sorted((abs(r["points"]) for r in reasons), reverse=True)
    # Nothing in it is marked as pushy, and still the score says why it isn't 0.
    assert not [finding for finding in answer["findings"] if finding["dimension"] == "pushiness"]
    [offer] = [
        reason["says"] for reason in reasons if reason["says"].startswith("It reads like an offer, because of “")
    ]
    assert all(quote in text for quote in re.findall("“(.+?)”", offer))
    assert "£2.20" in offer
    assert "It never says “you” or “your”." in [reason["says"] for reason in reasons]
    assert "reasons" not in server.check(text).json

    drafts = [{"text": text, "explain": True}, {"text": text}]
    asked, not_asked = server.ask("POST", "/v1/check", {"drafts": drafts}, token=server.owner).json["reports"]
    assert asked["reasons"] == reasons
    assert "reasons" not in not_asked


def test_reasons_say_how_sure_they_are_and_quote_only_words_that_say_something() -> None:
    from softsell.engine.engine import Engine
    from softsell.engine.scores import Points
    from softsell.web.api.reasons import list_reasons

    carriers = ("“up at”", "“12”", "“they're”", "“! Come”", "“so come”", "“£2.20 each”", "“link in”")
    points = (
        Points("pushiness", "pressure", 33.6, 0.41, carriers),
        Points("pushiness", "promotion", 9.0, 0.62, carriers[:3]),
        # A pack may let a measure count in two steps.
        Points("readability", "reading_difficulty", 5.2, 60.32),
        Points("readability", "reading_difficulty", 6.0, 60.32),
    )
    report = msgspec.structs.replace(Engine(packs=()).check("A word."), points=points)
    assert [(reason["points"], reason["says"]) for reason in list_reasons(report)] == [
        (33.6, "It's a little like posts that press people to buy, because of “so come”, “£2.20 each” and “link in”."),
        (11.2, "Its words and sentences have a difficulty of 60. An average web page has 50."),
        (9.0, "It reads like an offer."),
    ]


def test_a_score_has_a_bounded_number_of_reasons() -> None:
    from softsell.checks.finding import Finding
    from softsell.engine.engine import Engine
    from softsell.engine.scores import Points
    from softsell.web.api.reasons import list_reasons

    report = Engine(packs=()).check("A word.")
    found = (Finding("a/b", "warning", None, "It is so.", "Because."),)
    points = tuple(Points("pushiness", f"a/{number}", number, 1, found=found) for number in range(5_000))
    reasons = list_reasons(msgspec.structs.replace(report, points=points))
    assert [reason["points"] for reason in reasons] == list(range(4_999, 4_979, -1))


def test_scores_that_a_pack_declares_are_in_the_schema() -> None:
    from softsell.web.api.models import Scores

    four = {"pushiness": 1.0, "self-focus": 0.0, "questions": 0.0, "readability": None}
    assert Scores.model_validate({**four, "warmth": 40.0}).model_extra == {"warmth": 40.0}
    with pytest.raises(ValueError, match="warmth"):
        Scores.model_validate({**four, "warmth": "hot"})


def test_offsets_are_utf16_unless_code_points_are_asked_for(server: RunningServer) -> None:
    text = "\U0001f389\U0001f389 Last chance to grab a seat!"
    start = {}
    for offsets in ("utf-16", "code-point"):
        findings = server.check(text, offsets=offsets).json["findings"]
        spans = [f["start"] for f in findings if f["rule"].startswith("pushiness/") and f["start"]]
        start[offsets] = min(spans)
    assert start["utf-16"] == start["code-point"] + 2


def test_every_answer_carries_its_time(server: RunningServer) -> None:
    for reply in (server.check(), server.ask("GET", "/v1/health"), server.ask("GET", "/v1/rules")):
        assert reply.headers["server-timing"].startswith("app;dur=")
    assert "check;dur=" in server.check().headers["server-timing"]


def test_a_request_may_bring_settings_of_its_own(server: RunningServer) -> None:
    text = "Last chance! Buy now before it's gone."
    assert any(f["rule"].startswith("pushiness/") for f in server.check(text).json["findings"])
    quiet = server.check(text, settings={"ignore": ["pushiness"]}).json
    assert not any(f["rule"].startswith("pushiness/") for f in quiet["findings"])


@pytest.mark.parametrize("key", ["packs", "model", "port", "languagetool"])
def test_a_request_may_not_name_files_or_change_the_server(server: RunningServer, key: str) -> None:
    reply = server.check(settings={key: "x"})
    assert (reply.status, reply.json["type"]) == (400, "urn:softsell:problem:invalid-settings")


def test_mistaken_settings_are_told_with_the_way_out(server: RunningServer) -> None:
    reply = server.check(settings={"brnad": ["Larch & Co"]})
    assert reply.status == 400
    assert "brand" in reply.json["problems"][0]["hint"]


def test_a_reply_is_held_against_what_it_answers(server: RunningServer) -> None:
    text = "Thanks for stopping by!"
    alone = {finding["rule"] for finding in server.check(text).json["findings"]}
    replying = {finding["rule"] for finding in server.check(text, reply_to="Are you open on Sunday?").json["findings"]}
    assert replying > alone


def test_the_kind_of_post_is_estimated_or_taken(server: RunningServer) -> None:
    estimated = server.check("Which trail would you take with children?").json["kind"]
    assert estimated["group"] == "talks"
    assert 0 < estimated["likelihood"] <= estimated["group_likelihood"] <= 1
    said = server.check("Which trail would you take with children?", kind="story").json["kind"]
    assert said == {"name": "story", "group": "tells", "likelihood": 1, "group_likelihood": 1}
    refused = server.check("Hello", kind="evnt")
    assert refused.status == 400
    assert "did you mean “event”" in refused.json["detail"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": 5},
        {"text": None},
        {"text": "Hello", "platform": "myspace"},
        {"text": "Hello", "markup": "rtf"},
        {"text": "Hello", "kind": "myth"},
        {"text": "Hello", "kind": ["event"]},
        {"text": "Hello", "offsets": "utf-8"},
        {"text": "Hello", "settings": []},
        {"text": "Hello", "colour": "green"},
        [],
        "Hello",
        None,
    ],
)
def test_what_can_not_be_is_a_problem_with_a_stable_type(server: RunningServer, body: Any) -> None:
    reply = server.ask("POST", "/v1/check", b"null" if body is None else body, token=server.owner)
    assert reply.status == 400
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json["type"] == "urn:softsell:problem:invalid-request"
    assert reply.json["status"] == 400


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"text": "a", "text": "b"}',
        b'{"text": NaN}',
        b'{"text": "a", "settings": {"reading_level": Infinity}}',
        b'{"text": "a", "settings": {"reading_level": 1e999}}',
        b'{"text": "a", "settings": {"port": ' + b"9" * 5000 + b"}}",
        b'{"text": "half \\ud83d"}',
        b'{"text": "a", "settings": {"\\udc00": 1}}',
        b'{"text": "\xff"}',
        b'\xef\xbb\xbf{"text": "a"}',
        b'{"text": ' + b"[" * 200_000,
        b'{"text": ' + b"[" * 100 + b"]" * 100 + b"}",
        b'{"a":' * 50_000,
        b'{"text": "line\nbreak"}',
    ],
)
def test_json_that_is_none_is_refused(server: RunningServer, body: Any) -> None:
    reply = server.ask("POST", "/v1/check", body, token=server.owner)
    assert (reply.status, reply.json["type"]) == (400, "urn:softsell:problem:malformed-request")


def test_no_problem_quotes_the_draft(server: RunningServer) -> None:
    secret = "lavenderhoneycomb"
    for body in (
        {"text": secret, "platform": secret},
        {"text": secret, secret: 1},
        {"text": secret, "settings": {secret: secret}},
        {"text": {secret: secret}},
    ):
        reply = server.ask("POST", "/v1/check", body, token=server.owner)
        assert reply.status == 400
        assert b"Traceback" not in reply.body
    assert secret not in server.check(secret * 10_000).body.decode()


def test_a_text_may_be_long_but_not_without_end(server: RunningServer) -> None:
    assert server.check("Come and say hello. " * 4_000).status == 200
    assert server.check("a" * 100_001).status == 413
    assert server.check("Hello", reply_to="a" * 20_001).status == 413


def test_rules_and_packs_are_listed(server: RunningServer) -> None:
    rules = server.ask("GET", "/v1/rules", token=server.owner).json["rules"]
    assert any(rule["id"].startswith("pushiness/") and rule["why"] and rule["bad"] and rule["good"] for rule in rules)
    packs = server.ask("GET", "/v1/packs", token=server.owner).json
    assert packs["problems"] == []
    assert any(pack["name"] == "pushiness" and pack["builtin"] for pack in packs["packs"])


RULE = """
- id: free-money
  kind: phrase
  message: "“{match}” promises money."
  why: Nobody believes in free money.
  patterns: [free money]
  examples:
    bad: ["Get [[free money]] today"]
    good: ["Parking is free of charge"]
"""


def test_a_rule_file_can_be_tried(server: RunningServer) -> None:
    reply = server.ask(
        "POST", "/v1/rules/try", {"yaml": RULE, "text": "\U0001f4b8 free money here"}, token=server.owner
    )
    assert reply.status == 200
    assert reply.json["problems"] == []
    assert [(f["start"], f["end"]) for f in reply.json["findings"]] == [(3, 13)]


def test_a_tried_rule_with_mistakes_is_told_where_they_are(server: RunningServer) -> None:
    reply = server.ask("POST", "/v1/rules/try", {"yaml": "- id: free-money\n  kind: phrse\n"}, token=server.owner)
    assert reply.status == 200
    assert any(problem["line"] for problem in reply.json["problems"])


def test_a_rule_cant_be_tried_on_a_platform_that_isnt(server: RunningServer) -> None:
    """Also where the file has mistakes, so nothing is tried."""
    for yaml in (RULE, ""):
        reply = server.ask("POST", "/v1/rules/try", {"yaml": yaml, "platform": "xn"}, token=server.owner)
        assert reply.status == 400
        assert "“xn”" in reply.json["detail"]


def test_versions_are_told_to_both_sides(server: RunningServer, caplog: pytest.LogCaptureFixture) -> None:
    def notice(client: str) -> str | None:
        headers = {"Softsell-Client": client}
        return server.ask("GET", "/v1/packs", token=server.owner, headers=headers).headers.get("softsell-notice")

    assert notice("extension/0.1.9") is None
    assert notice("extension/9.0.0") == "update-server"
    assert notice("extension/0.0.4") == "update-client"
    assert notice("<script>/1") is None


def test_other_methods_and_unknown_paths(server: RunningServer) -> None:
    assert server.ask("GET", "/v1/check", token=server.owner).status == 405
    assert server.ask("GET", "/v1/check", token=server.owner).headers["allow"] == "POST"
    assert server.ask("GET", "/v1/nothing", token=server.owner).status == 404
    assert server.ask("HEAD", "/v1/health").status == 200


def test_fix_applies_what_is_safe_until_nothing_is_left(server: RunningServer) -> None:
    asked = {"text": "Book your table now. We utilize rye!!!", "markup": "plain"}
    answer = server.ask("POST", "/v1/fix", asked, token=server.owner)
    assert answer.status == 200
    assert answer.json["applied"] >= 2
    assert "utilize" not in answer.json["text"]
    assert "!!!" not in answer.json["text"]
    again = server.ask("POST", "/v1/fix", {**asked, "text": answer.json["text"]}, token=server.owner)
    assert again.json == {"text": answer.json["text"], "applied": 0}
    assert server.ask("POST", "/v1/fix", {"text": "x" * 100_001}, token=server.owner).status == 413


@pytest.mark.parametrize(
    ("path", "body", "says"),
    [
        ("check", [], "The request must be a JSON object with “text”."),
        ("check", {}, "“text” is missing."),
        ("check", {"txt": "x"}, "“txt” isn't a key here. Did you mean “text”?"),
        ("feed", {"y": 1}, "“y” isn't a key here. The keys are "),
        ("check", {"text": 5}, "“text” must be a text."),
        ("check", {"text": "x", "explain": 1}, "“explain” must be true or false."),
        ("check", {"text": "x", "settings": []}, "“settings” must be an object."),
        ("check", {"text": "x", "offsets": "bytes"}, '“offsets” must be "utf-16" or "code-point".'),
        ("check", {"drafts": [{"text": "x"}] * 1_001}, "“drafts” has more than 1,000 items."),
        ("feed", {"posts": 5}, "“posts” must be a list."),
        ("feed", {"posts": [{"text": "x"}, {}]}, "“text” is missing in item 2 of “posts”."),
        ("feed", {"posts": [{"text": "x"}, {"text": []}]}, "Item 2 of “posts” must be a text."),
        ("feed", {"posts": [{"text": "x", "a secret": 1}]}, "Item 1 of “posts” has a key that isn't known."),
    ],
)
def test_a_wrong_request_is_explained(server: RunningServer, path: str, body: object, says: str) -> None:
    reply = server.ask("POST", f"/v1/{path}", body, token=server.owner)
    assert reply.status == 400
    assert reply.json["detail"].startswith(says)
    assert "secret" not in reply.json["detail"]


@pytest.mark.parametrize("credentials", [None, "Basic dXNlcjpzZWNyZXQ="])
def test_who_sends_no_token_learns_how_to_get_one(server: RunningServer, credentials: str | None) -> None:
    headers = {} if credentials is None else {"Authorization": credentials}
    reply = server.ask("POST", "/v1/check", {"text": "x"}, headers=headers)
    assert reply.status == 401
    assert "softsell pair --token" in reply.json["detail"]
