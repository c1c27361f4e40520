"""Measure a trained reader before it is accepted:

    python -m pipeline.appraise.reader.training.measure OUT/weights

Stance and findings on the dev sets. Prints one JSON object.
"""

import argparse
import json
from pathlib import Path

from pipeline.appraise.reader.encoder import Encoder
from pipeline.appraise.reader.training.data import benchmarks
from pipeline.evaluate import findings, stance


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    reader = Encoder(parser.parse_args().weights)
    folder = benchmarks()
    figures = {
        "stance": stance.evaluate(folder / "stance" / "dev.jsonl.gz", reader),
        "findings": findings.evaluate(folder / "findings" / "dev.jsonl.gz", reader),
    }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
