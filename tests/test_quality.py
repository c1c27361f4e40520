"""Quality floors on real and benchmark data, where they are on this machine. A floor may rise; it is never lowered."""

import json
import subprocess
import sys
from pathlib import Path

from claims.extract import extract
from claims.intake import read_source
from claims.records import Claim, Direction
from claims.vocabulary import Vocabulary
from pipeline.appraise import appraise
from pipeline.appraise.question import question_of
from pipeline.canonical import to_plain
from pipeline.literature.local import Library

# Measured 2026-11-25: F1 0.926, precision 0.967.
EXTRACTION_F1, EXTRACTION_PRECISION = 0.91, 0.95
# Measured 2026-11-22: of the findings that the rules read at all, 0.87 agree with the answer key.
FINDINGS_RIGHT, FINDINGS_READ = 0.85, 0.5
_KEY = {
    "increased": "increased",
    "decreased": "decreased",
    "no difference": "no significant difference",
    "mixed": "mixed",
}


def test_extraction_on_the_annotated_articles(
    shared: Path, tmp_path: Path, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    folder = shared / "benchmarks" / "claims"
    for path in folder.glob("*.txt"):
        found = extract(read_source(str(path), now="x"), interventions, outcomes)
        plain = to_plain(tuple(claim for claim in found if claim.checkable))
        (tmp_path / f"{path.stem}.json").write_text(json.dumps(plain))
    done = subprocess.run(
        [sys.executable, str(folder / "score_extraction.py"), str(folder), str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    scores = json.loads(done.stdout)["all"]
    assert scores["f1"] >= EXTRACTION_F1, scores
    assert scores["precision"] >= EXTRACTION_PRECISION, scores


def test_findings_against_the_answer_key(
    shared: Path, starter: Library, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    """The facts that the digests were written from check the reader; they never feed it."""
    right = wrong = unread = 0
    seen = set()
    for line in (shared / "starter-library" / "facts.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        studies = starter.fetch([row["pmid"]])
        named = interventions.mentions(row["intervention"] or "") or interventions.mentions(row["title"])
        if not studies or not named:
            continue
        for finding in row["findings"]:
            concept = outcomes.best(finding["outcome"])
            if not concept.known or (row["pmid"], concept.preferred) in seen:
                continue
            seen.add((row["pmid"], concept.preferred))
            acting = named[0].concept
            made = Claim("x", "q", 0, 1, acting.preferred, concept.preferred, acting, concept, Direction.INCREASES)
            read = appraise(question_of(made, interventions, outcomes), studies[0], "exact").finding
            unread += read == "not reported"
            right += read == _KEY[finding["direction"]]
            wrong += read not in {"not reported", _KEY[finding["direction"]]}
    assert right / (right + wrong) >= FINDINGS_RIGHT, (right, wrong, unread)
    assert (right + wrong) / (right + wrong + unread) >= FINDINGS_READ, (right, wrong, unread)
