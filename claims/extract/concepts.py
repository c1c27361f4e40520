"""What the words of a frame stand for: the concept acted with, the outcome and its concept, and what a verb of harm does."""

import re
from dataclasses import replace

from claims.extract.frame import Frame
from claims.extract.phrases import trim
from claims.records import Concept, Direction
from claims.vocabulary import Vocabulary, own_words

STOPPING = re.compile(
    r"^(?:(?:suddenly|abruptly)\s+)?(?:stop|quit|discontinu|withdraw|com(?:e|ing)\s+off|taper)\w*\b", re.I
)
# Having too little of a thing, or leaving it out, is not the thing.
_ABSENCE = re.compile(
    r"\b(?:lack(?:ing)?|deficien\w*|depletion|absence|shortage|low(?:er)?|too\s+little|reduc\w+|restrict\w*|less|without|avoid\w*|cutting\s+(?:out|down)|cut\s+out|giving\s+up|quitting|excluding|untreated|not\s+\w+ing)\b|-free\b|-deficient\b",
    re.I,
)


# Words beside a known name that change nothing about what is taken: plain intake, dose, time, ordinary forms, salts.
_PLAIN = frozenset(
    """a an the of and or to in at for with your our their its some any this that these those it
    popping swallowing sucking yearly monthly modest large big taking take takes taken using use used uses eating eat drinking drink drinks having have consuming consumption consume intake chewing sipping getting going single very yeast substance
    adding practising practicing doing giving supplementing supplement supplements supplementation system diet body treatment therapy treating
    daily day days week weeks weekly month year regular regularly once twice three times per every each morning evening bedtime nightly long term short
    mg mcg g gram grams iu ml litre litres liter liters cup cups glass dose doses dosage high low moderate small large amount amounts extra more enough plenty lot lots almost every
    oral tablet tablets capsule capsules pill pills powder extract extracts tea teas juice oil oils leaf leaves root roots seed seeds drops drink formulation
    formula preparation preparations product products lozenge lozenges syrup shot shots jab vaccine vaccination pure natural organic raw fresh dried ground
    whole standardised standardized concentrated purified quality good best strong premium herbal prescription medicine medicines drug drugs remedy remedies
    citrate glycinate oxide sulfate sulphate gluconate picolinate chloride carbonate monohydrate hydrochloride acetate acid too much black green red
    practice sessions session therapy classes programme program training routine habit minutes hours hour minute""".split()
)


def _is_plain(word: str) -> bool:
    return word in _PLAIN or (
        word.endswith("ly")
        and word not in {"only", "rarely", "hardly", "scarcely", "allegedly", "supposedly", "reportedly"}
    )


def _unread(worded: str, interventions: Vocabulary) -> bool:
    """Whether a phrase holds words beside the names it knows that could change what is meant."""
    covered = [range(mention.start, mention.end) for mention in interventions.mentions(worded)]
    for found in re.finditer(r"[^\W\d_]+", worded):
        if (
            not any(found.start() in span for span in covered)
            and len(found.group()) > 1
            and not _is_plain(found.group().lower())
        ):
            return True
    telling = [
        span
        for span in covered
        if not {word.lower() for word in re.findall(r"[^\W\d_]+", worded[span.start : span.stop])} <= _PLAIN
    ]
    return len(telling) > 1


_EXAMPLES = re.compile(r"(?<=\w)\s*,?\s+(?:such\s+as|like|including)\s.*$", re.I)


def intervention_concept(worded: str, interventions: Vocabulary) -> Concept:
    """The concept acted with. Stopping a medicine is a concept of its own below the medicine; a lack of something is one too."""
    whole = interventions.lookup(worded)
    if whole is not None:
        return whole
    worded = _EXAMPLES.sub("", worded)  # "painkillers such as ibuprofen" are painkillers
    concept = interventions.best(worded)
    if _ABSENCE.search(worded) and not STOPPING.match(worded):
        return own_words(worded)
    if concept.known and not STOPPING.match(worded) and _unread(worded, interventions):
        # "Antidotes to aspirin", "garlic ointment": more is said than the known name, so it is not judged as that name.
        return replace(own_words(worded), wider=concept.preferred)
    # Tapering is a way of stopping already: "stopping drug tapering" would be the opposite of what is said.
    if STOPPING.match(worded) and concept.known and not _IS_STOPPING.search(concept.preferred):
        return Concept(
            preferred=f"{concept.preferred} discontinuation",
            kind="exposure",
            synonyms=tuple(
                f"{name} {word}"
                for name in (concept.preferred, *concept.synonyms[:3])
                for word in ("withdrawal", "discontinuation")
            ),
            wider=concept.preferred,
        )
    return concept


_IS_STOPPING = re.compile(r"\b(?:taper|withdraw|cessation|discontinu|deprescri)", re.I)
_BLUNTING = re.compile(r"^(?:blunt|dull|dampen|flatten)", re.I)
_A_RISE = re.compile(r"(?:\w+\s+){0,2}?(?:rise|increase|spike|surge|peak|jump)s?\b", re.I)
_HARMING = re.compile(r"^(?:damag|harm|upset|destroy|poison|wreck)", re.I)


