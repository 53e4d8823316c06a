"""From the start of the server to the first page: ``python -m benchmarks.first_paint``."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request

from playwright.sync_api import Browser, sync_playwright

from ui.parts.ports import next_free

RUNS = 5
PATIENCE_S = 60


def main() -> None:
    """Start the server several times and print how long each step took."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no browser: install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        runs = [_run(browser) for _ in range(RUNS)]
        browser.close()
    for name, values in zip(("healthy", "painted"), zip(*runs, strict=True), strict=True):
        print(f"{name:8} p50 {statistics.median(values):.2f} s   worst {max(values):.2f} s")


def _run(browser: Browser) -> tuple[float, float]:
    port = next_free("127.0.0.1", 8600)
    start = time.perf_counter()
    serve = f"from ui.server import serve; serve('127.0.0.1', {port})"
    server = subprocess.Popen(
        [sys.executable, "-c", serve], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/_stcore/health", start)
        healthy = time.perf_counter() - start
        page = browser.new_page()
        page.goto(address)
        page.get_by_role("heading", name="Design a scorecard").wait_for()
        painted = time.perf_counter() - start
        page.close()
    finally:
        server.terminate()
        server.wait()
    return healthy, painted


def _wait_for(address: str, start: float) -> None:
    while time.perf_counter() - start < PATIENCE_S:
        try:
            urllib.request.urlopen(address)
        except urllib.error.URLError:
            time.sleep(0.02)
        else:
            return
    sys.exit(f"no server after {PATIENCE_S} s")


if __name__ == "__main__":
    main()
