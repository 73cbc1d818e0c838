"""reply, buried and fold: rules that look at the draft's place in a conversation and on the page."""

from __future__ import annotations

from softsell.checks.finding import Finding
from softsell.checks.rule import Example, Rule
from softsell.engine.proving import ExampleRunner

FIRST = "After months of planning, painting and waiting for the permit from the town hall, the small room behind our shop is "


def run(
    kind: str, text: str, *, platform: str | None = None, reply_to: str | None = None, **options: object
) -> list[Finding]:
    rule = Rule("test/rule", kind, options, "warning", 0, "“{match}” {count} {bound}", "Because.")
    return ExampleRunner("none")(rule, Example(text, platform=platform, reply_to=reply_to))


class TestReply:
    def test_tells_the_question_that_is_left_open(self) -> None:
        finding = run("reply", "Thank you so much for writing!", reply_to="Lovely shop. Do you sell oat flour?")[0]
        assert finding.span is None
        assert finding.message == "“Do you sell oat flour?” 1 0"

    def test_an_answer_closes_it(self) -> None:
        assert run("reply", "We do, in small bags.", reply_to="Do you sell oat flour?") == []

    def test_a_post_answers_nobody(self) -> None:
        assert run("reply", "Thank you so much for writing!") == []
        assert run("reply", "Thank you so much for writing!", reply_to="  ") == []

    def test_bound_of_open_questions(self) -> None:
        asked = "Do you sell oat flour? Do you deliver?"
        assert run("reply", "Thank you!", reply_to=asked, at_most=1)[0].message.endswith("2 1")
        assert run("reply", "Thank you!", reply_to=asked, at_most=2) == []


class TestBuried:
    BEFORE = "The little library by the bus stop has forty new books from the school's summer fair."
    ASK = "Which book would you read twice?"
    AFTER = " ".join(["The shelf got a new roof because the old one let the rain in."] * 3)

    def test_a_question_with_much_before_and_after_it(self) -> None:
        text = f"{self.BEFORE} {self.ASK} {self.AFTER}"
        findings = run("buried", text, of=["invitation"])
        assert [text[slice(*finding.span)] for finding in findings if finding.span] == [self.ASK]
        assert findings[0].message == f"“{self.ASK}” 42 25"

    def test_not_at_the_start_nor_at_the_end(self) -> None:
        assert run("buried", f"{self.ASK} {self.BEFORE} {self.AFTER}", of=["invitation"]) == []
        assert run("buried", f"{self.BEFORE} {self.AFTER} {self.ASK}", of=["invitation"]) == []

    def test_not_if_it_is_asked_again_at_the_end(self) -> None:
        assert run("buried", f"{self.BEFORE} {self.ASK} {self.AFTER} {self.ASK}", of=["invitation"]) == []


class TestFold:
    def test_marks_what_lies_below(self) -> None:
        text = f"{FIRST}ready at last, with a stove and a shelf of books."
        finding = run("fold", text, platform="instagram")[0]
        assert finding.span is not None
        assert finding.span.start >= 100
        assert text[slice(*finding.span)].endswith("a shelf of books.")

    def test_quiet_where_nothing_is_folded(self) -> None:
        text = f"{FIRST}ready at last, with a stove and a shelf of books."
        assert run("fold", text) == []
        assert run("fold", text, platform="x") == []
        assert run("fold", "The room is ready. " + text, platform="instagram") == []
        assert run("fold", "", platform="instagram") == []