def harm_of(frame: Frame, outcome: str, concept: Concept, outcomes: Vocabulary) -> tuple[Direction, Concept]:
    """What a verb of damage does: an organ suffers damage (caused), a function gets worse."""
    if _BLUNTING.match(frame.verb) and _A_RISE.match(outcome):
        return Direction.DECREASES, concept  # "blunts the rise in blood sugar" worsens nothing
    if not _HARMING.match(frame.verb):
        return frame.direction, concept
    organ = outcome.split()[-1] if len(outcome.split()) <= 2 else concept.preferred
    damage = outcomes.lookup(f"{organ} damage") or outcomes.lookup(f"{organ.rstrip('s')} damage")
    if damage is not None and not re.search(r"health|function", outcome, re.I):
        return Direction.CAUSES, damage
    return (Direction.WORSENS if concept.kind in {"function", "vague", "biomarker"} else frame.direction), concept


_MOVED = re.compile(
    r"(?:\w+\s+){0,2}?(?:drop|fall|reduction|decrease|decline|dip|rise|increase|spike|surge|jump)s?\s+in\s+(?:the\s+|your\s+)?(?P<of>.+)$",
    re.I,
)
_SHORTENS = re.compile(r"(?:shorten|prolong|lengthen)", re.I)
_TIME = re.compile(r"\b(?:time|length|duration|days?|hours?|weeks?|long)\b", re.I)
_ENDS = {
    **dict.fromkeys(("spread to", "spreads to"), "spread to"),
    **dict.fromkeys(("kill", "kills", "killed", "killing"), "death of"),
}
# "Pain of knee osteoarthritis", "death rate of patients in hospital with COVID-19": what is measured, and in whom.
_IN_WHOM = re.compile(r"(?P<what>[^,;]+?)\s+(?:of|in|from|among)\s+(?P<whom>[^,;]+)$", re.I)
_A_GROUP = re.compile(
    r"(?:\w+\s+){0,2}?(?:patients|people|adults|children|women|men|infants|babies|teenagers|students|athletes)\b", re.I
)


def whose(worded: str, outcomes: Vocabulary) -> tuple[str, str | None]:
    """An outcome's words apart: what is measured, and in whom where they say that (a group, or those who have a condition)."""
    found = _IN_WHOM.fullmatch(worded)
    if found is None or outcomes.lookup(worded) is not None or outcomes.lookup(trim(found["what"])) is None:
        return worded, None
    whom = trim(found["whom"])
    if _A_GROUP.match(whom):
        return trim(found["what"]), whom
    known = outcomes.lookup(whom) or outcomes.lookup(
        re.sub(r"^(?:mild|moderate|severe|acute|chronic)\s+", "", whom, flags=re.I)
    )
    return (
        (trim(found["what"]), f"people with {whom}")
        if known is not None and known.kind == "condition"
        else (worded, None)
    )


_RELAXING = re.compile(r"relax", re.I)
_SHARED_WORDS = {"balance", "level", "levels", "loss", "deficiency"}


def outcome_and_concept(piece: str, verb: str, acting: Concept, outcomes: Vocabulary) -> tuple[str, Concept]:
    """An outcome as worded and its concept; "repairing the gut" where the gut alone is no outcome.

    "Balance" beside electrolytes is that of electrolytes, not of the body's posture.
    """
    worded = trim(piece)
    if worded.lower() in _SHARED_WORDS:
        return worded, outcomes.lookup(f"{acting.preferred} {worded}") or (
            outcomes.best(worded) if acting.kind == "behaviour" else own_words(f"{acting.preferred} {worded}")
        )
    if verb in _ENDS:  # "spreads to the kidneys", "kills bacteria": what comes about is not the kidneys, nor bacteria
        return f"{_ENDS[verb]} {worded}", own_words(f"{_ENDS[verb]} {worded}")
    moved = _MOVED.match(worded)
    concept = outcomes.best(moved.group("of") if moved else worded)  # "a fall in blood pressure" is no tumble
    if _SHORTENS.match(verb) and concept.kind in {"condition", "symptom", "event"} and not _TIME.search(worded):
        return f"length of {worded}", concept  # to shorten a cold is not to have fewer of them
    # "Relaxes muscles" is no loss of muscle: where the table knows the verb with its object, that is what is meant.
    if verb and (not concept.known or (concept.valence > 0 and _RELAXING.match(verb))):
        with_verb = (
            outcomes.lookup(f"{verb} {piece}")
            or outcomes.lookup(f"{verb} {worded}")
            or outcomes.lookup(f"{verb.rstrip('es')} {worded}")
        )
        if with_verb is not None:
            return f"{verb} {piece.strip()}", with_verb
    return worded, concept
