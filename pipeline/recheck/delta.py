"""What is new for watched claims: records entered since they were last looked at, and what became of the records that they rest on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from claims.errors import LiteratureError
from claims.records import Claim
from claims.vocabulary import Vocabulary
from pipeline.appraise import short
from pipeline.appraise.match import match_of
from pipeline.appraise.question import question_of
from pipeline.appraise.trust import trust_of
from pipeline.literature import Literature
from pipeline.plan import WIDER, plan
from pipeline.query import pubmed_syntax
from pipeline.records import Coverage, Match, MatchMatrix, Query, Study, Trust

# PubMed's day of entry can lie before the day on which a record can be found.
OVERLAP_DAYS = 3
# Into a library of one's own records come whenever its files are brought in, however long ago they were entered.
_LIBRARY_DAYS = 366
# How far trust is lost. Without a later revision it is only ever lost further.
_LOST = (Trust.SOUND, Trust.SUPERSEDED, Trust.CONCERN, Trust.RETRACTED)
# Questions that are asked as one. Longer ones would cost fewer requests, and lose more where one fails.
_TOGETHER = 16
_LONGEST = 12_000
_BATCH = 500
_COUNTER = "counter-evidence"


class Waiting(Protocol):
    """A claim that is due: what it is, and the day on which it was last looked at."""

    @property
    def watch(self) -> int: ...
    @property
    def claim(self) -> Claim: ...
    @property
    def checked(self) -> str: ...


# A claim of a watched article: copies of one article make claims with one id.
Key = tuple[int, str]


@dataclass(slots=True)
class Delta:
    """`named`: for a claim of a watched article, records that its own question finds. `studies`: the new and the present state of every record
    that was asked for. `gone`: records that the source holds no longer. `unknown_claims`, `unknown_records`: of which it could not be learnt what is new."""

    named: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    studies: dict[str, Study] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    unknown_claims: dict[Key, str] = field(default_factory=dict)
    unknown_records: dict[str, str] = field(default_factory=dict)


def own_question(claim: Claim, interventions: Vocabulary, outcomes: Vocabulary) -> Query:
    """The widest query on the claim's own question: whatever is on the question, it finds."""
    own = [query for query in plan(claim, interventions, outcomes).queries if query.rung not in {*WIDER, _COUNTER}]
    return own[-1]


def news_for(
    due: Sequence[Waiting],
    literature: Literature,
    judged: Iterable[str],
    interventions: Vocabulary,
    outcomes: Vocabulary,
) -> Delta:
    """Ask for what has entered since each claim was looked at, equal questions once and many at a time; then for the present
    state of the records that are `judged` already. What fails is told, claim by claim and record by record, and never taken for "nothing new"."""
    delta = Delta()
    if not due:
        return delta
    whole = literature.describe().coverage is Coverage.PUBMED
    overlap = OVERLAP_DAYS if whole else _LIBRARY_DAYS
    asked: dict[tuple[Query, str], list[Key]] = {}
    for item in due:
        if item.claim.checkable:
            since = (date.fromisoformat(item.checked) - timedelta(days=overlap)).isoformat()
            asked.setdefault((own_question(item.claim, interventions, outcomes), since), []).append(
                (item.watch, item.claim.id)
            )
    for since in sorted({since for _, since in asked}):
        mine = {query: ids for (query, day), ids in asked.items() if day == since}
        for group in _groups(list(mine)):
            ids = [claim_id for query in group for claim_id in mine[query]]
            try:
                found = literature.news(group, since)
            except LiteratureError as error:
                delta.unknown_claims.update(dict.fromkeys(ids, str(error)))
                continue
            # Which of the claims a record is for is found out when it is read.
            delta.named.update(dict.fromkeys(ids, found))
    known = set(judged)
    _fetch_all(delta, literature, sorted(known | {pmid for found in delta.named.values() for pmid in found}, key=int))
    for claim_id, found in delta.named.items():
        if lost := [pmid for pmid in found if pmid in delta.unknown_records]:
            delta.unknown_claims[claim_id] = delta.unknown_records[lost[0]]
    # Of a part of PubMed it is not known whether a record was taken away or never brought in.
    delta.gone = delta.gone & known if whole else set()
    return delta


def supersedes(new: Study, old: Study) -> bool:
    """Whether a record is a later state than the one that is held. A source that lags behind, or an older file, never undoes what is known:
    a lower version, an earlier revision, or a retraction that has vanished without a later one."""
    if new.version != old.version:
        return new.version > old.version
    if (new.revised or "") != (old.revised or ""):
        return (new.revised or "") > (old.revised or "")
    return _LOST.index(trust_of(new)) >= _LOST.index(trust_of(old))


def relevant(
    watch: int, claim: Claim, delta: Delta, interventions: Vocabulary, outcomes: Vocabulary
) -> tuple[str, ...]:
    """Of the records named for a claim (or for one asked beside it) those that have to do with it."""
    named = [pmid for pmid in delta.named.get((watch, claim.id), ()) if pmid in delta.studies]
    if not named or not claim.checkable:
        return ()
    question = question_of(claim, interventions, outcomes)
    return tuple(
        pmid
        for pmid in named
        for study in (delta.studies[pmid],)
        if bears_on(match_of(short.in_terms_of(question, study), study))
    )


def bears_on(match: MatchMatrix) -> bool:
    return Match.DIFFERENT not in {match.intervention, match.outcome}


def _fetch_all(delta: Delta, literature: Literature, pmids: Sequence[str]) -> None:
    for at in range(0, len(pmids), _BATCH):
        batch = pmids[at : at + _BATCH]
        try:
            held = literature.fetch(batch)
        except LiteratureError as error:
            delta.unknown_records.update(dict.fromkeys(batch, str(error)))
            continue
        delta.studies.update({study.pmid: study for study in held})
        delta.gone |= set(batch) - {study.pmid for study in held}


def _groups(queries: list[Query]) -> list[list[Query]]:
    groups: list[list[Query]] = []
    length = 0
    for query in queries:
        size = len(pubmed_syntax(query))
        if not groups or len(groups[-1]) >= _TOGETHER or length + size > _LONGEST:
            groups.append([])
            length = 0
        groups[-1].append(query)
        length += size
    return groups
