"""Records of PubMed XML read a CPU second: our parser beside Bio.Entrez.read and pubmed_parser, in one run.

    pip install pubmed_parser && python tests/benchmarks/parse_records.py FILE.xml.gz

Each reads the same file as its interface wants it (Bio.Entrez.read unpacked, the others gzipped), five times; the best counts. What
a peer cannot read is told. Prints one JSON object.
"""

import argparse
import gzip
import io
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.literature.pubmed_xml import parse_studies


def rate(read: Callable[[], int]) -> tuple[int, float] | str:
    """(records, records a CPU second), or what went wrong."""
    best, count = 0.0, 0
    for _ in range(5):
        began = time.process_time()
        try:
            count = read()
        except Exception as error:  # a peer's failure is a figure of its own
            return f"{type(error).__name__}: {str(error)[:80]}"
        best = max(best, count / (time.process_time() - began))
    return count, round(best)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    data = parser.parse_args().file.read_bytes()
    data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    packed = gzip.compress(data)
    figures: dict[str, object] = {"claimaudit": rate(lambda: sum(1 for _ in parse_studies(packed)))}

    def entrez() -> int:
        from Bio import Entrez

        return len(Entrez.read(io.BytesIO(data))["PubmedArticle"])

    figures["Bio.Entrez.read"] = rate(entrez)
    try:
        import pubmed_parser
    except ImportError:
        figures["pubmed_parser"] = "not installed"
    else:
        # It fails on records without a journal title, so it is given the others.
        whole = [raw for raw in data.split(b"<PubmedArticle>")[1:] if b"<Title>" in raw]
        body = b"".join(b"<PubmedArticle>" + raw.split(b"</PubmedArticle>")[0] + b"</PubmedArticle>" for raw in whole)
        with tempfile.NamedTemporaryFile(suffix=".xml.gz") as file:
            file.write(gzip.compress(b"<PubmedArticleSet>" + body + b"</PubmedArticleSet>"))
            file.flush()
            figures["pubmed_parser"] = rate(lambda: len(list(pubmed_parser.parse_medline_xml(file.name))))
    ours = figures["claimaudit"]
    for name, theirs in list(figures.items())[1:]:
        if isinstance(ours, tuple) and isinstance(theirs, tuple):
            figures[f"ratio_to_{name}"] = round(ours[1] / theirs[1], 2)
    json.dump(figures, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
