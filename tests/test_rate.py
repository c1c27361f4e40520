"""The rate limit: right for threads and processes together, and used to the full."""

import itertools
import multiprocessing
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from factories import Clock

from claims.errors import SearchFailed
from pipeline.literature.pubmed.rate import WINDOW, RateLimit


def rolling(starts: list[float], window: float = 1.0) -> int:
    """The most starts in any window."""
    starts = sorted(starts)
    return max(sum(first <= other < first + window for other in starts[at:]) for at, first in enumerate(starts))


def test_threads_with_a_limiter_each(tmp_path: Path) -> None:
    starts: list[float] = []

    def work() -> None:
        limit = RateLimit(tmp_path / "cache.sqlite", 10)
        for _ in range(6):
            limit.wait()
            starts.append(time.monotonic())

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(starts) == 24
    assert rolling(starts) <= 10


def _work(path: Path, times: int, out: "multiprocessing.Queue[float]") -> None:
    limit = RateLimit(path, 10)
    for _ in range(times):
        limit.wait()
        out.put(time.time())


def test_sixty_requests_of_four_processes(tmp_path: Path) -> None:
    """Never above the limit in a rolling second, and above 80 % of it: 10 a second with a key."""
    context = multiprocessing.get_context("spawn")
    out = context.Queue()
    workers = [context.Process(target=_work, args=(tmp_path / "cache.sqlite", 15, out)) for _ in range(4)]
    for worker in workers:
        worker.start()
    starts = sorted(out.get(timeout=60) for _ in range(60))
    for worker in workers:
        worker.join()
    assert rolling(starts) <= 10
    assert (len(starts) - 10) / (starts[-1] - starts[0]) >= 8.0  # the first ten may go at once


@pytest.fixture
def paced(tmp_path: Path) -> tuple[RateLimit, Clock]:
    clock = Clock()
    return RateLimit(tmp_path / "cache.sqlite", 3, clock=clock, sleep=clock.sleep), clock


def starts_of(limit: RateLimit, clock: Clock, count: int) -> list[float]:
    found = []
    for _ in range(count):
        limit.wait()
        found.append(clock.now)
    return found


def test_the_full_pace_is_four_fifths_of_the_limit_at_least(paced: tuple[RateLimit, Clock]) -> None:
    starts = starts_of(*paced, 100)
    assert rolling(starts) <= 3
    assert 99 / (starts[-1] - starts[0]) >= 0.8 * 3


def test_after_a_refusal_everyone_is_slower_and_recovers(paced: tuple[RateLimit, Clock], tmp_path: Path) -> None:
    limit, clock = paced
    starts_of(limit, clock, 6)
    before = clock.now
    limit.too_fast(retry_after=5.0)
    other = RateLimit(tmp_path / "cache.sqlite", 3, clock=clock, sleep=clock.sleep)
    starts = starts_of(other, clock, 500)
    assert starts[0] >= before + 5.0
    gaps = [later - earlier for earlier, later in itertools.pairwise(starts)]
    assert min(gaps[:5]) > 1.5 * WINDOW / 3  # at first nearly twice as slow
    assert sum(gaps[-30:]) / 30 < 1.05 * WINDOW / 3  # in the end at the full pace
    assert rolling(starts) <= 3
    for _ in range(9):
        limit.too_fast()
    assert starts_of(limit, clock, 2)[1] - clock.now <= 8 * WINDOW  # never slower than that


@pytest.mark.parametrize("jump", [-3600.0, -60.0, 3600.0], ids=["started anew", "a minute back", "an hour on"])
def test_a_clock_that_is_set_blocks_nobody_for_long(paced: tuple[RateLimit, Clock], jump: float) -> None:
    limit, clock = paced
    starts_of(limit, clock, 5)
    limit.too_fast(retry_after=60.0)
    clock.now += jump
    before = clock.now
    starts_of(limit, clock, 3)
    assert clock.now - before <= 130


def spoil(path: Path) -> None:
    path.write_bytes(b"not a database" * 100)


@pytest.mark.parametrize("harm", [spoil, lambda path: path.mkdir()], ids=["garbage", "a folder"])
def test_a_cache_that_cannot_be_used_is_an_error_and_nothing_is_asked(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    harm(tmp_path / "cache.sqlite")
    with pytest.raises(SearchFailed, match="CLAIMAUDIT_CACHE"):
        RateLimit(tmp_path / "cache.sqlite", 3)


def test_a_cache_that_breaks_under_way(paced: tuple[RateLimit, Clock], tmp_path: Path) -> None:
    for name in ("cache.sqlite", "cache.sqlite-wal", "cache.sqlite-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    spoil(tmp_path / "cache.sqlite")
    with pytest.raises(SearchFailed, match="nothing was asked"):
        paced[0].wait()


def test_a_later_refusal_does_not_shorten_a_pause(paced: tuple[RateLimit, Clock]) -> None:
    limit, clock = paced
    limit.too_fast(retry_after=60.0)
    limit.too_fast()
    before = clock.now
    limit.wait()
    assert clock.now - before >= 60.0


def test_a_lease_from_before_a_pause_is_void(paced: tuple[RateLimit, Clock], tmp_path: Path) -> None:
    limit, clock = paced
    other = RateLimit(tmp_path / "cache.sqlite", 3, clock=clock, sleep=clock.sleep)
    starts_of(limit, clock, 3)
    sleep, refused = limit._sleep, []

    def refused_meanwhile(seconds: float) -> None:
        if not refused:
            refused.append(clock.now)
            other.too_fast(retry_after=30.0)
        sleep(seconds)

    limit._sleep = refused_meanwhile
    limit.wait()
    assert clock.now - refused[0] >= 30.0


def test_what_lies_beyond_the_budget_is_not_waited_for(paced: tuple[RateLimit, Clock]) -> None:
    limit, clock = paced
    limit.too_fast(retry_after=60.0)
    before = clock.now
    assert not limit.wait(most=10.0)
    assert clock.now == before
    assert limit.wait(most=100.0)


def test_a_lease_that_is_used_too_late_is_void(paced: tuple[RateLimit, Clock]) -> None:
    """Three processes that were held up for 0.9 s must not start together with those after them."""
    limit, clock = paced
    held_up = [0.9]

    def sleep(seconds: float) -> None:
        clock.sleep(seconds + (held_up.pop() if held_up else 0.0))

    starts_of(limit, clock, 3)
    limit._sleep = sleep
    starts = starts_of(limit, clock, 9)
    assert rolling(starts) <= 3
