"""One PubMed record."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A labelled part of an abstract: [start, end) of `Study.abstract`."""

    label: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    collective: bool = False


@dataclass(frozen=True, slots=True)
class MeshHeading:
    term: str
    id: str | None
    major: bool
    qualifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicationType:
    name: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A typed link to another record ("RetractionIn", "ErratumIn", "UpdateIn", "CommentOn" …)."""

    type: str
    pmid: str | None
    reference: str | None


@dataclass(frozen=True, slots=True)
class Study:
    """One PubMed record. `abstract` is the plain text of all sections, one a line; `markup` marks a title with tags;
    `references` are the PMIDs of the works that it cites, where the record lists them."""

    pmid: str
    version: int
    title: str
    abstract: str
    sections: tuple[Section, ...]
    journal: str | None
    year: int | None
    published: str | None
    entered: str | None
    revised: str | None
    authors: tuple[Author, ...]
    doi: str | None
    pmcid: str | None
    publication_types: tuple[PublicationType, ...]
    mesh: tuple[MeshHeading, ...]
    chemicals: tuple[str, ...]
    keywords: tuple[str, ...]
    languages: tuple[str, ...]
    registrations: tuple[str, ...]
    grants: tuple[str, ...]
    conflict_of_interest: str | None
    status: str | None
    links: tuple[Link, ...]
    vernacular_title: str | None = None
    other_abstracts: tuple[str, ...] = ()
    book: bool = False
    digest: bool = False
    references: tuple[str, ...] = ()
