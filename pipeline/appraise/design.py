"""Design and species of a study: publication types first, then MeSH, then the words of title and abstract."""

import re

from pipeline.records import Design, Species, Study

RULE = "appraise.design.v2"

_REVIEW = re.compile(
    r"\b(?:systematic(?:ally)?\s+review|meta-?\s?analys[ei]s|pooled\s+analysis|umbrella\s+review)\b", re.I
)
_PROTOCOL = re.compile(
    r"\b(?:study|trial|review|research)\s+protocol\b|\bprotocol\s+(?:for|of)\s+(?:a|an|the)\b|:\s*(?:\w+\s+){0,3}protocol\b|\bprotocol\W*$",
    re.I,
)
_PLANNED = re.compile(
    r"\bwill\s+be\s+(?:randomi[sz]ed|recruited|enrolled|randomly|assessed|invited)\b|\bmethods\s+and\s+analysis\b", re.I
)
_RANDOMISED = re.compile(r"\brandomi[sz]ed\b|\brandomly\s+(?:assigned|allocated)\b|\bRCT\b", re.I)
_TEXT: tuple[tuple[Design, re.Pattern[str]], ...] = (
    (Design.COHORT, re.compile(r"\bcohort\b|\bprospective(?:ly)?\s+(?:study|followed)|\blongitudinal\b|\bregistry\b|\bfollow(?:ed)?[- ]up\b.{0,60}\byears\b", re.I)),
    (Design.CASE_CONTROL, re.compile(r"\bcase[- –]control\b", re.I)),
    (Design.CROSS_SECTIONAL, re.compile(r"\bcross[- ]sectional\b|\bsurvey(?:ed)?\b|\bquestionnaire\b", re.I)),
    (Design.CASE_REPORT, re.compile(r"\bcase\s+(?:reports?|series)\b|\bwe\s+report\s+(?:a|the)\s+case\b", re.I)),
)  # fmt: skip
_BY_TYPE: tuple[tuple[Design, frozenset[str]], ...] = (
    (Design.PROTOCOL, frozenset({"Clinical Trial Protocol"})),
    (Design.SYSTEMATIC_REVIEW, frozenset({"Meta-Analysis", "Systematic Review", "Network Meta-Analysis"})),
    (Design.RANDOMISED_TRIAL, frozenset({"Randomized Controlled Trial", "Equivalence Trial", "Pragmatic Clinical Trial"})),
    (Design.CONTROLLED_TRIAL, frozenset({"Controlled Clinical Trial", "Clinical Trial", "Clinical Trial, Phase II", "Clinical Trial, Phase III"})),
    (Design.GUIDELINE, frozenset({"Practice Guideline", "Guideline", "Consensus Development Conference"})),
    (Design.CASE_REPORT, frozenset({"Case Reports"})),
    (Design.EDITORIAL, frozenset({"Editorial", "Letter", "Comment", "News", "Published Erratum", "Retraction of Publication", "Retraction Notice", "Expression of Concern"})),
    (Design.NARRATIVE_REVIEW, frozenset({"Review", "Scoping Review"})),
)  # fmt: skip
_NOTICES = frozenset({"Retraction of Publication", "Retraction Notice", "Published Erratum", "Expression of Concern"})
_NOTICE_IDS = frozenset({"D016440", "D016425", "D000076962"})
_NOTICE_LINKS = frozenset({"RetractionOf", "PartialRetractionOf", "ErratumFor", "ExpressionOfConcernFor"})
# With the colon, dash or full stop that makes it a heading: "Correction of anaemia in …" is a study.
_NOTICE_TITLE = re.compile(
    r"\W*(?:(?:author|publisher|editorial)\s+)?(?:retraction(?:\s+not(?:e|ice))?|(?:notice|statement)\s+of\s+retraction|retracted\s+article|withdrawn|corrections?(?:\s+notice)?|"
    r"corrigend(?:um|a)|errat(?:um|a)|addendum|expression\s+of\s+concern)\s*(?:(?:to|of|for)\s*:|to\b|[:.—–]|-\s|\]|$)",
    re.I,
)
_SPEAKS_OF_OTHERS = frozenset({"Editorial", "Letter", "Comment", "News"})
# A letter may report a trial of its own; then both types stand in the record.
_STUDIES = frozenset().union(*(names for _, names in _BY_TYPE[1:4]))
_WHOLE_AGAIN = frozenset({"Corrected and Republished Article"})
_OF_ANIMALS = frozenset(
    {"Randomized Controlled Trial, Veterinary", "Clinical Trial, Veterinary", "Observational Study, Veterinary"}
)
_BY_MESH: tuple[tuple[Design, frozenset[str]], ...] = (
    (Design.COHORT, frozenset({"Cohort Studies", "Prospective Studies", "Follow-Up Studies", "Longitudinal Studies", "Retrospective Studies"})),
    (Design.CASE_CONTROL, frozenset({"Case-Control Studies"})),
    (Design.CROSS_SECTIONAL, frozenset({"Cross-Sectional Studies", "Surveys and Questionnaires"})),
)  # fmt: skip
# What people say of a treatment in interviews is no measure of what it does.
_QUALITATIVE = re.compile(
    r"\bqualitative\b|\bphenomenolog\w+|\bgrounded\s+theory\b|\bsemi-structured\s+interviews?\b|\bfocus\s+groups?\b|\bInterviews\s+as\s+Topic\b",
    re.I,
)
# Plurals where the singular names a food, a herb or a muscle ("chicken soup", "horse chestnut", "calf").
_ANIMAL_WORDS = re.compile(
    r"\b(?:mice|mouse|rats?|rabbits?|zebrafish|drosophila|c\. elegans|piglets?|pigs|swine|sows|hamsters?|gerbils?|guinea[- ]pigs?|ferrets?|murine|rodents?|monkeys?|macaques?|"
    r"baboons?|dogs|puppies|beagles|cats|kittens|felines?|horses|mares|ponies|sheep|ewes|lambs|goats|cows|heifers|steers|cattle|broilers?|chickens|hens|chicks|ducks|quails?|"
    r"wistar|sprague[- ]dawley|c57bl|balb|trout|tilapia|carp|salmonids?|animals)\b",
    re.I,
)
_VITRO_WORDS = re.compile(
    r"\bin[- ]vitro\b|\bcell\s+(?:line|culture)s?\b|\bcultured\b|\bHeLa\b|\bhuman\s+\w+\s+cells\b|\borganoids?\b|\btransfect\w+|\bhybrid\s+cells\b"
    r"|\b(?:SH-SY5Y|PC12|HEK\s?293|iPSC)\b|\bpluripotent\s+stem\s+cells?\b|\bbaculovirus\b",
    re.I,
)
# Words of the laboratory that also stand in trials of people: they count only where no people are spoken of.
_BENCH_WORDS = re.compile(
    r"\brecombinant\b|\bincubat\w+|\byeast\b|\bcell-free\b|\bbinding\s+(?:assay|affinity)\b|\bchaperone\b|\bfibroblasts\b|\bneuroblastoma\b",
    re.I,
)
# One person, told about: an age in the singular, or "a case of" in the title.
_WHO = r"(?:man|woman|boy|girl|male|female|patient|child|infant|lady|gentleman|neonate|adolescent|newborn|footballer|runner|athlete)"
_ONE_PERSON = re.compile(
    rf"\b(?:a|an|one)\s+(?:\d{{1,3}}|\w+)[- ](?:year|month|week|day)s?[- ]old\s+(?:\w+[\s-]){{0,3}}{_WHO}\b"
    rf"|\b(?:we|the\s+authors)\s+(?:describe|report|present)\s+(?:a|an|the|one|two|three)\s+(?:\w+\s+){{0,4}}(?:case|cases|{_WHO}|family)\b"
    r"|\bthis\s+case\s+(?:report|illustrates|shows|suggests|highlights|demonstrates)\b|\bour\s+patient\b|\bthe\s+patient\s+(?:presented|underwent|died|recovered)\b",
    re.I,
)
_CASE_TITLE = re.compile(
    rf"(?<!\bin )\bcases?\s+of\b|\bcase\s+(?:report|series)\b|:\s*a\s+case\b|\bin\s+a\s+(?:\w+\s+){{0,2}}{_WHO}\b(?=\s+(?:with|after|following|taking)\b|\W*$)",
    re.I,
)
_MANY_PEOPLE = re.compile(
    r"\b(?:cohorts?|surveys?|trials?|prospective|retrospective|randomi[sz]ed|registry|population-based|cross-sectional|case[- –]control)\b",
    re.I,
)
# People were given something: then a study without chance in it is no mere watching.
_GIVEN = re.compile(
    r"\b(?:treated\s+with|treatment\s+with|received|underwent|were\s+given|was\s+given|administ(?:ered|ration)|open[- ]label|pilot\s+(?:study|trial)|"
    r"pre-?\s?(?:and|to)\s?-?post|before\s+and\s+after\s+(?:treatment|the\s+intervention|therapy|training)|intervention\s+group|efficacy\s+of|effectiveness\s+of|"
    r"training\s+program(?:me)?|therapy\s+program(?:me)?|feasibility\s+of|surgery\s+was\s+performed)\b",
    re.I,
)
_PEOPLE_WORDS = re.compile(
    r"\b(?:patients?|participants?|volunteers?|adults|women|men|children|people|humans?|subjects|adolescents|infants|smokers|workers|students|athletes|outpatients)\b",
    re.I,
)


