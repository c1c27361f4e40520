"""Known interventions and outcomes, with synonyms, classes and MeSH ids."""

from claims.vocabulary.terms import Mention, Vocabulary, load_vocabulary, own_words

__all__ = ["Mention", "Vocabulary", "load_vocabulary", "own_words"]
