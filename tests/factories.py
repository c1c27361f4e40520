"""Records with defaults: a test names only what it is about."""

import gzip
from dataclasses import replace
from importlib.resources import files
from typing import Any

from conftest import NOW

from claims.extract import extract
from claims.records import Claim, Direction, Source
from claims.vocabulary import load_vocabulary
from pipeline.appraise.reader.shipped import shipped_reader
from pipeline.audit import audit
from pipeline.records import (
    Appraisal,
    Audit,
    Coverage,
    Design,
    Effect,
    Finding,
    Match,
    MatchMatrix,
    Section,
    Signal,
    Span,
    Species,
    Stance,
    Study,
    Trust,
)
from pipeline.verdict.adequacy import Adequacy

# The starter library's own file: real PMIDs and titles, digests of this project.
STARTER = gzip.decompress(files("pipeline.literature.starter").joinpath("starter.xml.gz").read_bytes())
PUBMED = Adequacy(Coverage.PUBMED, 0, (), None)
DEMONSTRATION = Adequacy(Coverage.DEMONSTRATION, 0, (), 206)


VOCABULARIES = (load_vocabulary("interventions"), load_vocabulary("outcomes"))


def audited(article: Source, literature: Any, claims: tuple[Claim, ...] | None = None, *, every: bool = False) -> Audit:
    """An audit as the command makes it, with the shipped reader; of the claims found in the article unless others are given."""
    interventions, outcomes = load_vocabulary("interventions"), load_vocabulary("outcomes")
    found = extract(article, interventions, outcomes, every=every) if claims is None else claims
    return audit(article, found, literature, interventions, outcomes, reader=shipped_reader(), now=NOW)


def claim(
    intervention: str = "garlic",
    outcome: str = "blood pressure",
    direction: Direction = Direction.DECREASES,
    **fields: Any,
) -> Claim:
    quote = fields.pop("quote", f"{intervention} {direction} {outcome}")
    made = Claim(
        id="c1",
        quote=quote,
        start=0,
        end=len(quote),
        intervention=intervention,
        outcome=outcome,
        intervention_concept=load_vocabulary("interventions").best(intervention),
        outcome_concept=load_vocabulary("outcomes").best(outcome),
        direction=direction,
    )
    return replace(made, **fields)


def span(text: str = "It fell.") -> Span:
    return Span("abstract", 0, len(text), text)


def effect(
    measure: str = "RR", value: float = 0.5, low: float | None = 0.4, high: float | None = 0.6, **fields: Any
) -> Effect:
    made = Effect(measure, value, low, high, None, None, span(f"{measure} {value} ({low} to {high})"))
    return replace(made, **fields)


def matrix(**fields: Any) -> MatchMatrix:
    facets = dict.fromkeys(
        ("population", "intervention", "form", "dose", "duration", "comparator", "outcome", "context"), Match.UNKNOWN
    )
    facets |= {"intervention": Match.SAME, "outcome": Match.SAME, **{k: v for k, v in fields.items() if k in facets}}
    rest = {k: v for k, v in fields.items() if k not in facets}
    return MatchMatrix(**facets, **rest)


BLINDED = Signal("blinded", True, span("double-blind"))


def appraisal(pmid: str = "1", finding: Finding = Finding.DECREASED, **fields: Any) -> Appraisal:
    """A large, blinded, randomised trial with a clear effect, on the question."""
    made = Appraisal(
        claim_id="c1",
        pmid=pmid,
        rung="exact",
        match=matrix(),
        species=Species.HUMAN,
        design=Design.RANDOMISED_TRIAL,
        trust=Trust.SOUND,
        participants=1000,
        included_studies=None,
        effect=effect(),
        finding=finding,
        stance=Stance.SUPPORTS,
        stance_scores=(1.0, 0.0, 0.0),
        rationale=(span(),),
        signals=(BLINDED,),
        facts=(),
        stated_certainty=None,
        stated_certainty_span=None,
        flags=(),
        body=f"PMID {pmid}",
        rules=(),
    )
    return replace(made, **fields)


def review(pmid: str = "9", finding: Finding = Finding.DECREASED, **fields: Any) -> Appraisal:
    """A review of blinded trials with 5,000 people."""
    base = appraisal(
        pmid,
        finding,
        design=Design.SYSTEMATIC_REVIEW,
        participants=5000,
        included_studies=12,
        flags=("includes trials",),
    )
    return replace(base, **fields)


def study(title: str = "A trial", abstract: str = "", **fields: Any) -> Study:
    made = Study(
        pmid="1", version=1, title=title, abstract=abstract, sections=(Section(None, 0, len(abstract)),) if abstract else (),
        journal="J", year=2020, published="2020", entered=None, revised=None, authors=(), doi=None, pmcid=None,
        publication_types=(), mesh=(), chemicals=(), keywords=(), languages=("eng",), registrations=(), grants=(),
        conflict_of_interest=None, status="MEDLINE", links=(),
    )  # fmt: skip
    return replace(made, **fields)


