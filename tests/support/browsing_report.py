"""`make browser-report`: a report in a real Chromium and in LibreOffice: errors, requests, structure, contrast, A4."""

import argparse
import asyncio
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from pypdf import PdfReader

from aar.documents.writing import Format, write
from aar.report.building import report
from aar.report.workbook import workbook
from tests.support.chromium import NoChromiumError, Page, PageError, chromium
from tests.support.reports import everything_said, report_of_small

A4 = (595, 842)
"""Points."""
WIDTHS = (320, 768, 1280)
LEAST_CONTRAST = 4.5
CHECKS: Mapping[str, str] = {
    "one heading of the first level": "document.querySelectorAll('h1').length === 1",
    "no heading skips a level": """(() => {
        const levels = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(one => +one.tagName[1]);
        return levels.every((level, i) => i === 0 || level - levels[i - 1] <= 1);
    })()""",
    "every table has a head with scopes": """[...document.querySelectorAll('table')].every(table =>
        table.querySelectorAll('thead th').length &&
        [...table.querySelectorAll('th')].every(one => one.hasAttribute('scope')))""",
    "every picture is told in words": """[...document.querySelectorAll('svg')].every(one =>
        one.querySelector('title') && one.querySelector('desc') && one.getAttribute('role') === 'img')""",
    "no id stands twice": """(() => {
        const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
        return new Set(ids).size === ids.length;
    })()""",
    "every link leads somewhere": """[...document.querySelectorAll('a[href^="#"]')].every(one =>
        document.getElementById(one.getAttribute('href').slice(1)))""",
    "a language and a title": "document.documentElement.lang && document.title.length > 10",
    "landmarks": "document.querySelector('main') && document.querySelector('nav[aria-label]')",
}
FAINTEST = """(() => {
    const light = text => {
        const [r, g, b] = text.match(/[\\d.]+/g).map(Number).map(one => {
            const part = one / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = one => {
        for (let at = one; at; at = at.parentElement) {
            const tone = getComputedStyle(at).backgroundColor;
            if (!/rgba\\(.*, 0\\)/.test(tone)) return tone;
        }
        return 'rgb(255, 255, 255)';
    };
    let faintest = 21;
    for (const one of document.querySelectorAll('body *')) {
        if (![...one.childNodes].some(each => each.nodeType === 3 && each.data.trim())) continue;
        const style = getComputedStyle(one);
        const ink = one instanceof SVGElement ? style.fill : style.color;
        if (!ink.startsWith('rgb')) continue;
        const [a, b] = [light(ink), light(behind(one))];
        faintest = Math.min(faintest, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
    }
    return faintest;
})()"""
"""The least contrast between letters and what is behind them."""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
"""By how much the page is wider than the window."""


def written(folder: Path) -> None:
    """A report with everything that can stand in one, in every format that is looked at."""
    finding = report_of_small().findings.findings[0].ids[0]
    material = report_of_small(everything_said(finding, "O1"))
    document = report(material)
    folder.mkdir(parents=True, exist_ok=True)
    formats: tuple[Format, ...] = ("html", "docx")
    for format in formats:
        (folder / f"report.{format}").write_bytes(write(document, format))
    (folder / "report.xlsx").write_bytes(workbook(material))


async def in_chromium(folder: Path, file: Path) -> None:
    """Every check, told one by one. Raises AssertionError, PageError and NoChromiumError."""
    async with chromium() as browser:
        page = await browser.open(file)
        for name, script in CHECKS.items():
            assert await page.evaluate(f"Boolean({script})"), name
            print(f"ok  {name}", flush=True)
        faintest = await page.evaluate(FAINTEST)
        assert faintest >= LEAST_CONTRAST, f"contrast {faintest:.2f}"
        print(f"ok  the faintest letters have a contrast of {faintest:.1f}", flush=True)
        await _at_widths(folder, page)
        await _on_paper(folder, page)
        requests = [one.url for one in page.requests if not one.url.startswith(("file://", "data:"))]
        assert not requests, requests
        assert len(page.requests) == 1, [one.url for one in page.requests]
        assert not page.console, page.console
        print("ok  nothing was asked for but the page itself, and the console is empty", flush=True)


async def _at_widths(folder: Path, page: Page) -> None:
    for width in WIDTHS:
        await page.size(width, 900)
        wider = await page.evaluate(WIDER)
        assert wider <= 0, f"at {width} the page is {wider} wider than the window"
        await page.screenshot(folder / f"report-{width}.png")
    print(f"ok  no page is wider than its window, at {', '.join(map(str, WIDTHS))}", flush=True)


async def _on_paper(folder: Path, page: Page) -> None:
    made = folder / "printed.pdf"
    await page.print_to_pdf(made)
    pages = PdfReader(made).pages
    sizes = {(round(one.mediabox.width), round(one.mediabox.height)) for one in pages}
    assert all(abs(wide - A4[0]) <= 1 and abs(high - A4[1]) <= 1 for wide, high in sizes), sizes
    print(f"ok  printed on {len(pages)} pages of A4", flush=True)


def in_libreoffice(folder: Path) -> bool:
    """Whether there is a LibreOffice; it opens both files and makes pages of them. Raises AssertionError."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return False
    for name in ("report.docx", "report.xlsx"):
        command = [office, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "office"), str(folder / name)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        made = folder / "office" / Path(name).with_suffix(".pdf")
        assert len(PdfReader(made).pages) > 1, name
        made.rename(made.with_name(f"{name}.pdf"))
        print(f"ok  LibreOffice opens {name}", flush=True)
    return True


def main() -> int:
    """0 where all went well, and where a program is missing unless it is required; 1 else."""
    reading = argparse.ArgumentParser(prog="make browser-report", description=__doc__)
    reading.add_argument("--require", action="store_true", help="fail where a program is missing")
    reading.add_argument("--folder", type=Path, default=Path("build") / "browser-report", help="where files and pictures go")
    reading.add_argument("--report", type=Path, help="another report.html to look at")
    given = reading.parse_args()
    missing = False
    try:
        written(given.folder)
        try:
            asyncio.run(in_chromium(given.folder, (given.report or given.folder / "report.html").resolve()))
        except NoChromiumError as error:
            print(f"SKIPPED: there is no Chromium: {error}", flush=True)
            missing = True
        if not in_libreoffice(given.folder):
            print("SKIPPED: there is no LibreOffice (soffice): DOCX and XLSX were not opened by it", flush=True)
            missing = True
    except (PageError, AssertionError, subprocess.SubprocessError) as error:
        print(f"NOT OK: {error}", file=sys.stderr)
        return 1
    return 1 if missing and given.require else 0


if __name__ == "__main__":
    sys.exit(main())
