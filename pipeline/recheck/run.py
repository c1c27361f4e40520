"""recheck(): the watched claims that are due, against what is new. One transaction an article: a run that is killed goes on where it was."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from claims.errors import ClaimAuditError, LiteratureError, Locked, SearchFailed, SourceError
from claims.records import Claim, Source
from claims.vocabulary import Vocabulary
from pipeline.appraise.reader.read import Reader
from pipeline.audit import audit as whole_audit
from pipeline.literature import Literature
from pipeline.order import Embeds
from pipeline.reading import MOST_PAIRS
from pipeline.recheck.compare import compare
from pipeline.recheck.delta import Delta, news_for, relevant
from pipeline.recheck.rejudge import rejudge
from pipeline.recheck.telling import tell_changes
from pipeline.recheck.updates import news_in
from pipeline.recheck.watching import days_of, rules_of, source_named
from pipeline.records import Audit
from pipeline.store import alerts as told
from pipeline.store import watches as watched
from pipeline.store.audits import hash_of, judged_by_all, judged_in, last_number, load_stored, save_audit
from pipeline.store.decisions import decisions_of
from pipeline.store.store import Store
from pipeline.store.watches import Watch, WatchedClaim
from pipeline.versions import versions

# Articles between two words to whoever watches, and between two notes of what is unchanged.
_STEP = 200
_Fetch = Callable[[Watch, Audit], tuple[Source, tuple[Claim, ...]] | None]


@dataclass(frozen=True)
class Tools:
    """What re-checking needs, made by the command. `fetch_article`: the article as it is now with its claims, None where it is unchanged."""

    literature: Literature
    interventions: Vocabulary
    outcomes: Vocabulary
    reader: Reader | None = None
    embedder: Embeds | None = None
    most_pairs: int = MOST_PAIRS
    limit: int = 60
    fetch_article: _Fetch | None = None
    progress: Callable[[str], None] = lambda _: None


@dataclass(slots=True)
class Outcome:
    """`checked` of `due` claims were looked at; `alerts` are new; `failed`: article and why, its claims stay due."""

    due: int = 0
    checked: int = 0
    audits: int = 0
    alerts: list[told.Alert] = field(default_factory=list)
    digest: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


def recheck(store: Store, tools: Tools, now: str, *, today: str | None, files: Sequence[Path] = ()) -> Outcome:
    """`today`: claims due by that day; None: all that are not paused. `files`: PubMed's update files, instead of asking the literature what is
    new; they are matched with every claim, due or not, for nobody brings them a second time.

    Raises Locked where another re-check is running on this store.
    """
    with store.locked("re-check"):
        due = watched.claims_due(store.connection, None if files else today)
        outcome = Outcome(due=len(due))
        judged = judged_by_all(store.connection) if due else {}
        tools.progress(f"{len(due)} claims: asking what is new")
        delta = (
            news_in(files, due, judged, tools.interventions, tools.outcomes, tools.progress)
            if files
            else news_for(due, tools.literature, judged, tools.interventions, tools.outcomes)
        )
        _each(store, tools, due, delta, now, outcome, days=not files)
        return outcome


def _each(
    store: Store, tools: Tools, due: Sequence[WatchedClaim], delta: Delta, now: str, outcome: Outcome, *, days: bool
) -> None:
    """`days`: whether this was a look at all that is new, so that the claims are due again later; an update file is a part of it only."""
    known = {watch.id: watch for watch in watched.watches(store.connection)}
    names = {pmid: hash_of(study) for pmid, study in delta.studies.items()}
    # An article that makes no claim (any more) is read again all the same: it may make one tomorrow.
    by_watch: dict[int, list[WatchedClaim]] = {
        watch.id: [] for watch in known.values() if not watch.claims and not watch.paused and tools.fetch_article
    }
    for item in due:
        if item.watch in known:  # else it was removed while the literature was asked
            by_watch.setdefault(item.watch, []).append(item)
    unchanged: list[tuple[int, str]] = []
    for number, (watch_id, claims) in enumerate(by_watch.items(), 1):
        if number % _STEP == 0:
            tools.progress(f"re-checking {number}/{len(by_watch)}")
            _note_checked(store, unchanged, now, outcome, days=days)
        try:
            if not _one(store, tools, known[watch_id], claims, delta, names, now, outcome, days=days):
                unchanged += [(watch_id, item.claim.id) for item in claims]
        except ClaimAuditError as error:
            outcome.failed.append((known[watch_id].title, str(error)))
    _note_checked(store, unchanged, now, outcome, days=days)


def _one(
    store: Store, tools: Tools, watch: Watch, due: Sequence[WatchedClaim], delta: Delta, names: Mapping[str, str], now: str, outcome: Outcome,
    *, days: bool,
) -> bool:  # fmt: skip
    """One article: judged anew where anything that bears on it has changed. False where nothing has, and nothing was added to the store."""
    ids = [item.claim.id for item in due]
    here = source_named(tools.literature.describe())
    if watch.literature and watch.literature != here:
        # What another source lacks would look like a change of the evidence; and that it has nothing new says nothing.
        raise LiteratureError(
            f"it was audited against {watch.literature}, and not against {here}: re-check it with the same --literature, or audit it again"
        )
    mine = judged_in(store.connection, watch.id)
    _refuse_unknown(delta, watch.id, ids, mine)
    fresh = {
        item.claim.id: entered
        for item in due
        if (entered := relevant(watch.id, item.claim, delta, tools.interventions, tools.outcomes))
    }
    moved = {pmid for pmid, known in mine.items() if names.get(pmid, known) != known}
    gone = delta.gone & mine.keys()
    touched = bool(moved or gone or not _current(store, watch.id))
    if not (touched or fresh or tools.fetch_article):
        return False
    seen = last_number(store.connection, watch.id)
    old = load_stored(store.connection, seen)
    fetched = _fetched(tools, watch, old, outcome)
    judged = {(item.claim_id, item.pmid) for item in old.appraisals}
    fresh = {
        claim_id: left
        for claim_id, entered in fresh.items()
        if (left := tuple(pmid for pmid in entered if (claim_id, pmid) not in judged))
    }
    if not (touched or fresh or fetched):
        return False
    new = _judged(store, tools, watch, old, fetched, fresh, moved, gone, delta, now)
    comparison = compare(old, new)
    if comparison.nothing and comparison.same_article and _same_evidence(old, new):
        return False
    with store.writing() as connection:
        if last_number(connection, watch.id) != seen or not watched.is_watched(connection, watch.id):
            raise Locked("it was changed by somebody else meanwhile; it is looked at again next time")
        save_audit(connection, watch.id, new)
        watched.set_claims(connection, watch.id, new, days_of(new), checked=ids if days else ())
        watched.mark_judged(connection, watch.id, rules_of(new.versions), here)
        outcome.digest += tell_changes(connection, watch, comparison, old, new, outcome.alerts)
    outcome.audits += 1
    outcome.checked += len(ids)
    return True


def _fetched(tools: Tools, watch: Watch, old: Audit, outcome: Outcome) -> tuple[Source, tuple[Claim, ...]] | None:
    """The article as it is now. One that cannot be read is told, and its claims are judged as they stood."""
    if tools.fetch_article is None:
        return None
    try:
        return tools.fetch_article(watch, old)
    except (SourceError, OSError) as error:
        outcome.failed.append(
            (watch.title, f"the article could not be read again, its claims are judged as they stood ({error})")
        )
        return None


def _refuse_unknown(delta: Delta, watch: int, claims: Iterable[str], records: Iterable[str]) -> None:
    """What could not be asked is not "nothing new": the article's claims stay due."""
    for reason in (
        *(delta.unknown_claims.get((watch, claim)) for claim in claims),
        *map(delta.unknown_records.get, records),
    ):
        if reason is not None:
            raise LiteratureError(reason)


