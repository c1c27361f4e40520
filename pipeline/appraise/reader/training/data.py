"""Pairs to train on: (hypothesis, sentences) → supports, refutes or says nothing.

Only sets whose licence lets weights ship (benchmarks/README.md): SciFact, Check-COVID, CliniFact, PubMedQA, Evidence Inference, and for
general inference the `nli` collection. Nothing of them is kept here; they are read where they lie.
"""

import gzip
import json
import os
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from claims.sentences import sentence_spans
from pipeline.appraise.reader.choose import chosen
from pipeline.appraise.reader.hypotheses import hypotheses_of
from pipeline.appraise.reader.read import text_to_read, with_title

SUPPORTS, REFUTES, NOTHING = 0, 1, 2
_STANCE = {"SUPPORTS": SUPPORTS, "REFUTES": REFUTES, "NEI": NOTHING}
_NLI = {"entailment": SUPPORTS, "contradiction": REFUTES, "neutral": NOTHING}
PERMITTED = ("scifact", "check_covid", "clinifact", "pubmedqa")
# Sets with strong cues are thinned; of FEVER's supports as many as of its refutes.
_CAPS = {
    "breaking_nli": 2_000,
    "conjnli_adv_train": 3_000,
    "wikifactcheck_negated": 4_000,
    "fever_nli entailment": 40_000,
}
WORDS, SENTENCES = 130, 6


@dataclass(frozen=True, slots=True)
class Pair:
    hypothesis: str
    text: str
    label: int
    origin: str


def benchmarks() -> Path:
    """The folder of the labelled sets; the open literature lies beside it."""
    beside = Path(__file__).resolve().parents[4].parent / "shared" / "benchmarks"
    return Path(os.environ.get("CLAIMAUDIT_BENCHMARKS") or beside)


def read_rows(path: Path) -> list[dict]:  # type: ignore[type-arg]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def general(folder: Path, chance: random.Random, most: int | None = None) -> list[Pair]:
    """General inference, thinned and shuffled; at most `most` of it, in which the recast trials are all kept."""
    rows = read_rows(folder / "nli" / "train.jsonl.gz")
    chance.shuffle(rows)
    if most is not None:
        rows.sort(key=lambda row: row["dataset"] != "evidence_inference_v2_recast")
    seen: Counter[str] = Counter()
    pairs: list[Pair] = []
    for row in rows:
        kind = f"{row['dataset']} {row['label']}"
        cap = _CAPS.get(row["dataset"], _CAPS.get(kind))
        name = row["dataset"] if row["dataset"] in _CAPS else kind
        if most is not None and len(pairs) >= most:
            break
        if cap is None or seen[name] < cap:
            seen[name] += 1
            pairs.append(Pair(row["hypothesis"], row["premise"], _NLI[row["label"]], row["dataset"]))
    return pairs


def stance_rows(folder: Path, split: str = "train", datasets: tuple[str, ...] = PERMITTED) -> list[dict]:  # type: ignore[type-arg]
    """Claims against abstracts; an abstract that lies there in one piece is split (CliniFact's do)."""
    rows = [row for row in read_rows(folder / "stance" / f"{split}.jsonl.gz") if row["dataset"] in datasets]
    for row in rows:
        if len(row["sentences"]) == 1:
            row["sentences"] = sentences_of(row["sentences"])
    return rows


def stance(rows: Sequence[dict], chance: random.Random, *, plain: bool = False) -> Iterator[Pair]:  # type: ignore[type-arg]
    """Each claim against its abstract, by sentences that vary from one pass to the next; the claim turned round where a rule can; and
    the claim that is most like it of a few against this abstract, which says nothing of it. `plain`: only as the reader is asked."""
    for row in rows:
        if plain:
            text = text_to_read(row["claim"], row["sentences"], row["title"])
            yield Pair(row["claim"], text, _STANCE[row["label"]], row["dataset"])
            continue
        claim, sentences, label = row["claim"], row["sentences"], _STANCE[row["label"]]
        gold = row.get("rationales") or []
        title = row["title"] if chance.random() < 0.8 else ""
        how = chance.random()
        if (
            gold and label != NOTHING and how < 0.15
        ):  # the gold sentences alone; with others; or as the reader is asked, which may miss them
            text = with_title(title, " ".join(sentences[at].strip() for at in gold if at < len(sentences)))
        else:
            shown = gold if how < 0.6 else ()
            text = with_title(title, text_of(claim, sentences, shown, chance.choice((70, WORDS, WORDS))))
        yield Pair(claim, text, label, row["dataset"])
        if row["dataset"] == "pubmedqa":  # questions: no rule of ours turns them round
            continue
        for turned, other in _turned(claim, label, chance):
            yield Pair(turned, text, other, f"{row['dataset']}, turned")
        if chance.random() < 0.35:
            words = set(claim.lower().split())
            others = [
                other for other in chance.sample(rows, 60)
                if other["dataset"] == row["dataset"] and other["doc_id"] != row["doc_id"] and other["claim"] != claim
            ]  # fmt: skip
            if others:
                like = max(others, key=lambda other: len(words & set(other["claim"].lower().split())))
                text = with_title(title, text_of(like["claim"], sentences))
                yield Pair(like["claim"], text, NOTHING, f"{row['dataset']}, other claim")


