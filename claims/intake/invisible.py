"""Characters that are not seen and change what is: they turn the order of letters round, or stand inside a word. No reader meets them."""

# Embeddings, overrides and isolates; the soft hyphen, the space without width, the byte-order mark. Joiners stay: scripts and emoji need them.
_UNSEEN = dict.fromkeys((0x00AD, 0x200B, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def without_invisible(text: str) -> str:
    return text.translate(_UNSEEN)
