"""Texts that would do something if they were taken for more than data, and an audit that holds one of them everywhere."""

from dataclasses import replace

from conftest import NOW
from factories import audited, study, xml_of

from claims.extract import extract
from claims.intake import read_sentence
from claims.vocabulary import Vocabulary
from pipeline.literature import local
from pipeline.records import Audit, Author, Coverage, Provenance, PublicationType

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title><svg onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "[link](javascript:alert(1))",
    "`code` | pipe | **bold**",
    '=HYPERLINK("http://example.org")',
    "+1+1",
    "@SUM(A1)",
    "-2+3",
    "ER  - \nTY  - JOUR\nTI  - forged",
    "\x1b[31mred\x1b[0m \u202edesrever\u202c",
    "]]> --> */ <!--",
    "</script><script>alert(1)</script>",
    '","@type":"Evil","x":"',
    "}\n@article{forged, title={x}}",
    "\\\\input{/etc/passwd} \\\\write18{id}",
    "{say.__globals__} {0.__class__} %(x)s ${x}",
    "\t=1+1",
]


def hostile(attack: str, interventions: Vocabulary, outcomes: Vocabulary) -> Audit:
    """An audit in which the article and every record field say the attack."""
    records = [
        study(
            f"{attack} Garlic and blood pressure", f"Garlic lowered blood pressure {attack} (p = 0.01).", pmid="7", journal=attack, doi="10.1/" + attack,
            authors=(Author(attack),), publication_types=(PublicationType("Randomized Controlled Trial"),), keywords=(attack,),
        )
    ]  # fmt: skip
    library = local.in_memory(
        map(xml_of, records), Provenance("x", Coverage.PARTIAL, 1, None, f"About {attack}. More.")
    )
    article = read_sentence(
        f"Garlic lowers blood pressure {attack}, and it is said by all of them.".replace("\x1b", ""), now=NOW
    )
    claims = tuple(
        replace(claim, context=attack, population=attack, dose=attack, setting=attack, found_by=attack)
        for claim in extract(article, interventions, outcomes)
    )
    article = replace(article, title=attack, author=attack, address=attack, published=attack)
    return audited(article, library, claims)
