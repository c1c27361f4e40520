"""A simulated month of PubMed: claims that are watched, and records that arrive, change and are retracted, all drawn from a seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from eutils import EutilsServer
from eutils.index import Index
from factories import VOCABULARIES, study, xml_file

from claims.extract import extract
from claims.intake import read_bytes
from claims.records import Claim, Source
from claims.vocabulary import load_vocabulary
from pipeline.audit import audit
from pipeline.literature.pubmed import PubMed
from pipeline.recheck import compare
from pipeline.recheck.run import Outcome, Tools, recheck
from pipeline.recheck.watching import begin_watching
from pipeline.records import Audit, Link, MeshHeading, PublicationType, Study
from pipeline.settings import Settings
from pipeline.store import Store
from pipeline.store.audits import latest_audit

FIRST = date(2026, 10, 1)
TRIAL, REVIEW = "Randomized Controlled Trial", "Systematic Review"
ACTING = """garlic|magnesium|zinc|vitamin C|vitamin D|melatonin|turmeric|ginger|ginkgo|valerian|echinacea|cranberry|green tea|iron|creatine|chamomile|probiotics|lavender|ashwagandha|caffeine""".split("|")  # fmt: skip
OUTCOMES = """blood pressure|migraine|insomnia|fatigue|anxiety|depression|nausea|constipation|headache|back pain""".split("|")  # fmt: skip


@dataclass(frozen=True)
class Event:
    """What happens on a day: `kind` for the tests' own messages, and the records that it leaves."""

    day: date
    kind: str
    records: tuple[Study, ...]


def pairs(count: int) -> list[tuple[str, str]]:
    """Distinct (intervention, outcome) pairs in a fixed order."""
    every = [(acting, outcome) for outcome in OUTCOMES for acting in ACTING]
    return every[:count]


def articles(count: int, each: int = 5) -> list[tuple[Source, tuple[Claim, ...]]]:
    """`count` claims in articles of `each`."""
    interventions, outcomes = load_vocabulary("interventions"), load_vocabulary("outcomes")
    made = []
    wanted = pairs(count)
    for at in range(0, count, each):
        text = "\n\n".join(
            f"{acting[0].upper()}{acting[1:]} reduces {outcome}." for acting, outcome in wanted[at : at + each]
        )
        article = read_bytes(text.encode(), f"article-{at // each + 1}.txt", now=f"{FIRST}T06:00:00Z")
        claims = extract(article, interventions, outcomes)
        assert len(claims) == min(each, count - at), text
        made.append((replace(article, title=f"Article {at // each + 1}"), claims))
    return made


def record(
    pmid: int, acting: str, outcome: str, entered: date, *, kind: str, effect: str, people: int, **fields: object
) -> Study:
    """A trial or review of one thing for one outcome. `effect`: reduces, raises, or nothing at all."""
    said = {
        "reduces": f"{acting.capitalize()} reduced {outcome} compared with placebo (RR 0.60, 95% CI 0.50 to 0.72).",
        "raises": f"{acting.capitalize()} increased {outcome} compared with placebo (RR 1.60, 95% CI 1.40 to 1.90).",
        "nothing": f"{acting.capitalize()} made no significant difference to {outcome} (RR 1.00, 95% CI 0.97 to 1.03).",
    }[effect]
    reviewed = kind == REVIEW
    title = f"{acting.capitalize()} for {outcome}: {'a systematic review and meta-analysis of randomised trials' if reviewed else 'a randomised, double-blind, placebo-controlled trial'}"
    how = (
        f"We included 12 randomised trials with {people:,} participants."
        if reviewed
        else f"{people:,} adults were randomised to {acting} or placebo, double-blind."
    )
    made = study(title, f"{how} {said}", pmid=str(pmid), year=entered.year, entered=entered.isoformat(), publication_types=(PublicationType(kind),), mesh=(MeshHeading("Humans", None, False),))  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]


