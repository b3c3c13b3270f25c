"""Turns what was measured of `needletail serve` into verdicts, tables and JSON."""

from dataclasses import asdict, dataclass, field
from typing import Optional

from report import machine

MEMORY_LIMIT = 300_000_000


@dataclass
class Reference:
    label: str
    seconds: float


@dataclass
class Ingest:
    label: str
    bytes: int = 0
    events: int = 0
    seconds: Optional[float] = None
    cpu: float = 0.0  # seconds of the daemon
    client_cpu: float = 0.0
    busy: int = 0
    fresh: Optional[dict] = None
    settled: Optional[dict] = None
    settling: Optional[float] = None
    peak: dict = field(default_factory=dict)
    note: str = ""

    @property
    def speed(self):
        return self.bytes / 1e6 / self.seconds if self.seconds else None


@dataclass
class Search:
    key: str
    label: str
    seconds: Optional[float] = None
    cpu: Optional[float] = None
    events: int = 0  # 0 where the number says nothing
    memory: Optional[int] = None
    rows: Optional[int] = None
    note: str = ""


def judge(run):
    """The targets, each with what was measured and whether it holds; None when it cannot be told."""
    verdicts = []
    for line in run.ingests:
        if line.speed:
            verdicts.append(
                (f"{line.label}: 100 MB/s", f"{line.speed:.0f} MB/s", line.speed >= 100)
            )
        if line.settled:
            share = line.settled["folder"] / line.bytes
            verdicts.append(
                (f"{line.label}: store within 8 % of the text", f"{share:.1%}", share <= 0.08)
            )
    peaks = [line.peak["VmHWM"] for line in run.ingests if line.peak.get("VmHWM")]
    if peaks:
        verdicts.append(
            ("the daemon under 300 MB", f"{max(peaks) / 1e6:.0f} MB at most",
             max(peaks) < MEMORY_LIMIT)
        )
    found = {line.key: line for line in run.searches if line.seconds is not None}
    for key, limit, name in (("seed", 0.05, "seed detection"), ("all", 0.25, "all detections")):
        if key in found:
            whole, start = found[key].seconds, found[f"start-{key}"].seconds
            verdicts.append(
                (f"{name} over the last hour within {limit * 1000:.0f} ms",
                 f"{(whole - start) * 1000:.0f} ms, and {start * 1000:.0f} ms to start",
                 whole - start < limit)
            )
    if "group" in found:
        speed = found["group"].events / found["group"].cpu
        verdicts.append(
            ("count by two fields at 50 million events a second and core",
             f"{speed / 1e6:.0f} million", speed >= 50e6)
        )
    return verdicts


def percent(size, line):
    if not size:
        return "–"
    return f"{size['database'] / line.bytes:.1%}, {size['folder'] / line.bytes:.1%}"


def table(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |"
             for row in rows]
    rule = "| " + " | ".join(
        "-" * width if column == 0 else "-" * (width - 1) + ":"
        for column, width in enumerate(widths)
    ) + " |"
    return [lines[0], rule, *lines[1:]]


def as_markdown(run, verdicts):
    text = ["# Benchmark of `serve`", "", f"{machine()}."]
    if run.ingests:
        text += ["", *ingest_table(run)]
    if run.searches:
        text += ["", *search_table(run)]
    text += ["", "References in the same run: " + "; ".join(
        f"{reference.label} {reference.seconds:.2f} s" for reference in run.references.values()
    ) + ".", "", "Targets:", ""]
    for target, measured, holds in verdicts:
        text.append(f"* {'pass' if holds else 'FAIL'}: {target} ({measured})")
    return "\n".join(text) + "\n"


def ingest_table(run):
    options = run.options
    text = [
        f"A log of {run.size / 1e9:.2f} GB, {options.batch} events a request, "
        f"{options.connections} connections; client and server share the machine.",
        "Memory is the peak of all resident pages, mapped files included, and of what the process "
        "alone holds.", "",
    ]
    reference = run.references.get("zstd") or run.references.get("write")
    rows = [["received as", "seconds", "MB/s", "× reference", "CPU s", "client CPU s", "busy",
             "memory MB", "alone MB", "store at once", "store settled", "s to settle", "note"]]
    for line in run.ingests:
        if line.seconds is None:
            rows.append([line.label] + ["–"] * 11 + [line.note])
            continue
        rows.append([
            line.label, f"{line.seconds:.2f}", f"{line.speed:.0f}",
            f"{line.seconds / reference.seconds:.2f}" if reference else "–", f"{line.cpu:.1f}",
            f"{line.client_cpu:.1f}", str(line.busy), f"{line.peak.get('VmHWM', 0) / 1e6:.0f}",
            f"{line.peak.get('RssAnon', 0) / 1e6:.0f}", percent(line.fresh, line),
            percent(line.settled, line),
            f"{line.settling:.0f}" if line.settling is not None else "–", line.note,
        ])
    return text + table(rows)


def search_table(run):
    reference = run.references.get("rg")
    rows = [["search", "seconds", "× rg", "CPU s", "memory MB", "rows", "note"]]
    for line in run.searches:
        if line.seconds is None:
            rows.append([line.label] + ["–"] * 5 + [line.note])
            continue
        rows.append([
            line.label.replace("|", "\\|"), f"{line.seconds:.3f}",
            f"{line.seconds / reference.seconds:.2f}" if reference else "–", f"{line.cpu:.2f}",
            f"{(line.memory or 0) / 1e6:.0f}", str(line.rows), line.note,
        ])
    return [f"A store of {run.store_events:,} events.", "", *table(rows)]


def as_json(run, verdicts):
    return {
        "bytes": run.size,
        "machine": machine(),
        "references": {key: asdict(value) for key, value in run.references.items()},
        "ingest": [asdict(line) for line in run.ingests],
        "searches": [asdict(line) for line in run.searches],
        "targets": [
            {"target": target, "measured": measured, "holds": holds}
            for target, measured, holds in verdicts
        ],
    }
