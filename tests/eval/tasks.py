"""The tasks: what is scored on which file, with which target and baseline.

A pushiness warning is a finding of the pushiness pack with severity warning or error, the same for every corpus. It also decides about
YouTube and SMS spam; no threshold was fitted to them.

The baselines come from the corpora's README, for the other halves, with simple methods ("?", word lists, word shares, formulas).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import Literal

from softsell.language.english.syllables import syllables
from tests.eval.corpora import Corpora, Row, groups_of
from tests.eval.judging import Judged
from tests.eval.language import _token_spans, _visible_before
from tests.eval.readability import BANDS
from tests.eval.resampling import DRAWS, Statistic, auc, estimate, f1, pearson, share, spearman, spearman_in_bands

Aim = Literal["at least", "at most"]
Judge = Callable[[str], list[Judged]]
"""The judgements of a corpus's rows, in their order, by its name."""


@dataclass(frozen=True, slots=True)
class Result:
    """One figure of one task.

    Attributes:
        check: which part of softsell it measures.
        task, corpus, metric: what was asked of what, in which unit.
        value, low, high: the figure and its 95 % interval.
        n: rows (pronouns, boundaries) it rests on.
        positives: those of them that the task is to find; ``None`` where it is not about finding.
        baseline: the figure of a plain method, where one is known.
        target, stretch: what it should reach.
        aim: whether more or less is better.
    """

    check: str
    task: str
    corpus: str
    metric: str
    value: float
    low: float
    high: float
    n: int
    positives: int | None = None
    baseline: float | None = None
    target: float | None = None
    stretch: float | None = None
    aim: Aim = "at least"

    @property
    def met(self) -> bool | None:
        if self.target is None:
            return None
        value = round(self.value, 3)
        return value >= self.target if self.aim == "at least" else value <= self.target


@dataclass(frozen=True, slots=True)
class Task:
    """One figure to take: how its statistic comes from rows and judgements."""

    check: str
    task: str
    corpus: str
    metric: str
    statistic: Callable[[list[Row], list[Judged]], Statistic]
    keep: Callable[[Row], bool] = lambda row: True
    positive: Callable[[Row], bool] | None = None
    baseline: float | None = None
    target: float | None = None
    stretch: float | None = None
    aim: Aim = "at least"


def run(corpora: Corpora, judge: Judge, tasks: Sequence[Task] | None = None, draws: int = DRAWS) -> Iterator[Result]:
    """The result of every task whose corpus is there."""
    for task in TASKS if tasks is None else tasks:
        if task.corpus in corpora:
            result = _run(task, corpora.rows(task.corpus), judge, draws)
            if result is not None:
                yield result


def _run(task: Task, rows: list[Row], judge: Judge, draws: int) -> Result | None:
    kept = [index for index, row in enumerate(rows) if task.keep(row)]
    if not kept:
        return None
    chosen = [rows[index] for index in kept]
    judged: list[Judged] = []
    if task.corpus != "cmudict_syllables":
        everything = judge(task.corpus)
        judged = [everything[index] for index in kept]
    found = estimate(task.statistic(chosen, judged), groups_of(chosen), draws)
    return Result(
        task.check,
        task.task,
        task.corpus,
        task.metric,
        found.value,
        found.low,
        found.high,
        len(chosen),
        sum(map(task.positive, chosen)) if task.positive else None,
        task.baseline,
        task.target,
        task.stretch,
        task.aim,
    )


# Statistics


def _auc(dimension: str, positive: Callable[[Row], bool]) -> Callable[[list[Row], list[Judged]], Statistic]:
    return lambda rows, judged: auc([j.score(dimension) for j in judged], [positive(row) for row in rows])


def _warned_share(rows: list[Row], judged: list[Judged]) -> Statistic:
    return share([j.warned("pushiness") for j in judged])


def found_f(gold: Gold, found: Told) -> Callable[..., Statistic]:
    """F1 of finding rows: ``gold`` says which are meant, ``found`` which were found."""
    return _told("F", gold, found)


Told = Callable[[Judged], bool]
Gold = Callable[[Row], bool]


def _told(kind: Literal["F", "precision", "recall"], gold: Gold, told: Told) -> Callable[..., Statistic]:
    """F1, precision or recall of telling rows apart."""

    def statistic(rows: list[Row], judged: list[Judged]) -> Statistic:
        is_gold = [float(gold(row)) for row in rows]
        is_found = [float(told(j)) for j in judged]
        return _counted(kind, [a * b for a, b in zip(is_gold, is_found, strict=True)], is_found, is_gold)

    return statistic


