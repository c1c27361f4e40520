"""A library of one's own: a tantivy index over PubMed records, on disk or in memory."""

from pipeline.literature.local.library import Library, in_memory, open_library

__all__ = ["Library", "in_memory", "open_library"]
