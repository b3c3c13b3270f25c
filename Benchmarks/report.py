"""Turns measured lines into verdicts, a table and JSON."""

import os
import re
from dataclasses import asdict, dataclass
from typing import Optional

MEMORY_LIMIT = 200_000_000


@dataclass
class Line:
    key: str
    label: str
    seconds: Optional[float] = None
    memory: Optional[int] = None
    rows: Optional[int] = None
    note: str = ""


def judge(lines):
    """The targets, each with what was measured and whether it holds; None when it cannot be told."""
    by_key = {line.key: line for line in lines}

    def seconds(key):
        return by_key[key].seconds if key in by_key else None

    verdicts = []
    rg, seed, every = seconds("rg"), seconds("seed"), seconds("all")
    if rg is None or seed is None:
        verdicts.append(("seed detection within 2 × rg + 0.1 s", "not measured", None))
    else:
        limit = 2 * rg + 0.1
        verdicts.append(
            ("seed detection within 2 × rg + 0.1 s", f"{seed:.3f} of {limit:.3f} s", seed <= limit)
        )
    if seed is None or every is None:
        verdicts.append(("all detections within 2.5 × one", "not measured", None))
    else:
        ratio = every / seed
        verdicts.append(("all detections within 2.5 × one", f"{ratio:.2f} ×", ratio <= 2.5))
    peaks = [by_key[key].memory for key in ("seed", "all", "group") if key in by_key]
    peaks = [peak for peak in peaks if peak is not None]
    if peaks:
        worst = max(peaks)
        verdicts.append(
            ("memory under 200 MB", f"{worst / 1e6:.0f} MB at most", worst < MEMORY_LIMIT)
        )
    else:
        verdicts.append(("memory under 200 MB", "not measured", None))
    return verdicts


def machine():
    memory = ""
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        memory = f", {total / 2**30:.0f} GiB of memory"
    except (ValueError, OSError):
        pass
    return f"{os.cpu_count()} cores{memory}"


def as_markdown(lines, verdicts, size, runs):
    reference = next((line.seconds for line in lines if line.key == "rg"), None)
    header = ["command", "seconds", "GB/s", "× rg", "memory MB", "rows", "note"]
    table = [header, ["---", "---:", "---:", "---:", "---:", "---:", "---"]]
    for line in lines:
        # A pipe inside a cell would end it.
        row = [line.label.replace("|", "\\|")]
        if line.seconds is None:
            row += ["–"] * 5
        else:
            row.append(f"{line.seconds:.3f}")
            row.append(f"{size / 1e9 / line.seconds:.2f}")
            row.append(f"{line.seconds / reference:.2f}" if reference else "–")
            row.append("–" if line.memory is None else f"{line.memory / 1e6:.0f}")
            row.append(str(line.rows))
        table.append([*row, line.note])
    widths = [max(len(row[column]) for row in table) for column in range(len(header))]
    text = [
        "# Benchmark",
        "",
        f"A log of {size / 1e9:.2f} GB in the page cache; best of up to {runs} runs; {machine()}.",
        "Memory is what the process alone holds; mapped files do not count. Rows are lines printed.",
        "",
    ]
    for row in table:
        padded = [
            cell.ljust(width, "-" if cell.startswith("---") else " ")
            if not cell.endswith("-:")
            else "-" * (width - 1) + ":"
            for cell, width in zip(row, widths)
        ]
        text.append("| " + " | ".join(padded) + " |")
    text += ["", "Targets:", ""]
    for target, measured, holds in verdicts:
        mark = {True: "pass", False: "FAIL", None: "open"}[holds]
        text.append(f"* {mark}: {target} ({measured})")
    return "\n".join(text) + "\n"


def write_section(path, text):
    """Puts a text that begins with a title into a file, in place of what stood under that title."""
    title = text.splitlines()[0]
    sections = {}
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            for section in re.split(r"(?m)^(?=# )", file.read()):
                if section.strip():
                    sections[section.splitlines()[0]] = section
    sections[title] = text
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(section.strip() + "\n" for section in sections.values()))


def as_json(lines, verdicts, size):
    reference = next((line.seconds for line in lines if line.key == "rg"), None)
    entries = []
    for line in lines:
        entry = asdict(line)
        entry["ratio"] = line.seconds / reference if line.seconds and reference else None
        entries.append(entry)
    return {
        "bytes": size,
        "machine": machine(),
        "lines": entries,
        "targets": [
            {"target": target, "measured": measured, "holds": holds}
            for target, measured, holds in verdicts
        ],
    }
