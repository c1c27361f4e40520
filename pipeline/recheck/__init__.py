"""What changed between two audits, and whether it matters to a reader."""

from pipeline.recheck.changes import Aspect, Change, changes_of
from pipeline.recheck.compare import Comparison, Pair, compare

__all__ = ["Aspect", "Change", "Comparison", "Pair", "changes_of", "compare"]