def _counted(kind: str, hits: list[float], found: list[float], gold: list[float]) -> Statistic:
    if kind == "F":
        return f1(hits, found, gold)
    return share(hits, found if kind == "precision" else gold)


def _pronouns(kind: str, measure: str, columns: tuple[str, ...]) -> Callable[..., Statistic]:
    def statistic(rows: list[Row], judged: list[Judged]) -> Statistic:
        gold = [float(sum(row[column] for column in columns)) for row in rows]
        found = [j.measures[measure] for j in judged]
        return _counted(kind, list(map(min, found, gold)), found, gold)

    return statistic


def _rho(label: Callable[[Row], float], value: Callable[[Judged], float]) -> Callable[..., Statistic]:
    return lambda rows, judged: spearman([value(j) for j in judged], [label(row) for row in rows])


def _difficulty(judged: Judged) -> float:
    return judged.score("readability")


def _rho_in_bands(rows: list[Row], judged: list[Judged]) -> Statistic:
    """Rows too short for a score are left out."""
    at = [index for index, j in enumerate(judged) if j.scores["readability"] is not None]
    values = {index: _difficulty(judged[index]) for index in at}
    labels = [float(row["label"]) for row in rows]
    sizes = [j.measures["words"] if index in values else 0.0 for index, j in enumerate(judged)]
    return spearman_in_bands([values.get(index, 0.0) for index in range(len(rows))], labels, sizes, BANDS)


def _ease(rows: list[Row], judged: list[Judged]) -> Statistic:
    return pearson([_difficulty(j) for j in judged], [-float(row["label"]) for row in rows])


def _articles(rows: list[Row], judged: list[Judged]) -> Statistic:
    """Of the pairs of an article's levels, the share in the right order; counted at the article's first row."""
    order = {"elementary": 0, "intermediate": 1, "advanced": 2}
    versions: dict[str, list[tuple[int, int]]] = {}
    for index, row in enumerate(rows):
        versions.setdefault(row["group"], []).append((order[row["label"]], index))
    right, pairs = [0.0] * len(rows), [0.0] * len(rows)
    for article in versions.values():
        first = article[0][1]
        ranked = [_difficulty(judged[index]) for _, index in sorted(article)]
        for easier, harder in (*pairwise(ranked), (ranked[0], ranked[-1])):
            pairs[first] += 1
            right[first] += easier < harder
    return share(right, pairs)


def _spans_ewt(row: Row) -> list[tuple[int, int]]:
    return [(start, end) for start, end in row["sents"]]


def _spans_tweebank(row: Row) -> list[tuple[int, int]]:
    spans = _token_spans(row["text"], row["tokens"].split())
    return [(spans[first][0], spans[last - 1][1]) for first, last in row["root_segments"]]


def _ends(spans: Callable[[Row], list[tuple[int, int]]]) -> Callable[..., Statistic]:
    """Ends of sentences, the end of the text left out; equal when no visible character lies between."""

    def statistic(rows: list[Row], judged: list[Judged]) -> Statistic:
        hits, found, gold = [], [], []
        for row, j in zip(rows, judged, strict=True):
            visible = _visible_before(row["text"])
            theirs = {visible[end] for _, end in spans(row)} - {visible[-1]}
            mine = {visible[sentence.end] for sentence in j.sentences} - {visible[-1]}
            hits.append(float(len(mine & theirs)))
            found.append(float(len(mine)))
            gold.append(float(len(theirs)))
        return f1(hits, found, gold)

    return statistic


def _syllables(rows: list[Row], judged: list[Judged]) -> Statistic:
    return share([syllables(row["text"]) == int(row["label"]) for row in rows])


# What softsell says of a row


def _pushes(judged: Judged) -> bool:
    return judged.warned("pushiness")


def _asks(judged: Judged) -> bool:
    return any(sentence.kind == "question" for sentence in judged.sentences)


def _hooks(judged: Judged) -> bool:
    return any(sentence.sales_question for sentence in judged.sentences)


def _invites(judged: Judged) -> bool:
    return any(sentence.invites for sentence in judged.sentences)


