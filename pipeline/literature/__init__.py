"""Literature sources behind one Protocol: PubMed, a local library, the starter library, the snapshot in an audit."""

from pipeline.literature.protocol import Literature

__all__ = ["Literature"]
