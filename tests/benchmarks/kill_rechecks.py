"""kill -9 at random moments during re-checks: the store stays sound, no alert is lost, none is doubled by its key.

python tests/benchmarks/kill_rechecks.py [--kills 100] [--seed N]
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from test_recheck import killed_rechecks

from claims.vocabulary import load_vocabulary


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args()
    interventions, outcomes = load_vocabulary("interventions"), load_vocabulary("outcomes")
    told = 0
    for at in range(0, options.kills, 25):
        with tempfile.TemporaryDirectory() as folder:
            told += killed_rechecks(
                Path(folder), min(25, options.kills - at), options.seed + at, interventions, outcomes
            )
    print(
        f"{options.kills} kills from seed {options.seed}: store sound, the {told} alerts of undisturbed runs, each once"
    )


if __name__ == "__main__":
    main()