def xml_of(study: Study) -> bytes:
    """A study as one record of PubMed's XML, with the fields that tests use. What XML cannot hold is left out."""
    from xml.sax.saxutils import escape, quoteattr

    def text(words: str) -> str:
        return escape("".join(letter for letter in words if letter >= " " or letter in "\t\n"))

    authors = "".join(f"<Author><LastName>{text(author.name)}</LastName></Author>" for author in study.authors)
    types = "".join(
        f"<PublicationType UI={quoteattr(kind.id or '')}>{text(kind.name)}</PublicationType>"
        for kind in study.publication_types
    )
    mesh = "".join(
        f"<MeshHeading><DescriptorName>{text(heading.term)}</DescriptorName></MeshHeading>" for heading in study.mesh
    )
    links = "".join(
        f"<CommentsCorrections RefType={quoteattr(link.type)}><RefSource>{text(link.reference or '')}</RefSource><PMID>{link.pmid}</PMID></CommentsCorrections>"
        for link in study.links
    )
    references = "".join(
        f'<Reference><ArticleIdList><ArticleId IdType="pubmed">{number}</ArticleId></ArticleIdList></Reference>'
        for number in study.references
    )
    entered = "".join(
        f"<{tag}>{int(part)}</{tag}>"
        for tag, part in zip(("Year", "Month", "Day"), (study.entered or "").split("-"), strict=False)
        if part
    )
    return (
        f'<PubmedArticle><MedlineCitation Status={quoteattr(study.status or "")}><PMID Version="{study.version}">{study.pmid}</PMID>'
        f"<Article><Journal><JournalIssue><PubDate><Year>{study.year}</Year></PubDate></JournalIssue><Title>{text(study.journal or '')}</Title></Journal>"
        f"<ArticleTitle>{text(study.title)}</ArticleTitle><Abstract><AbstractText>{text(study.abstract)}</AbstractText></Abstract>"
        f"<AuthorList>{authors}</AuthorList>{''.join(f'<Language>{language}</Language>' for language in study.languages)}<PublicationTypeList>{types}</PublicationTypeList></Article>"
        f"<CommentsCorrectionsList>{links}</CommentsCorrectionsList><MeshHeadingList>{mesh}</MeshHeadingList>"
        f"<KeywordList>{''.join(f'<Keyword>{text(word)}</Keyword>' for word in study.keywords)}</KeywordList></MedlineCitation>"
        f'<PubmedData><History><PubMedPubDate PubStatus="entrez">{entered}</PubMedPubDate></History><ArticleIdList>'
        f'<ArticleId IdType="doi">{text(study.doi or "")}</ArticleId></ArticleIdList>'
        f"<ReferenceList>{references}</ReferenceList>"
        "</PubmedData></PubmedArticle>"
    ).encode()  # fmt: skip


def xml_file(*studies: Study, deleted: tuple[str, ...] = ()) -> bytes:
    """A PubmedArticleSet of studies, with a DeleteCitation where PMIDs are given."""
    gone = "".join(f'<PMID Version="1">{pmid}</PMID>' for pmid in deleted)
    tail = f"<DeleteCitation>{gone}</DeleteCitation>" if deleted else ""
    return (
        b'<?xml version="1.0"?><PubmedArticleSet>\n'
        + b"\n".join(map(xml_of, studies))
        + tail.encode()
        + b"\n</PubmedArticleSet>"
    )


def source(text: str, **fields: Any) -> Source:
    from claims.intake import read_bytes

    return replace(read_bytes(text.encode(), "article.txt", now="2026-11-22T12:00:00Z"), **fields)


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


# Forty questions of many kinds: known and unknown terms, one word and many, drugs, herbs, foods, behaviours, tests, people.
VARIED = [
    ("krill oil", "erratic brain activity"),
    ("stopping amitriptyline", "electrolyte imbalance"),
    ("magnesium", "sleep quality"),
    ("vitamin C", "the common cold"),
    ("St John's wort", "mild depression"),
    ("glucosamine", "knee osteoarthritis pain"),
    ("cranberry juice", "urinary tract infections"),
    ("d-mannose", "recurrent cystitis"),
    ("ginger", "morning sickness"),
    ("melatonin", "jet lag"),
    ("vitamin D", "bone fractures in older women"),
    ("beta-carotene", "lung cancer"),
    ("smoking", "lung cancer"),
    ("MMR vaccine", "autism"),
    ("apple cider vinegar", "blood sugar after meals"),
    ("turmeric", "joint pain"),
    ("green tea", "fat burning"),
    ("probiotics", "gut health"),
    ("a ketogenic diet", "epileptic seizures in children"),
    ("intermittent fasting", "autophagy"),
    ("cold plunges", "dopamine"),
    ("walking 10,000 steps a day", "mortality"),
    ("acupuncture", "chronic low back pain"),
    ("screen time before bed", "sleep of teenagers"),
    ("paracetamol in pregnancy", "ADHD"),
    ("ibuprofen", "fever"),
    ("statins", "muscle pain"),
    ("omega-3 fatty acids", "triglycerides"),
    ("ashwagandha", "cortisol"),
    ("collagen peptides", "skin elasticity"),
    ("biotin", "hair growth"),
    ("zinc lozenges", "duration of a cold"),
    ("honey", "cough in toddlers"),
    ("garlic", "blood pressure"),
    ("aloe vera gel", "sunburn"),
    ("bergamot oil aromatherapy", "anxiety before surgery"),
    ("homeopathic arnica 30C", "bruising"),
    ("zorb extract", "blorf syndrome"),
    ("5-HTP", "serotonin"),
    ("coenzyme Q10", "heart failure"),
]
# Each has a rung beside its own question and the mechanism.
EIGHT = [
    ("krill oil", "erratic brain activity"), ("statins", "muscle pain"), ("turmeric", "joint pain"), ("biotin", "hair growth"),
    ("ginger", "morning sickness"), ("magnesium", "sleep quality"), ("MMR vaccine", "autism"), ("coenzyme Q10", "heart failure"),
]  # fmt: skip
