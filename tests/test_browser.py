"""The report in a real browser: by mouse, by keyboard alone, without scripts, narrow and wide, light, dark and on paper.

`CLAIMAUDIT_BROWSER` names a Chromium; where it is set and cannot be started the tests fail. Where it is not set and none is found they are skipped.
"""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attacks import ATTACKS, hostile
from axe_playwright_python.sync_playwright import Axe
from conftest import NOW
from factories import audited
from playwright.sync_api import Browser, Page, sync_playwright

from claims.intake import read_bytes
from claims.vocabulary import Vocabulary
from pipeline.literature.local import Library
from pipeline.records import Audit
from reports.batch import index_html
from reports.difference import difference_html
from reports.formats import export

ARTICLE = Path(__file__).parent / "data" / "sixty-claims.md"
WIDTHS = (375, 768, 1440)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    named = os.environ.get("CLAIMAUDIT_BROWSER")
    found = named or shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")
    if found is None:
        pytest.skip("no Chromium on this machine (CLAIMAUDIT_BROWSER names one)")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]  # fmt: skip
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=quiet)
        yield started
        started.close()


@pytest.fixture(scope="module")
def record(starter: Library) -> Audit:
    return audited(read_bytes(ARTICLE.read_bytes(), ARTICLE.name, now=NOW), starter)


@pytest.fixture(scope="module")
def report(record: Audit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_bytes(export(record, "html"))
    return path


class Opened:
    """A page and what it complained of."""

    def __init__(self, browser: Browser, path: Path, **context: Any) -> None:
        self.context = browser.new_context(**context)
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(path.as_uri())

    def __enter__(self) -> "Opened":
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_it_fits_and_is_silent(browser: Browser, report: Path, width: int, scheme: Any) -> None:
    with Opened(browser, report, viewport={"width": width, "height": 900}, color_scheme=scheme) as opened:
        assert opened.page.evaluate("document.documentElement.scrollWidth") == width, "it must be scrolled sideways"
        assert opened.said == []
        assert opened.asked == [report.as_uri()], "it asked for something"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1440])
def test_axe_finds_nothing_serious(browser: Browser, report: Path, width: int, scheme: Any) -> None:
    with Opened(
        browser, report, viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    ) as opened:
        found = Axe().run(opened.page).response["violations"]
        serious = [(one["id"], [node["html"][:120] for node in one["nodes"][:2]]) for one in found if one["impact"] in {"serious", "critical"}]  # fmt: skip
        assert serious == []


def test_by_mouse(browser: Browser, report: Path, record: Audit) -> None:
    with Opened(browser, report, viewport={"width": 1200, "height": 900}) as opened:
        page = opened.page
        page.locator("a.hl").first.click()
        assert f"#claim-{record.claims[0].id}" in page.url
        table = page.locator("table.evidence").first
        rows = table.locator("tbody:not([hidden]) tr:not(.group):visible")
        total = rows.count()
        table.locator("thead button").nth(3).click()
        years = [cell.inner_text() for cell in rows.locator("td:nth-child(4)").all()]
        assert years == sorted(years)
        table.locator("thead button").nth(3).click()
        assert [cell.inner_text() for cell in rows.locator("td:nth-child(4)").all()] == sorted(years, reverse=True)
        table.locator("thead button").nth(3).click()
        assert table.locator("tr.group:visible").count() > 0, "the groups are back"
        tools = page.locator(".tools").first
        tools.locator("input").fill("zzzz")
        assert rows.count() == 0
        assert tools.locator("[role=status]").inner_text() == f"0 of {total} shown"
        tools.locator("input").fill("")
        tools.locator("select").select_option(index=1)
        assert 0 < rows.count() <= total
        page.locator("button.toggle").click()
        assert page.locator("details:not([open])").count() == 0
        assert opened.said == []


def test_by_keyboard_alone(browser: Browser, report: Path) -> None:
    with Opened(browser, report, viewport={"width": 1200, "height": 900}) as opened:
        page = opened.page
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.url.endswith("#summary")
        for _ in range(400):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.classList.contains('mk')"):
                break
        target = page.evaluate("document.activeElement.hash")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", "what has the focus must be seen"
        page.keyboard.press("Enter")
        assert page.url.endswith(target)
        assert page.evaluate("document.querySelector(location.hash).getBoundingClientRect().top") < 200
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('thead') !== null"):
                break
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.closest('th').getAttribute('aria-sort')") == "ascending"
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.tagName") == "SUMMARY":
                break
        before = page.evaluate("document.activeElement.parentElement.open")
        page.keyboard.press("Space")
        assert page.evaluate("document.activeElement.parentElement.open") is not before


def test_without_scripts_everything_is_there(browser: Browser, report: Path, record: Audit) -> None:
    with Opened(browser, report, java_script_enabled=False) as opened:
        page = opened.page
        assert page.locator("article.claim").count() == len(record.claims)
        assert page.locator("button, input, select").count() == 0, "a control that does nothing"
        assert page.locator("table.evidence tr:not(.group) a").first.is_visible()
        page.locator("summary").last.click()
        assert page.locator("details").last.get_attribute("open") is not None


def test_on_paper_nothing_is_hidden_or_cut(browser: Browser, report: Path) -> None:
    with Opened(browser, report, viewport={"width": 700, "height": 1000}) as opened:
        opened.page.emulate_media(media="print")
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= 700
        hidden = opened.page.evaluate(
            "[...document.querySelectorAll('details > div')].filter(one => one.getBoundingClientRect().height === 0).length"
        )
        assert hidden == 0
        assert opened.page.locator(".tools:visible").count() == 0


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_do_nothing(
    browser: Browser, attack: str, tmp_path: Path, interventions: Vocabulary, outcomes: Vocabulary
) -> None:
    made = hostile(attack, interventions, outcomes)
    pages = {
        "report.html": export(made, "html"),
        "diff.html": difference_html(made, made).encode(),
        "index.html": index_html([(made, "report.html")]).encode(),
        # as an editor would paste it into a page
        "page.html": b'<!doctype html><title>x</title><script type="application/ld+json">' + export(made, "claimreview") + b"</script>",
    }  # fmt: skip
    for name, content in pages.items():
        path = tmp_path / name
        path.write_bytes(content)
        with Opened(browser, path) as opened:
            assert opened.page.evaluate("typeof window.alerted") == "undefined"
            assert opened.page.locator("img, iframe, object, embed, svg[onload]").count() == 0
            assert opened.said == []
            assert opened.asked == [path.as_uri()]
            if name == "page.html":
                assert json.loads(opened.page.locator("script").inner_text())["@graph"] is not None


def test_long_words_and_other_scripts(browser: Browser, starter: Library, tmp_path: Path) -> None:
    text = (
        "Garlic lowers blood pressure, says "
        + "Donaudampfschifffahrt" * 12
        + ".\n\nשום מוריד לחץ דם. Garlic prevents colds, אמר הרופא.\n"
    )
    path = tmp_path / "report.html"
    path.write_bytes(export(audited(read_bytes(text.encode(), "x.txt", now=NOW), starter), "html"))
    with Opened(browser, path, viewport={"width": 375, "height": 800}) as opened:
        assert opened.page.evaluate("document.documentElement.scrollWidth") == 375
        direction = opened.page.evaluate(
            "getComputedStyle([...document.querySelectorAll('.article p')].at(-1)).direction"
        )
        assert direction == "rtl"
