"""How a small network is run, and whether its files are those that were shipped.

Texts are run one by one: one-byte numbers are scaled by what is in a batch, so a text's figures would depend on its neighbours.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from claims.errors import ReaderUnreadable

SUMS = "SHA256SUMS"
_THREADS = 2
Item = TypeVar("Item")
Result = TypeVar("Result")


def session(path: Path) -> Any:
    """A network on one processor thread: the same sums in the same order, wherever it runs."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def each(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """`work` of each item, in order; two at a time."""
    from concurrent.futures import ThreadPoolExecutor  # logging with it, which asks for the time: a replay must not

    with ThreadPoolExecutor(_THREADS) as pool:
        return list(pool.map(work, items))


def opened(network: Callable[[Path], Result], folder: Path, name: str, hint: str = "") -> Result:
    """A network from its folder. Raises ReaderUnreadable, with `hint` as what else there is to do, where it is damaged or cannot be run."""
    try:
        return network(folder)
    except Exception as error:  # each of the libraries has errors of its own
        told = " ".join(str(error).split())[:200]
        raise ReaderUnreadable(
            f"The {name} in {folder} cannot be opened ({told}). Install claimaudit again{hint}."
        ) from None


def verify(folder: Path) -> None:
    """Every file of a folder of weights against its sum. Raises ReaderUnreadable."""
    try:
        wanted = dict(line.split()[::-1] for line in (folder / SUMS).read_text("utf-8").splitlines())
        wrong = [name for name in wanted if hashlib.sha256((folder / name).read_bytes()).hexdigest() != wanted[name]]
    except (OSError, ValueError) as error:
        raise ReaderUnreadable(f"{folder}: {error}. Install claimaudit again.") from None
    if wrong:
        raise ReaderUnreadable(f"{folder / wrong[0]} is not the file that was shipped. Install claimaudit again.")
