"""What a report costs after its audit: size, CPU seconds to render each format, and the page's first paint in a browser.

    python tests/benchmarks/report_page.py [AUDIT] [--browser /usr/bin/chromium]

Without AUDIT the article of sixty claims in tests/data is audited on the starter library. First paint is the browser's own "first-contentful-paint", the median of
five loads from disk; it is compared with that of a page that holds the same text and nothing else (a paragraph a line).
"""

import argparse
import html
import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from factories import audited

from claims.intake import read_source
from pipeline.canonical import load_audit
from pipeline.literature.starter import open_starter
from reports.formats import FORMATS, export

ARTICLE = ROOT / "tests" / "data" / "sixty-claims.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("audit", nargs="?", type=Path)
    parser.add_argument("--browser", default=shutil.which("chromium"))
    options = parser.parse_args()
    if options.audit:
        path = options.audit / "audit.json" if options.audit.is_dir() else options.audit
        record = load_audit(path.read_bytes(), str(path))
    else:
        record = audited(read_source(str(ARTICLE), now="2026-11-22T12:00:00Z"), open_starter())
    made = {}
    cost = {}
    for name in FORMATS:
        started = time.process_time()
        made[name] = export(record, name)
        cost[name] = round(time.process_time() - started, 2)
    result = {
        "claims": len(record.claims),
        "html_bytes": len(made["html"]),
        "cpu_seconds": cost,
    }
    if options.browser:
        plain = "".join(f"<p>{html.escape(line)}</p>" for line in made["markdown"].decode().splitlines() if line)
        result["first_paint_ms"] = first_paint(options.browser, made["html"])
        result["first_paint_ms_of_plain_text"] = first_paint(options.browser, f"<!doctype html><meta charset=utf-8>{plain}".encode())  # fmt: skip
    print(json.dumps(result, indent=1))


def first_paint(browser: str, page: bytes) -> float:
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "page.html"
        path.write_bytes(page)
        started = playwright.chromium.launch(
            executable_path=browser, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        times = []
        for _ in range(6):
            opened = started.new_page()
            opened.goto(path.as_uri())
            times.append(
                opened.evaluate(
                    "new Promise(done => new PerformanceObserver(seen => done(seen.getEntriesByName('first-contentful-paint')[0]?.startTime)).observe({type: 'paint', buffered: true}))"
                )
            )
            opened.close()
        started.close()
        return round(statistics.median(times[1:]), 1)


if __name__ == "__main__":
    main()
