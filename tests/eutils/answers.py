"""Answers in the shape of NCBI's own (recorded exchanges of 2019 to 2026), one function a service."""

import re
import secrets
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eutils.server import EutilsServer

DECLARATION = '<?xml version="1.0" encoding="UTF-8" ?>\n'
WALL = 9_999
Asked = dict[str, list[str]]
Answer = tuple[int, str]


def doctype(name: str, kind: str, day: str) -> str:
    return f'{DECLARATION}<!DOCTYPE {name} PUBLIC "-//NLM//DTD {kind} {day}//EN" "https://eutils.ncbi.nlm.nih.gov/eutils/dtd/{day}/{kind}.dtd">\n'


ESEARCH = doctype("eSearchResult", "esearch", "20060628")
_EINFO = doctype("eInfoResult", "einfo", "20190110")
_EPOST = doctype("ePostResult", "epost", "20090526")
_ELINK = doctype("eLinkResult", "elink", "20101123")
_ESPELL = doctype("eSpellResult", "espell", "20090526")
_ESUMMARY = doctype("eSummaryResult", "esummary", "20041029")
EFETCH_ERROR = doctype("eEfetchResult", "efetch", "20131226")
# A DTD of a year that no installed package has: a parser that goes looking for it fails.
_EFETCH = '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2031//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_310101.dtd">\n'


def one(asked: Asked, name: str, otherwise: str = "") -> str:
    return asked.get(name, [otherwise])[0]


def einfo(_server: "EutilsServer", asked: Asked) -> Answer:
    if not one(asked, "db"):
        return 200, _EINFO + "<eInfoResult>\n<DbList>\n\n\t<DbName>pubmed</DbName>\n</DbList>\n\n</eInfoResult>\n"
    return 200, (
        _EINFO + "<eInfoResult>\n\t<DbInfo>\n\t<DbName>pubmed</DbName>\n\t<MenuName>PubMed</MenuName>\n\t<Description>PubMed bibliographic record</Description>\n"
        "\t<DbBuild>Build-2026.11.21.08.00</DbBuild>\n\t<Count>39482910</Count>\n\t<LastUpdate>2026/11/21 08:00</LastUpdate>\n\t<FieldList>\n\t</FieldList>\n\t</DbInfo>\n\n</eInfoResult>\n"
    )  # fmt: skip


def esearch(server: "EutilsServer", asked: Asked) -> Answer:
    start = int(one(asked, "retstart", "0"))
    if start >= WALL:
        return 200, (
            ESEARCH + "<eSearchResult>\n\t<ERROR>Search Backend failed: Exception:\n'retstart' cannot be larger than 9998. For PubMed, "
            "ESearch can only retrieve the first 9,999 records\nmatching the query. To obtain more than 9,999 PubMed records, consider using EDirect</ERROR>\n</eSearchResult>\n"
        )  # fmt: skip
    term = one(asked, "term")
    if not term:
        return 200, ESEARCH + "<eSearchResult><ERROR>Empty term and query_key - nothing todo</ERROR></eSearchResult>"
    first, last = _dates(asked)
    try:
        hits, missing, quoted = server.index.search(term, first, last)
    except (ValueError, KeyError) as error:
        return 200, (
            ESEARCH + "<eSearchResult><Count>0</Count><RetMax>0</RetMax><RetStart>0</RetStart><IdList/><TranslationSet/><QueryTranslation/>"
            f"<ErrorList><FieldNotFound>{escape(str(error))}</FieldNotFound></ErrorList></eSearchResult>"
        )  # fmt: skip
    if one(asked, "sort") != "relevance":
        hits.sort(key=int, reverse=True)
    most = min(int(one(asked, "retmax", "20")), WALL)
    ids = hits[start : min(start + most, WALL)]
    history = ""
    if one(asked, "usehistory") == "y":
        web, key = server.remember(one(asked, "WebEnv"), hits)
        history = f"<QueryKey>{key}</QueryKey><WebEnv>{web}</WebEnv>"
    errors = "".join(f"<PhraseNotFound>{escape(phrase)}</PhraseNotFound>" for phrase in dict.fromkeys(missing))
    told = "".join(f"<QuotedPhraseNotFound>{escape(phrase)}</QuotedPhraseNotFound>" for phrase in dict.fromkeys(quoted))
    told += "" if hits else "<OutputMessage>No items found.</OutputMessage>"
    return 200, (
        ESEARCH + f"<eSearchResult><Count>{len(hits)}</Count><RetMax>{len(ids)}</RetMax><RetStart>{start}</RetStart>{history}<IdList>\n"
        + "".join(f"<Id>{pmid}</Id>\n" for pmid in ids)
        + f"</IdList><TranslationSet/><QueryTranslation>{escape(term)}</QueryTranslation>"
        + (f"<ErrorList>{errors}</ErrorList>" if errors else "")
        + (f"<WarningList>{told}</WarningList>" if told else "") + "</eSearchResult>\n"
    )  # fmt: skip