def species_of(study: Study) -> Species:
    """MeSH check tags decide, then publication types; without them, words do; without either, unknown."""
    tags = {heading.term for heading in study.mesh}
    types = {kind.name for kind in study.publication_types}
    words = f"{study.title} {study.abstract}"
    people = len(_PEOPLE_WORDS.findall(words))
    animals = len(_ANIMAL_WORDS.findall(words))
    if types & _OF_ANIMALS:
        return Species.ANIMAL
    if "Humans" in tags:
        # Both tags stand where cells or sera of people went into animals; then what was studied is told by the words.
        return Species.ANIMAL if "Animals" in tags and animals > people else Species.HUMAN
    if "Animals" in tags:
        return Species.ANIMAL
    if "In Vitro Techniques" in tags:
        return Species.IN_VITRO
    if types & _BY_TYPE[2][1]:
        return Species.HUMAN  # trials of animals have types of their own
    vitro = len(_VITRO_WORDS.findall(words)) + (len(_BENCH_WORDS.findall(words)) if not people else 0)
    if animals > people:
        return Species.ANIMAL if animals > 1 or vitro < 2 else Species.IN_VITRO
    if vitro >= 2 and vitro >= people:
        return Species.IN_VITRO
    if people or _ONE_PERSON.search(words):
        return Species.HUMAN
    return Species.IN_VITRO if vitro else Species.UNKNOWN


