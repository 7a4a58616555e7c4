"""What a page costs on a slow line: bytes, requests, seconds (docs/reading.md).

    make demo
    .venv/bin/python -m benchmarks.weight http://127.0.0.1:8000

Chromium's own throttling, set over its protocol; each page with an empty cache.
"""

import os
import re
import shutil
import sys

import django
from playwright.sync_api import Browser, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
os.environ.setdefault("DEMO", "1")
django.setup()

from tests.browser.conftest import PROGRAMS  # noqa: E402
from tests.browser.house import House  # noqa: E402
from tests.browser.types import readers_types  # noqa: E402

# Bits a second, and milliseconds there and back, as Chromium's panel has them.
LINES = {"2G": (50_000, 500), "slow 3G": (400_000, 2000)}
# A phone of the cheap kind, by Chromium's panel.
SLOWER = 4
# Pages of a record's history are lighter than the record.
HISTORY = re.compile("/editions/")
BLOCKED = """() => new Promise(done => {
    let blocked = 0;
    new PerformanceObserver(list => {
        for (const task of list.getEntries())
            blocked += Math.max(0, task.duration - 50);
    }).observe({type: 'longtask', buffered: true});
    setTimeout(() => done(Math.round(blocked)), 200);
})"""
PAINTED = """() => new Promise(done => {
    new PerformanceObserver(list => {
        const found = list.getEntriesByName('first-contentful-paint');
        if (found.length) done(Math.round(found[0].startTime));
    }).observe({type: 'paint', buffered: true});
})"""
LOADED = "() => Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)"


def measure(browser: Browser, url: str, line: str) -> dict[str, int]:
    """Open one page with an empty cache on the line."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.set_default_timeout(300_000)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    bits, delay = LINES[line]
    speed = {"downloadThroughput": bits / 8, "uploadThroughput": bits / 8}
    limits = {"offline": False, "latency": delay, **speed}
    session.send("Network.emulateNetworkConditions", limits)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    sent: list[float] = []
    session.on("Network.loadingFinished", lambda e: sent.append(e["encodedDataLength"]))
    page.goto(url, wait_until="load")
    figures = {
        "requests": len(sent),
        "bytes": int(sum(sent)),
        "painted": page.evaluate(PAINTED),
        "loaded": page.evaluate(LOADED),
        "blocked": page.evaluate(BLOCKED),
    }
    context.close()
    return figures


def main(address: str) -> None:
    """Print a table for docs/reading.md."""
    program = next(path for name in PROGRAMS if (path := shutil.which(name)))
    walls = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=walls)
        measure(browser, f"{address}/about/", "slow 3G")
        for each in readers_types(House(address)):
            if HISTORY.search(each.path):
                continue
            found = {
                line: measure(browser, address + each.path, line) for line in LINES
            }
            one, other = found.values()
            seconds = " | ".join(
                f"{figures[name] / 1000:.1f} s"
                for figures in (one, other)
                for name in ("painted", "loaded")
            )
            size = f"{one['bytes'] / 1024:.1f}"
            blocked = max(one["blocked"], other["blocked"])
            row = f"{one['requests']} | {size} | {seconds} | {blocked} ms"
            print(f"| `{each.path}` | {row} |", flush=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
