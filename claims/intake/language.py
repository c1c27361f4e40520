"""Which language a text is in, by its most frequent words. English is audited; anything else is refused by name."""

import re
import unicodedata
from collections import Counter
from functools import cache

from claims.errors import LanguageNotSupported

_CANDIDATES = {
    "English": "en", "German": "de", "French": "fr", "Spanish": "es", "Italian": "it", "Portuguese": "pt", "Dutch": "nl",
    "Polish": "pl", "Swedish": "sv", "Danish": "da", "Norwegian_Bokmal": "no", "Finnish": "fi", "Czech": "cs",
    "Turkish": "tr", "Romanian": "ro", "Hungarian": "hu", "Indonesian": "id", "Vietnamese": "vi", "Russian": "ru",
    "Greek": "el", "Catalan": "ca", "Croatian": "hr",
}  # fmt: skip
# In the language itself, so that whoever gave the article can read why it came back.
_REFUSALS = {
    "de": "Dieser Text ist auf Deutsch; geprüft werden nur englische Artikel.",
    "fr": "Ce texte est en français ; seuls les articles en anglais sont vérifiés.",
    "es": "Este texto está en español; solo se comprueban artículos en inglés.",
    "it": "Questo testo è in italiano; si verificano solo articoli in inglese.",
    "pt": "Este texto está em português; só são verificados artigos em inglês.",
    "nl": "Deze tekst is in het Nederlands; alleen Engelse artikelen worden gecontroleerd.",
    "pl": "Ten tekst jest po polsku; sprawdzane są tylko artykuły po angielsku.",
    "sv": "Den här texten är på svenska; endast engelska artiklar granskas.",
}
# What bare lists of claims are made of ("Ginger relieves nausea."): they hold next to no function words.
_CLAIMING = frozenset(
    "help helps prevent prevents lower lowers reduce reduces relieve relieves treat treats cure cures improve improves increase increases"
    " boost boosts ease eases cause causes raise raises protect protects fight fights slow slows shorten shortens".split()
)
_FEWEST_WORDS = 8
_SURE_WORDS = 40
_SAMPLE_WORDS = 3000


def require_english(text: str, where: str) -> str:
    """ "en". Raises LanguageNotSupported where another language fits better. Too few words to tell count as English."""
    script = _script(text)
    if script != "LATIN":
        raise LanguageNotSupported(
            f"{where}: written in {script.capitalize()} script; only English articles are audited. Give an English version."
        )
    words = [word for word in re.findall(r"[^\W\d_]+", text.lower())[:_SAMPLE_WORDS] if len(word) > 1]
    if len(words) < _FEWEST_WORDS:
        return "en"
    counts = Counter(words)
    shares = {
        name: sum(n for word, n in counts.items() if word in _frequent_words(name)) / len(words) for name in _CANDIDATES
    }
    best = max(shares, key=lambda name: (shares[name], name == "English"))
    # English prose is two fifths function words; the long lists of other languages reach far into a short English text.
    if shares["English"] >= 0.25 or (len(words) < _SURE_WORDS and shares["English"] > 0.1):
        return "en"
    margin = 0.1 if len(words) >= _SURE_WORDS else 0.3
    if best == "English" or shares[best] < shares["English"] + margin:
        claiming = sum(counts[word] for word in _CLAIMING) / len(words)
        if shares["English"] + claiming >= 0.1 or len(words) < _SURE_WORDS:
            return "en"
        best = "English"
    code = _CANDIDATES[best] if best != "English" else "und"
    name = best.split("_")[0] if code != "und" else "a language that could not be told"
    own = f" {_REFUSALS[code]}" if code in _REFUSALS else ""
    raise LanguageNotSupported(
        f"{where}: the text seems to be in {name}; only English articles are audited. Give an English version.{own}"
    )


@cache
def _frequent_words(name: str) -> frozenset[str]:
    """The stop words of a language, as shipped by the page cleaner's library."""
    import justext

    return frozenset(word for word in justext.get_stoplist(name) if 1 < len(word) < 8)


def _script(text: str) -> str:
    letters = [character for character in text[:20_000] if character.isalpha()]
    scripts = Counter(unicodedata.name(character, "UNKNOWN").split()[0] for character in letters)
    return scripts.most_common(1)[0][0] if scripts else "LATIN"