def design_of(study: Study, species: Species) -> Design:
    """The design of a study. A review that only its title calls systematic counts as one; a protocol never does, and neither does
    a notice or letter, whose title is often that of the study it is about."""
    types = {kind.name for kind in study.publication_types}
    tags = {heading.term for heading in study.mesh}
    if is_notice(study) or (types & _SPEAKS_OF_OTHERS and not types & _STUDIES):
        return Design.EDITORIAL
    if _PROTOCOL.search(study.title) and not types & {"Systematic Review", "Meta-Analysis"}:
        return Design.PROTOCOL
    if _PLANNED.search(study.abstract) and not types & _BY_TYPE[1][1]:
        return Design.PROTOCOL
    if _QUALITATIVE.search(f"{study.title} {_method_part(study)}") and not types & _BY_TYPE[1][1]:
        return Design.UNCLEAR
    if species in {Species.ANIMAL, Species.IN_VITRO}:
        return Design.SYSTEMATIC_REVIEW if types & {"Meta-Analysis", "Systematic Review"} else Design.LABORATORY
    for design, names in _BY_TYPE[:3]:
        if types & names:
            return design
    if _REVIEW.search(study.title):
        return Design.SYSTEMATIC_REVIEW
    if "Review" not in types and _RANDOMISED.search(f"{study.title} {_method_part(study)}"):
        return Design.RANDOMISED_TRIAL
    for design, names in _BY_TYPE[3:]:
        if types & names:
            return design
    for design, names in _BY_MESH:
        if tags & names:
            return design
    words = f"{study.title} {study.abstract}"
    if not _MANY_PEOPLE.search(study.title) and (_CASE_TITLE.search(study.title) or _ONE_PERSON.search(study.abstract)):
        return Design.CASE_REPORT
    for design, pattern in _TEXT:
        if pattern.search(words):
            return design
    return Design.COHORT if "Observational Study" in types else Design.UNCLEAR


def intervenes(study: Study) -> bool:
    """Whether the people of a study were given something, by its words."""
    return bool(_GIVEN.search(f"{study.title} {study.abstract}"))


def is_notice(study: Study) -> bool:
    """Whether a record only says something of another record: a retraction, a correction, an expression of concern."""
    names = {kind.name for kind in study.publication_types}
    return (
        bool(names & _NOTICES)
        or bool({kind.id for kind in study.publication_types} & _NOTICE_IDS)
        or bool({link.type for link in study.links} & _NOTICE_LINKS)
        or (bool(_NOTICE_TITLE.match(study.title)) and not names & (_STUDIES | _WHOLE_AGAIN))
    )


def includes_trials(study: Study) -> bool:
    """Whether a review says that it pools or reviews trials (else it starts where observational studies start)."""
    types = {kind.name for kind in study.publication_types}
    words = f"{study.title} {study.abstract}"
    return "Randomized Controlled Trial" in types or bool(
        re.search(
            r"\brandomi[sz]ed\b|\bRCTs?\b|\bplacebo\b|\b(?:clinical|controlled|cross-?over)\s+(?:trials?|studies)\b|\btrials\b",
            words,
            re.I,
        )
    )


def _method_part(study: Study) -> str:
    """The part of an abstract that tells what was done; the first half where sections are not labelled."""
    labelled = [
        study.abstract[section.start : section.end]
        for section in study.sections
        if section.label and re.search(r"METHOD|DESIGN|PARTICIPANT", section.label, re.I)
    ]
    return " ".join(labelled) or study.abstract[: len(study.abstract) // 2 + 200]
