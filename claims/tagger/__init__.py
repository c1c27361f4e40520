"""A small network that marks what acts and what is acted on in a sentence, where the rules of extraction find no claim."""

from claims.tagger.decode import Tag
from claims.tagger.shipped import VERSION, shipped_tagger
from claims.tagger.tagger import NetworkTagger, Tagger

__all__ = ["VERSION", "NetworkTagger", "Tag", "Tagger", "shipped_tagger"]