def _orders(judged: Judged) -> bool:
    """The treebanks' root, by approximation: the first sentence that is no fragment."""
    kinds = [sentence.kind for sentence in judged.sentences if sentence.kind != "fragment"]
    return bool(kinds) and kinds[0] == "command"


def _label(*labels: str) -> Gold:
    return lambda row: row["label"] in labels


def _one_type(row: Row) -> bool:
    return bool(row["label"] != "multiple")


def _clean_tweet(row: Row) -> bool:
    return not row["is_rt"] and not row["truncated"]


def _scarcity_family(row: Row) -> bool:
    return row["label"] in ("scarcity", "not_scarcity")


def _spam(row: Row) -> bool:
    return bool(row["label"] == "spam")


_HARD = "hard sell (2) against none (0)"
_ANY = "any push (1, 2) against none (0)"
_URGENT = _label("urgency", "scarcity")

PUSHINESS = (
    Task(
        "pushiness",
        _HARD,
        "rated_posts",
        "AUC",
        _auc("pushiness", lambda row: row["pushy"] == 2),
        keep=lambda row: row["pushy"] != 1,
        positive=lambda row: row["pushy"] == 2,
        target=0.95,
    ),
    Task(
        "pushiness",
        _ANY,
        "rated_posts",
        "AUC",
        _auc("pushiness", lambda row: row["pushy"] >= 1),
        positive=lambda row: row["pushy"] >= 1,
        target=0.88,
    ),
    Task(
        "pushiness",
        "score and mean vote",
        "rated_posts",
        "rho",
        _rho(lambda row: fmean(row["pushy_votes"]), lambda j: j.score("pushiness")),
        target=0.70,
    ),
    Task(
        "pushiness",
        "warned of Information or Dialogue",
        "corporate_messaging",
        "share",
        _warned_share,
        keep=_label("Information", "Dialogue"),
        baseline=0.11,
        target=0.03,
        aim="at most",
    ),
    Task(
        "pushiness",
        "urgency and scarcity found",
        "ec_darkpattern",
        "recall",
        _warned_share,
        keep=_URGENT,
        baseline=0.80,
        target=0.90,
    ),
    Task(
        "pushiness",
        "warned of not_dark_pattern",
        "ec_darkpattern",
        "share",
        _warned_share,
        keep=_label("not_dark_pattern"),
        baseline=0.10,
        target=0.05,
        aim="at most",
    ),
    Task(
        "pushiness",
        "begging and hard sell in the wild",
        "youtube_spam",
        "F",
        _told("F", _spam, _pushes),
        positive=_spam,
        baseline=0.85,
        target=0.88,
    ),
    Task("pushiness", "begging and hard sell", "youtube_spam", "precision", _told("precision", _spam, _pushes)),
    Task("pushiness", "begging and hard sell", "youtube_spam", "recall", _told("recall", _spam, _pushes)),
    Task(
        "pushiness",
        "spam by SMS",
        "sms_spam",
        "F",
        _told("F", _spam, _pushes),
        positive=_spam,
        baseline=0.64,
    ),
    Task(
        "pushiness",
        "scarcity in advertisements",
        "facebook_ads_persuasion_handlabelled",
        "F",
        _told("F", _label("scarcity"), _pushes),
        keep=_scarcity_family,
        positive=_label("scarcity"),
    ),
    Task(
        "pushiness",
        "warned of commercial advertisements (prevalence)",
        "facebook_ads",
        "share",
        _warned_share,
        keep=_label("commercial"),
    ),
    Task(
        "pushiness",
        "warned of informational advertisements (prevalence)",
        "facebook_ads",
        "share",
        _warned_share,
        keep=_label("informational"),
    ),
    Task(
        "pushiness",
        "promoting captions against others",
        "instagram_intent",
        "AUC",
        _auc("pushiness", _label("promote")),
        positive=_label("promote"),
    ),
)