class World:
    """PubMed as it is on a day. `events` come from the seed; a later event replaces what an earlier one left under the same number."""

    def __init__(self, claims: int, days: int, seed: int) -> None:
        self.claims, self.days = claims, days
        chance = random.Random(seed)
        self._next = 1_000
        self._state: dict[str, Study] = {}
        self.base = [one for acting, outcome in pairs(claims) for one in self._start(chance, acting, outcome)]
        self.events = sorted(
            (event for at in range(1, days + 1) for event in self._day(chance, at)), key=lambda event: event.day
        )

    def on(self, day: date) -> list[Study]:
        held = {one.pmid: one for one in self.base}
        for event in self.events:
            if event.day <= day:
                held |= {one.pmid: one for one in event.records}
        return list(held.values())

    def _number(self) -> int:
        self._next += 1
        return self._next

    def _start(self, chance: random.Random, acting: str, outcome: str) -> Iterator[Study]:
        for _ in range(chance.choice((0, 1, 1, 2, 3))):
            entered = date(chance.randint(2005, 2025), chance.randint(1, 12), chance.randint(1, 28))
            kind = chance.choice((TRIAL, TRIAL, TRIAL, REVIEW))
            yield record(self._number(), acting, outcome, entered, kind=kind, effect=chance.choice(("reduces", "reduces", "nothing")), people=chance.choice((40, 150, 800, 5000)))  # fmt: skip

    def _day(self, chance: random.Random, at: int) -> Iterator[Event]:
        day = FIRST + timedelta(days=at)
        acting, outcome = chance.choice(pairs(self.claims))
        for kind in chance.choices(("irrelevant", "for", "against", "null", "retraction", "concern", "erratum", "version", "overturning", "cites", "nothing"), k=chance.randint(1, 4)):  # fmt: skip
            event = self._event(chance, kind, day, acting, outcome)
            if event is not None:
                self._state |= {one.pmid: one for one in event.records}
                yield event
            acting, outcome = chance.choice(pairs(self.claims))

    def _event(self, chance: random.Random, kind: str, day: date, acting: str, outcome: str) -> Event | None:
        entered = day - timedelta(days=chance.randint(0, 2))  # found some days after it was entered
        held = [one for one in self.base if acting.capitalize() in one.title and outcome in one.title]
        people = chance.choice((60, 500, 3000))
        if kind == "irrelevant":
            other = study(
                "Roof tiles in wind tunnels",
                "We tested roof tiles.",
                pmid=str(self._number()),
                entered=entered.isoformat(),
            )
            return Event(day, kind, (other,))
        if kind in {"for", "against", "null"}:
            effect = {"for": "reduces", "against": "raises", "null": "nothing"}[kind]
            return Event(
                day, kind, (record(self._number(), acting, outcome, entered, kind=TRIAL, effect=effect, people=people),)
            )
        if kind == "overturning":
            effect = chance.choice(("nothing", "raises", "reduces"))
            return Event(
                day, kind, (record(self._number(), acting, outcome, entered, kind=REVIEW, effect=effect, people=9000),)
            )
        if not held or kind == "nothing":
            return None
        # As it is by now: what has been retracted once stays so, whatever comes after.
        key = self._state.get(chosen := chance.choice(held).pmid, next(one for one in held if one.pmid == chosen))
        if kind == "cites":
            trial = replace(
                key,
                publication_types=(*key.publication_types, PublicationType("Retracted Publication")),
                links=(Link("RetractionIn", "9000001", "J"),),
            )
            review = record(
                self._number(),
                acting,
                outcome,
                entered,
                kind=REVIEW,
                effect="reduces",
                people=4000,
                references=(key.pmid,),
            )
            return Event(day, kind, (trial, review))
        if kind == "retraction":
            return Event(day, kind, (replace(key, publication_types=(*key.publication_types, PublicationType("Retracted Publication")), links=(Link("RetractionIn", "9000001", "J"),)),))  # fmt: skip
        if kind == "concern":
            return Event(day, kind, (replace(key, links=(*key.links, Link("ExpressionOfConcernIn", "9000002", "J"))),))
        if kind == "erratum":
            return Event(day, kind, (replace(key, links=(*key.links, Link("ErratumIn", "9000003", "J"))),))
        newer = record(
            self._number(),
            acting,
            outcome,
            entered,
            kind=REVIEW,
            effect=chance.choice(("nothing", "reduces")),
            people=7000,
        )
        return Event(day, kind, (replace(key, links=(*key.links, Link("UpdateIn", newer.pmid, "J"))), newer))


class Served:
    """The world behind the local E-utilities server, one day at a time."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.server = EutilsServer([xml_file(*world.on(FIRST)).decode()])

    def __enter__(self) -> "Served":
        return self

    def __exit__(self, *_: object) -> None:
        self.server.close()

    def move_to(self, day: date) -> None:
        self.server.index = Index([xml_file(*self.world.on(day)).decode()])

    def pubmed(self, cache: Path) -> PubMed:
        return PubMed(
            Settings(email="e@example.org", api_key="SECRETKEY", eutils_url=self.server.url, record_days=0), cache
        )


@dataclass(frozen=True)
class Compared:
    """A day: what the re-check found, what audits from scratch say must be told, in how many verdicts the two differ, and a second run of the day."""

    day: date
    outcome: Outcome
    expected: frozenset[str]
    unlike: int
    again: Outcome


def rechecked(served: Served, claims: int, store: Store, folder: Path) -> Iterator[Compared]:
    """Watch `claims` claims, then live through the world's days: each is re-checked, re-checked again, and audited from scratch."""
    interventions, outcomes = VOCABULARIES
    texts = articles(claims)

    def whole(day: date, cache: str) -> dict[str, Audit]:
        held = served.pubmed(folder / cache)
        return {
            source.address: audit(source, made, held, interventions, outcomes, reader=None, now=f"{day}T06:00:00Z")
            for source, made in texts
        }

    last = whole(FIRST, "first.sqlite")
    numbers = {
        address: begin_watching(store, made, address, *VOCABULARIES, every=1).id for address, made in last.items()
    }
    for at in range(1, served.world.days + 1):
        day = FIRST + timedelta(days=at)
        served.move_to(day)
        tools = Tools(served.pubmed(folder / f"{at}.sqlite"), interventions, outcomes)
        outcome, again = (recheck(store, tools, f"{day}T06:00:00Z", today=day.isoformat()) for _ in range(2))
        fresh = whole(day, f"whole{at}.sqlite")
        pairs = [pair for address, made in fresh.items() for pair in compare(last[address], made).pairs]
        mine = {address: latest_audit(store.connection, number) for address, number in numbers.items()}
        unlike = sum(
            (one.label, one.overclaim, one.safety) != (other.label, other.overclaim, other.safety)
            for address, made in fresh.items()
            if (held := mine[address])
            for one, other in zip(held.verdicts, made.verdicts, strict=True)
        )
        last = fresh
        yield Compared(day, outcome, frozenset(pair.new.id for pair in pairs if pair.material), unlike, again)
