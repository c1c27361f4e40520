"""Plain text. Offsets are those of the file itself (line ends read as `\\n`): nothing is moved."""

import re

from claims.intake.draft import Draft
from claims.records import Block, BlockKind

_BULLET = re.compile(r"(?:[-*+•‣–✔✓☑☐☒→»▶★]\s+|\(?\d{1,3}[.)]\s+)(?=\S)")
_LONGEST_HEADING = 100


def read_plain(text: str) -> Draft:
    """One block a line. A short line without closing punctuation that another line follows is a heading."""
    lines = [found for found in re.finditer(r"[^\n]+", text) if found.group().strip()]
    blocks = tuple(_block(found.group(), found.start(), last=found is lines[-1]) for found in lines)
    title = None
    if blocks and blocks[0].kind is BlockKind.HEADING:
        title = text[blocks[0].start : blocks[0].end]
    return Draft(text, blocks, title)


def _block(line: str, offset: int, *, last: bool) -> Block:
    left = len(line) - len(line.lstrip())
    body = line.strip()
    if " | " in body:
        return Block(BlockKind.ROW, offset + left, offset + left + len(body))
    bullet = _BULLET.match(body)
    if bullet:
        return Block(BlockKind.ITEM, offset + left + bullet.end(), offset + left + len(body))
    heading = not last and len(body) <= _LONGEST_HEADING and not body.endswith((".", "!", ";", ",", ":", "…", '"', "”"))
    kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
    return Block(kind, offset + left, offset + left + len(body))
