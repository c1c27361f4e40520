"""The second reading: the measured reader is asked about what the rules have read, and where the two disagree an editor is told.

It changes nothing that counts. A reader that took disputed studies away would not only take away: a study that leaves can have held a
certainty down, or other studies out, and the reader is right too seldom for that (its card has the figures). Three hypotheses give the
reader's finding, the claim itself is the check: where these two do not agree, or none is likely enough, the reader has no opinion.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, zip_longest

from claims.sentences import sentence_spans
from pipeline.appraise.question import Question
from pipeline.appraise.reader.encoder import Scores
from pipeline.appraise.reader.hypotheses import hypotheses_of
from pipeline.appraise.reader.read import Reader, text_to_read
from pipeline.grade.body import LABORATORY, ON, stream_of
from pipeline.order import Embeds, order, text_of_record
from pipeline.records import Appraisal, Finding, Study, Trust
from pipeline.verdict.wording import claim_in_words

RULE = "reading.v1"
# Pairs of (hypothesis, sentences) for one audit: three hypotheses and the claim for each study.
MOST_PAIRS = 300
# A hypothesis that is likelier than this, by calibrated scores, is an opinion. Measured on labelled pairs of four sets: of those that are said
# so surely to be supported or refuted, three in four are, and one in eight is the other way round (the model card has the table).
SURE = 0.7
DISPUTED = "a second reading takes it to have found {}: read it yourself"
NOT_READ = "read once only: the audit's limit of pairs was reached"
_FINDINGS = (Finding.INCREASED, Finding.DECREASED, Finding.NO_SIGNIFICANT_DIFFERENCE)
_PAIRS_EACH = 4
_Key = tuple[str, str]
_Pairs = list[tuple[str, str]]


def read_again(
    questions: Iterable[Question],
    studies: Iterable[Study],
    appraisals: tuple[Appraisal, ...],
    reader: Reader | None,
    most_pairs: int = MOST_PAIRS,
    embedder: Embeds | None = None,
) -> tuple[Appraisal, ...]:
    """The appraisals in their order, with the reader's scores, and with its opinion where it is another than the rules'.

    Sound studies of people, on the claim's intervention and outcome, are read; where more could be read than `most_pairs` allow, what bears most on its claim is read (by `embedder`; else in the order given).
    """
    if most_pairs < _PAIRS_EACH or reader is None:
        return appraisals
    asked = {question.claim.id: question for question in questions}
    texts = {study.pmid: study for study in studies}
    pairs: dict[_Key, _Pairs] = {}
    left: set[_Key] = set()
    held = _candidates(appraisals)
    scarce = sum(map(len, held.values())) * _PAIRS_EACH > most_pairs
    for item in _in_turn(held, asked, texts, embedder if scarce else None):
        wanted = _pairs(asked[item.claim_id], texts[item.pmid])
        if sum(map(len, pairs.values())) + len(wanted) > most_pairs:
            left.add((item.claim_id, item.pmid))
        else:
            pairs[item.claim_id, item.pmid] = wanted
    scores = iter(reader.score([pair for wanted in pairs.values() for pair in wanted]))
    read = {key: [next(scores) for _ in wanted] for key, wanted in pairs.items()}
    made = []
    for item in appraisals:
        key = item.claim_id, item.pmid
        if key in read:
            item = _weighed(asked[item.claim_id], item, read[key], reader.version)
        elif key in left:
            item = replace(item, flags=(*item.flags, NOT_READ))
        made.append(item)
    return tuple(made)


def _candidates(appraisals: Iterable[Appraisal]) -> dict[str, list[Appraisal]]:
    """By claim, those that could carry weight for it, each record once."""
    mine: dict[str, dict[str, Appraisal]] = defaultdict(dict)
    for item in appraisals:
        near = item.match.intervention in ON and item.match.outcome in ON
        if near and item.trust is Trust.SOUND and stream_of(item) not in {None, LABORATORY}:
            mine[item.claim_id].setdefault(item.pmid, item)
    return {claim: list(held.values()) for claim, held in mine.items()}


def _in_turn(
    held: dict[str, list[Appraisal]], asked: dict[str, Question], texts: dict[str, Study], embedder: Embeds | None
) -> Iterator[Appraisal]:
    """What reports a finding before what does not, what bears most on the claim first; the first of each claim, then the next of each."""
    ordered = []
    for claim, items in held.items():
        if embedder is not None:
            said = [
                _said(asked[claim]),
                *(text_of_record(texts[item.pmid].title, texts[item.pmid].abstract) for item in items),
            ]
            vectors = embedder.vectors(said)
            items = [items[at] for at in order([float(value) for value in vectors[1:] @ vectors[0]])]
        ordered.append(sorted(items, key=lambda item: item.finding is Finding.NOT_REPORTED))
    return (item for item in chain.from_iterable(zip_longest(*ordered)) if item is not None)


def _said(question: Question) -> str:
    """The claim as one plain sentence, without its "not"."""
    return f"{claim_in_words(replace(question.claim, negated=False))}."


def _pairs(question: Question, study: Study) -> _Pairs:
    claim = question.claim
    acting, outcome = claim.intervention_concept.preferred, claim.outcome_concept.preferred
    sentences = [study.abstract[start:end] for start, end in sentence_spans(study.abstract)] or [""]
    text = text_to_read(f"{acting} {outcome}", sentences, study.title)
    return [(hypothesis, text) for hypothesis in (*hypotheses_of(acting, outcome).values(), _said(question))]


def _weighed(question: Question, item: Appraisal, scores: list[Scores], version: str) -> Appraisal:
    """The appraisal with the reader's scores of the claim, and with its opinion where that is another than the rules'."""
    *hypotheses, claim = scores
    item = replace(
        item,
        reader_scores=(claim.supports, claim.refutes, claim.nothing),
        rules=tuple(sorted({*item.rules, RULE, version})),
    )
    opinion = opinion_of(question.wanted, hypotheses, claim)
    if opinion is None or item.finding in {opinion, Finding.MIXED, Finding.NOT_REPORTED}:
        return item
    return replace(item, disputed=opinion, flags=(*item.flags, DISPUTED.format(opinion)))


def opinion_of(wanted: Finding | None, hypotheses: list[Scores], claim: Scores) -> Finding | None:
    """What the reader takes the study to have found, where it is sure and its two ways of asking agree; else None."""
    best = max(range(len(_FINDINGS)), key=lambda at: hypotheses[at].supports)
    if hypotheses[best].supports < SURE:
        return None
    found = _FINDINGS[best]
    holds = found is wanted if wanted is not None else found is not Finding.NO_SIGNIFICANT_DIFFERENCE
    return found if (claim.supports if holds else claim.refutes) >= SURE else None