def _judged(
    store: Store, tools: Tools, watch: Watch, old: Audit, fetched: tuple[Source, tuple[Claim, ...]] | None, fresh: Mapping[str, tuple[str, ...]],
    moved: set[str], gone: set[str], delta: Delta, now: str,
) -> Audit:  # fmt: skip
    """The old audit with what is new; from scratch, and then with what is new, where the article is another. Raises SearchFailed where that has gaps."""
    decisions = decisions_of(store.connection, watch.id)
    made = old
    if fetched:
        source, claims = fetched
        made = whole_audit(
            source, claims, tools.literature, tools.interventions, tools.outcomes, reader=tools.reader, embedder=tools.embedder, now=now, limit=tools.limit,
            most_pairs=tools.most_pairs, decisions=decisions,
        )  # fmt: skip
        if made.completeness.failed:
            raise SearchFailed(made.completeness.sentence)  # an audit with gaps would tell of changes that are none
    wanted = {*moved, *(pmid for new in fresh.values() for pmid in new)}
    studies = {pmid: delta.studies[pmid] for pmid in wanted if pmid in delta.studies}
    return rejudge(
        made, studies, gone, fresh, tools.literature, tools.interventions, tools.outcomes, reader=tools.reader, now=now, decisions=decisions, most_pairs=tools.most_pairs
    )  # fmt: skip


def _note_checked(store: Store, unchanged: list[tuple[int, str]], now: str, outcome: Outcome, *, days: bool) -> None:
    """Nothing has changed: only the day is noted, for many at once. A kill before that costs looking again."""
    if days:
        with store.writing() as connection:
            watched.note_checked(connection, unchanged, now[:10])
    outcome.checked += len(unchanged)
    unchanged.clear()


def _same_evidence(old: Audit, new: Audit) -> bool:
    return old.studies == new.studies and old.appraisals == new.appraisals and old.verdicts == new.verdicts


def _current(store: Store, watch: int) -> bool:
    """Whether the last audit was judged by the rules of this program."""
    return watched.versions_of(store.connection, watch) == rules_of(versions())
