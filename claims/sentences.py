"""Sentences with exact offsets. The only file that knows the splitter.

The splitter takes time that grows faster than its input, so it is given at most 4 kB at once, cut at white space.
"""

import re
from functools import cache
from typing import Any

_WINDOW = 4000
# An abbreviation or a figure that the splitter is known to break after, e.g. "vs. placebo", "P = .04".
_GLUE = re.compile(r"(?:\b(?:vs|approx|resp|ca|cf|incl|spp?|subsp|var|No|Fig|Dr|Mr|Mrs|Ms|Prof|St)\.|[=<>]\s*)\s*\Z")
# A line end, or a gap that no prose has, ends a piece.
_PIECE = re.compile(r"(?:(?!\s{4})[^\n])+")
_LONGEST = 1200


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """(start, end) of each sentence of text[start:end], without surrounding white space, in order."""
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    for line in _PIECE.finditer(text, start, end):
        at = line.start()
        while at < line.end():
            stop = _window_end(text, at, line.end())
            spans.extend(_split(text, at, stop))
            at = stop
    return spans


def _window_end(text: str, at: int, end: int) -> int:
    if end - at <= _WINDOW:
        return end
    for mark in (". ", " "):
        cut = text.rfind(mark, at + _WINDOW // 2, at + _WINDOW)
        if cut > 0:
            return cut + len(mark)
    return at + _WINDOW


def _split(text: str, at: int, stop: int) -> list[tuple[int, int]]:
    piece = text[at:stop]
    if not re.search(r"[.!?]\W*\s\W*\w", piece):
        return _trim(text, [(at, stop)])
    # The splitter searches for each sentence again in the text; where it loses count, its spans are not trusted.
    spans: list[tuple[int, int]] = []
    cursor = 0
    for found in _segmenter().segment(piece):
        sentence = found.sent if hasattr(found, "sent") else str(found)
        begin = piece.find(sentence, cursor)
        if begin < 0:
            continue
        spans.append((begin, begin + len(sentence)))
        cursor = begin + len(sentence)
    whole: list[tuple[int, int]] = []
    for index, (begin, _) in enumerate(spans):
        finish = spans[index + 1][0] if index + 1 < len(spans) else len(piece)
        if whole and _GLUE.search(piece[whole[-1][0] : whole[-1][1]]):
            whole[-1] = (whole[-1][0], finish)
        else:
            whole.append((begin if whole else 0, finish))
    return _trim(text, [(at + begin, at + finish) for begin, finish in whole or [(0, len(piece))]])


def _bounded(text: str, begin: int, finish: int) -> list[tuple[int, int]]:
    """A span in parts of at most 1,200 characters, cut at a comma or a blank: no sentence of an article is longer."""
    parts = []
    while finish - begin > _LONGEST:
        cut = max(text.rfind(", ", begin, begin + _LONGEST), text.rfind(" ", begin, begin + _LONGEST)) + 1
        cut = cut if cut > begin else begin + _LONGEST
        parts.append((begin, cut))
        begin = cut
    return [*parts, (begin, finish)]


def _trim(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    trimmed = []
    for begin, finish in [part for span in spans for part in _bounded(text, *span)]:
        raw = text[begin:finish]
        left, right = len(raw) - len(raw.lstrip()), len(raw.rstrip())
        if left < right:
            trimmed.append((begin + left, begin + right))
    return trimmed


@cache
def _segmenter() -> Any:
    import pysbd

    return pysbd.Segmenter(language="en", clean=False, char_span=False)