SELF_FOCUS = (
    Task(
        "self-focus",
        "only about itself (2) against not (0)",
        "rated_posts",
        "AUC",
        _auc("self-focus", lambda row: row["self"] == 2),
        keep=lambda row: row["self"] != 1,
        positive=lambda row: row["self"] == 2,
        target=0.85,
        stretch=0.90,
    ),
    Task(
        "self-focus",
        "score and mean vote",
        "rated_posts",
        "rho",
        _rho(lambda row: fmean(row["self_votes"]), lambda j: j.score("self-focus")),
    ),
    Task(
        "self-focus",
        "self-praise against none",
        "bragging_tweets",
        "AUC",
        _auc("self-focus", lambda row: bool(row["bragging"])),
        positive=lambda row: bool(row["bragging"]),
        baseline=0.63,
    ),
    *(
        Task(
            "self-focus",
            f"{person} person words",
            "ud_ewt_sentences",
            kind,
            _pronouns(kind, f"{person}_person", columns),
            baseline=baseline,
            target=0.99,
        )
        for person, columns, known in (
            ("first", ("p1sg", "p1pl"), (("precision", 0.970), ("recall", 0.990))),
            ("second", ("p2",), (("precision", 0.999), ("recall", 0.987))),
        )
        for kind, baseline in known
    ),
)

QUESTIONS = (
    Task(
        "questions",
        "is it a question",
        "nps_chat",
        "F",
        _told("F", lambda row: bool(row["is_question"]), _asks),
        positive=lambda row: bool(row["is_question"]),
        baseline=0.85,
        target=0.90,
    ),
    Task(
        "questions",
        "is it a question",
        "ud_gum_sentence_types",
        "F",
        _told("F", _label("q", "wh"), _asks),
        keep=_one_type,
        positive=_label("q", "wh"),
        baseline=0.90,
        target=0.95,
    ),
    Task(
        "questions",
        "is it a question",
        "tweet_acts_tac",
        "F",
        _told("F", _label("question"), _asks),
        keep=_clean_tweet,
        positive=_label("question"),
        baseline=0.76,
    ),
    Task(
        "questions",
        "rhetorical questions and statements told from those that ask",
        "swda_questions",
        "F",
        _told("F", _label("yes_no_question", "wh_question", "open_question"), _asks),
        keep=_label("yes_no_question", "wh_question", "open_question", "statement", "opinion"),
        positive=_label("yes_no_question", "wh_question", "open_question"),
    ),
    Task(
        "questions",
        "is there a sales hook",
        "rated_posts",
        "F",
        _told("F", lambda row: bool(row["salesq"]), _hooks),
        positive=lambda row: bool(row["salesq"]),
        target=0.88,
    ),
    Task(
        "questions",
        "does it invite an answer",
        "rated_posts",
        "F",
        _told("F", lambda row: bool(row["invites"]), _invites),
        positive=lambda row: bool(row["invites"]),
        target=0.75,
    ),
    Task(
        "questions",
        "is it a command",
        "ud_ewt_sentences",
        "F",
        _told("F", lambda row: bool(row["root_imp"]), _orders),
        positive=lambda row: bool(row["root_imp"]),
        baseline=0.80,
        target=0.84,
        stretch=0.88,
    ),
    Task(
        "questions",
        "is it a command",
        "ud_gum_sentence_types",
        "F",
        _told("F", _label("imp"), _orders),
        keep=_one_type,
        positive=_label("imp"),
        target=0.80,
        stretch=0.85,
    ),
)

READABILITY = (
    Task(
        "readability",
        "sentence boundaries",
        "ud_ewt_segmentation_docs",
        "F",
        _ends(_spans_ewt),
        baseline=0.91,
        target=0.94,
    ),
    Task(
        "readability",
        "sentence boundaries",
        "tweebank_v2",
        "F",
        _ends(_spans_tweebank),
        baseline=0.84,
        target=0.88,
    ),
    Task(
        "readability",
        "syllables, word types",
        "cmudict_syllables",
        "exact",
        _syllables,
        baseline=0.73,
        target=0.90,
    ),
    Task(
        "readability",
        "score and level, within word bands",
        "readmepp_en",
        "rho",
        _rho_in_bands,
        baseline=0.46,
        target=0.50,
    ),
    Task(
        "readability",
        "score and level, within word bands",
        "cefr_sp",
        "rho",
        _rho_in_bands,
        target=0.62,
    ),
    Task(
        "readability",
        "score and mean vote",
        "rated_posts",
        "rho",
        _rho(lambda row: fmean(row["hard_votes"]), _difficulty),
        target=0.35,
    ),
    Task(
        "readability",
        "score and teachers' ease",
        "clear_readability",
        "r",
        _ease,
        baseline=0.56,
        target=0.62,
    ),
    Task(
        "readability",
        "levels of one article in order",
        "onestopenglish",
        "share",
        _articles,
    ),
)

TASKS: tuple[Task, ...] = (*PUSHINESS, *SELF_FOCUS, *QUESTIONS, *READABILITY)
