"""Known interventions and outcomes, with synonyms, classes and MeSH ids."""

from claims.vocabulary.names import in_print
from claims.vocabulary.terms import Mention, Vocabulary, load_vocabulary, own_words

__all__ = ["Mention", "Vocabulary", "in_print", "load_vocabulary", "own_words"]