def _dates(asked: Asked) -> tuple[date | None, date | None]:
    if days := one(asked, "reldate"):
        return date.today() - timedelta(days=int(days)), None
    low, high = one(asked, "mindate"), one(asked, "maxdate")
    if not (low and high):  # one without the other counts for nothing
        return None, None
    return _day(low, last=False), _day(high, last=True)


def _day(words: str, *, last: bool) -> date:
    parts = [int(part) for part in words.split("/")]
    year, month, day = (*parts, *((12, 31) if last else (1, 1))[len(parts) - 1 :])
    return date(min(year, 9999), month, min(day, 28) if last and len(parts) < 3 and month == 2 else day)


def efetch(server: "EutilsServer", asked: Asked) -> Answer:
    if one(asked, "WebEnv"):
        pmids = server.recall(one(asked, "WebEnv"), one(asked, "query_key"))
        if pmids is None:
            return 400, _failed("Unable to obtain query #1")
        start = int(one(asked, "retstart", "0"))
        if start >= min(len(pmids), WALL):
            return 400, _failed(
                f"Cannot retrieve history data: OUT OF RANGE. Parameter retstart={start} + 1 is greater than number of records available in history. History includes {len(pmids)} IDs."
            )
        pmids = pmids[start : start + min(int(one(asked, "retmax", "20")), 10_000)]
    else:
        given = [pmid.strip() for value in asked.get("id", []) for pmid in value.split(",") if pmid.strip()]
        if not given:
            return 200, _failed("Supplied id parameter is empty.")
        pmids = [pmid for pmid in given if re.fullmatch(r"[1-9]\d{0,8}", pmid)]
        if not pmids:
            return 400, _failed("ID list is empty! Possibly it has no correct IDs.")
    found = [server.index.records[pmid].xml for pmid in dict.fromkeys(pmids) if pmid in server.index.records]
    return 200, _EFETCH + "<PubmedArticleSet>\n" + "\n".join(found) + "</PubmedArticleSet>"


def _failed(message: str) -> str:
    return EFETCH_ERROR + f"<eFetchResult>\n\t<ERROR>{message}</ERROR>\n</eFetchResult>\n"


def epost(server: "EutilsServer", asked: Asked) -> Answer:
    pmids = [pmid for value in asked.get("id", []) for pmid in value.split(",")]
    web, key = server.remember(one(asked, "WebEnv"), pmids)
    return 200, _EPOST + f"<ePostResult>\n\t<QueryKey>{key}</QueryKey>\n\t<WebEnv>{web}</WebEnv>\n</ePostResult>\n"


def elink(server: "EutilsServer", asked: Asked) -> Answer:
    sets = []
    for pmid in asked.get("id", []):
        record = server.index.records.get(pmid)
        near = sorted(
            (other.pmid for other in server.index.records.values() if record and record.headings & other.headings),
            key=lambda other: (other != pmid, -int(other)),  # a record is its own nearest neighbour
        )[:20]
        links = "".join(f"\t<Link>\n\t\t\t\t<Id>{other}</Id>\n\t\t\t</Link>\n" for other in near)
        found = f"    <LinkSetDb>\n      <DbTo>pubmed</DbTo>\n      <LinkName>pubmed_pubmed</LinkName>\n{links}    </LinkSetDb>\n" if near else ""  # fmt: skip
        sets.append(
            f"  <LinkSet>\n    <DbFrom>pubmed</DbFrom>\n    <IdList>\n      <Id>{pmid}</Id>\n    </IdList>\n{found}  </LinkSet>\n"
        )
    return 200, _ELINK + "<eLinkResult>\n\n" + "".join(sets) + "</eLinkResult>\n"


def esummary(server: "EutilsServer", asked: Asked) -> Answer:
    pmids = [pmid for value in asked.get("id", []) for pmid in value.split(",")]
    docs = [
        f'<DocSum>\n\t<Id>{pmid}</Id>\n\t<Item Name="Title" Type="String">{escape(server.index.records[pmid].title)}</Item>\n</DocSum>\n'
        for pmid in pmids
        if pmid in server.index.records
    ]
    return 200, _ESUMMARY + "<eSummaryResult>\n" + "".join(docs) + "</eSummaryResult>\n"


def espell(_server: "EutilsServer", asked: Asked) -> Answer:
    return 200, (
        _ESPELL + f"<eSpellResult>\n\t<Database>pubmed</Database>\n\t<Query>{escape(one(asked, 'term'))}</Query>\n"
        "\t<CorrectedQuery></CorrectedQuery>\n\t<SpelledQuery/>\n\t<ERROR/>\n</eSpellResult>\n"
    )  # fmt: skip


def new_web() -> str:
    return f"MCID_{secrets.token_hex(12)}"
