"""Who or what was studied: people, animals, cells. Work on animals and cells never speaks for people."""

import re

from pipeline.appraise.publication_types import OF_ANIMALS, TRIALS
from pipeline.records import Species, Study

RULE = "appraise.species.v1"

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
_PEOPLE_WORDS = re.compile(
    r"\b(?:patients?|participants?|volunteers?|adults|women|men|children|people|humans?|subjects|adolescents|infants|smokers|workers|students|athletes|outpatients)\b",
    re.I,
)
# One person, told about: an age in the singular, or "a case of" in the title.
PERSON = r"(?:man|woman|boy|girl|male|female|patient|child|infant|lady|gentleman|neonate|adolescent|newborn|footballer|runner|athlete)"
ONE_PERSON = re.compile(
    rf"\b(?:a|an|one)\s+(?:\d{{1,3}}|\w+)[- ](?:year|month|week|day)s?[- ]old\s+(?:\w+[\s-]){{0,3}}{PERSON}\b"
    rf"|\b(?:we|the\s+authors)\s+(?:describe|report|present)\s+(?:a|an|the|one|two|three)\s+(?:\w+\s+){{0,4}}(?:case|cases|{PERSON}|family)\b"
    r"|\bthis\s+case\s+(?:report|illustrates|shows|suggests|highlights|demonstrates)\b|\bour\s+patient\b|\bthe\s+patient\s+(?:presented|underwent|died|recovered)\b",
    re.I,
)


def species_of(study: Study) -> Species:
    """MeSH check tags decide, then publication types; without them, words do; without either, unknown."""
    tags = {heading.term for heading in study.mesh}
    types = {kind.name for kind in study.publication_types}
    words = f"{study.title} {study.abstract}"
    people = len(_PEOPLE_WORDS.findall(words))
    animals = len(_ANIMAL_WORDS.findall(words))
    if types & OF_ANIMALS:
        return Species.ANIMAL
    if "Humans" in tags:
        # Both tags stand where cells or sera of people went into animals; then what was studied is told by the words.
        return Species.ANIMAL if "Animals" in tags and animals > people else Species.HUMAN
    if "Animals" in tags:
        return Species.ANIMAL
    if "In Vitro Techniques" in tags:
        return Species.IN_VITRO
    if types & TRIALS:
        return Species.HUMAN  # trials of animals have types of their own
    vitro = len(_VITRO_WORDS.findall(words)) + (len(_BENCH_WORDS.findall(words)) if not people else 0)
    if animals > people:
        return Species.ANIMAL if animals > 1 or vitro < 2 else Species.IN_VITRO
    if vitro >= 2 and vitro >= people:
        return Species.IN_VITRO
    if people or ONE_PERSON.search(words):
        return Species.HUMAN
    return Species.IN_VITRO if vitro else Species.UNKNOWN