_OPPOSITES = [
    ("increases", "decreases"), ("increase", "decrease"), ("increased", "decreased"), ("reduces", "increases"), ("reduce", "increase"),
    ("reduced", "increased"), ("higher", "lower"), ("improves", "worsens"), ("improve", "worsen"), ("promotes", "inhibits"),
    ("induces", "suppresses"), ("enhances", "impairs"), ("superior", "inferior"), ("more", "less"), ("prevents", "causes"),
    ("activates", "inhibits"), ("effective", "ineffective"), ("safe", "unsafe"), ("beneficial", "harmful"), ("positive", "negative"),
]  # fmt: skip
_TURN = {a: b for first, second in _OPPOSITES for a, b in ((second, first), (first, second))}
_TURNING = re.compile(rf"\b(?:{'|'.join(_TURN)})\b")
_NEGATABLE = re.compile(r"\b(is|are|was|were|can|has been|have been|may|will|could)\b(?! not\b| no\b)", re.I)
_NEGATED = {"can": "cannot", "may": "cannot", "could": "could not", "will": "will not"}


def _turned(claim: str, label: int, chance: random.Random) -> Iterator[tuple[str, int]]:
    """A claim with its direction or its "not" turned round: what supported it refutes it, what says nothing goes on saying nothing."""
    if label != REFUTES and len(_TURNING.findall(claim)) == 1 and chance.random() < 0.7:
        yield _TURNING.sub(lambda found: _TURN[found[0]], claim), REFUTES if label == SUPPORTS else NOTHING
    elif (
        chance.random() < 0.5 and _NEGATABLE.search(claim) and not re.search(r"\b(?:not|no|never|cannot|nor)\b", claim)
    ):
        denied = _NEGATABLE.sub(lambda found: _NEGATED.get(found[0].lower(), f"{found[0]} not"), claim, count=1)
        yield denied, {SUPPORTS: REFUTES, REFUTES: SUPPORTS, NOTHING: NOTHING}[label]


def text_of(claim: str, sentences: list[str], gold: Sequence[int] = (), words: int = WORDS) -> str:
    """The sentences to read, in order; those of `gold` first of all."""
    must = [at for at in gold if 0 <= at < len(sentences)]
    room = words - sum(len(sentences[at].split()) for at in must)
    others = chosen(claim, sentences, max(1, room), max(1, SENTENCES - len(must))) if room > 15 or not must else []
    return " ".join(sentences[at].strip() for at in sorted({*must, *others}))


_DIRECTIONS = {
    "significantly increased": "increased",
    "significantly decreased": "decreased",
    "no significant difference": "no difference",
}
_OTHER_WAY = {"increased": "decreased", "decreased": "increased", "no difference": "no difference"}


def findings(rows: Sequence[dict], chance: random.Random) -> Iterator[Pair]:  # type: ignore[type-arg]
    """For each finding a hypothesis that holds and one that does not. Most name the comparator; in some it changes places."""
    for row in rows:
        truth = _DIRECTIONS[row["label"]]
        sentences = sentences_of([row["abstract"]])
        acting, outcome, comparator = row["intervention"], row["outcome"], row["comparator"]
        title = row["title"] if chance.random() < 0.8 else ""
        evidence = evidence_of(row, sentences)
        if not evidence and chance.random() < 0.5:  # it stands in the full text; the abstract may hint at it
            continue
        shown = evidence if chance.random() < 0.6 else ()
        text = with_title(title, text_of(f"{acting} {outcome} {comparator}", sentences, shown))
        if chance.random() < 0.2 and comparator:
            acting, comparator, truth = comparator, acting, _OTHER_WAY[truth]
        against = comparator if chance.random() < 0.7 else None
        asked = hypotheses_of(acting, outcome, against)
        yield Pair(asked[truth], text, SUPPORTS, "findings")
        wrong = chance.choice([direction for direction in asked if direction != truth])
        yield Pair(asked[wrong], text, REFUTES, "findings")
        if chance.random() < 0.5:
            yield from _about_something_else(row, chance.choice(rows), sentences, chance)


def evidence_of(row: dict, sentences: Sequence[str]) -> list[int]:  # type: ignore[type-arg]
    """Numbers of the sentences that hold a finding's evidence; none where it stands only in the full text."""
    known = [span.strip() for span in row["evidence"] if len(span) > 25]
    return [
        at for at, sentence in enumerate(sentences)
        if any(span[:60] in sentence or sentence.strip()[:60] in span for span in known)
    ][:3]  # fmt: skip


def _about_something_else(row: dict, other: dict, sentences: list[str], chance: random.Random) -> Iterator[Pair]:  # type: ignore[type-arg]
    """The same abstract says nothing of another trial's outcome, or of another trial's intervention."""
    text = row["abstract"].lower()
    swaps = [
        (row["intervention"], other["outcome"], other["outcome"]),
        (other["intervention"], row["outcome"], other["intervention"]),
    ]
    acting, outcome, foreign = chance.choice(swaps)
    if not any(word in text for word in re.findall(r"\w{4,}", foreign.lower())):
        hypothesis = chance.choice(list(hypotheses_of(acting, outcome).values()))
        yield Pair(hypothesis, text_of(f"{acting} {outcome}", sentences), NOTHING, "findings, other question")


def sentences_of(texts: Sequence[str]) -> list[str]:
    """The sentences of pieces of text."""
    return [sentence for text in texts for sentence in _split(text)] or [""]


@cache
def _split(text: str) -> tuple[str, ...]:
    """Each text is split once, however many passes are made."""
    return tuple(text[start:end] for start, end in sentence_spans(text))
