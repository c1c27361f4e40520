"""A local E-utilities server for tests: real HTTP on loopback, PubMed's syntax, limits and misbehaviour."""

from eutils.server import EutilsServer
from eutils.syntax import parse

__all__ = ["EutilsServer", "parse"]
