"""PubMed through Bio.Entrez, over a requests session of our own."""

from pipeline.literature.pubmed.source import PubMed

__all__ = ["PubMed"]
