"""The literature for all claims of an article: searched, fetched, read, with few requests."""

from pipeline.gather.gather import gather
from pipeline.gather.search import Gathered

__all__ = ["Gathered", "gather"]
