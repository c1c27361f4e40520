"""gather(): the order in which the literature is asked.

First every claim's own question. Where that has more hits than are read, the reviews among them are asked for, the trials too
where too little has been found, and the pass for counter-evidence; where it has few, the wider rungs. After each wave all
records that are still missing are fetched together, whichever claim they are for. Then the links of what was found are
followed, and what no hit has proved to exist is looked up by itself.
"""

from collections.abc import Callable, Iterable

from claims.vocabulary import Vocabulary
from pipeline.appraise.question import Question
from pipeline.gather.follow import follow
from pipeline.gather.search import Desk, Gathered, Search
from pipeline.grade.body import on_question
from pipeline.literature import Literature
from pipeline.plan import WIDER, narrowed, plan, word_check
from pipeline.query import REVIEWS, TRIALS
from pipeline.records import Appraisal, Coverage, Design, Finding, SearchEntry

# Enough on-question studies of the best designs: wider rungs would add only what is further away.
ENOUGH = 8
_BEST = {Design.SYSTEMATIC_REVIEW, Design.RANDOMISED_TRIAL}
_COUNTER = "counter-evidence"


def gather(
    questions: Iterable[Question],
    literature: Literature,
    interventions: Vocabulary,
    outcomes: Vocabulary,
    limit: int,
    progress: Callable[[str], None] = lambda _: None,
) -> Gathered:
    """Search, fetch and read for all questions. A search or fetch that fails is an entry with its error, never a gap."""
    desk = Desk(literature, limit, progress)
    ladders = [
        [Search(question, query) for query in plan(question.claim, interventions, outcomes).queries]
        for question in questions
    ]
    own = [[search for search in ladder if search.query.rung not in {*WIDER, _COUNTER}] for ladder in ladders]
    desk.run([search for searches in own for search in searches])
    second = [(ladder, _second(desk, ladder, mine)) for ladder, mine in zip(ladders, own, strict=True)]
    desk.run([search for _, searches in second for search in searches])
    entries: list[SearchEntry] = []
    for (ladder, later), mine in zip(second, own, strict=True):
        covered = [_covered(search, mine[-1]) for search in ladder if search.query.rung == _COUNTER and not search.ran]
        entries += [search.entry for search in (*mine, *later) if search.entry] + covered
    entries += follow(desk, [mine[-1].question for mine in own if mine])
    if literature.describe().coverage is Coverage.PUBMED:
        checks = [check for ladder, later in second for check in _unproved(ladder, later)]
        desk.run(checks, limit=1, read=False)
        entries += [check.entry for check in checks if check.entry]
    place = {ladder[0].question.claim.id: number for number, ladder in enumerate(ladders) if ladder}
    return desk.gathered(sorted(entries, key=lambda entry: place[entry.claim_id]), list(place))


def _second(desk: Desk, ladder: list[Search], own: list[Search]) -> list[Search]:
    """What is asked for a claim once its own question has been read."""
    widest = own[-1]
    counter = [search for search in ladder if search.query.rung == _COUNTER]
    short = not _enough(desk.found.get(widest.question.claim.id, {}).values())
    if widest.result is None:
        return counter
    if widest.result.total > len(widest.result.pmids):
        subsets = (REVIEWS, TRIALS) if short else (REVIEWS,)
        return [Search(widest.question, narrowed(widest.query, subset)) for subset in subsets] + counter
    return [search for search in ladder if search.query.rung in WIDER] if short else []


def _covered(counter: Search, widest: Search) -> SearchEntry:
    """The pass for counter-evidence runs alike for every claim; where all hits are here already it could add nothing."""
    found = widest.result.total if widest.result else 0
    said = f"not asked: it looks among the {found} hits of “{widest.query.rung}”, and all of them are here already"
    return counter.told(executed="", warnings=(said,))


def _unproved(ladder: list[Search], later: list[Search]) -> list[Search]:
    """A check for each concept that no search has shown to occur in PubMed at all: absence counts only where it does."""
    ran = [search for search in (*ladder, *later) if search.result is not None]
    proved = {block for search in ran if search.result and search.result.total for block in search.query.blocks}
    empty = {label for search in ran if search.result for label in search.result.empty_blocks}
    asked = dict.fromkeys(block for search in ladder if search.query.rung != _COUNTER for block in search.query.blocks)
    return [
        Search(ladder[0].question, word_check(block))
        for block in asked
        if not block.mesh and block not in proved and block.label not in empty
    ]


def _enough(found: Iterable[Appraisal]) -> bool:
    good = [
        item
        for item in found
        if item.design in _BEST and on_question(item) and item.finding is not Finding.NOT_REPORTED
    ]
    return len(good) >= ENOUGH
