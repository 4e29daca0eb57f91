"""How much memory a web process takes that has answered every question once."""

import resource
from pathlib import Path

from bench.pages import Archive
from bench.questions import draw_questions


def main() -> None:
    before = _memory("VmRSS")
    archive = Archive()
    questions = draw_questions()
    for question in questions:
        archive.page(question)
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"Hukommelse efter {len(questions)} sider: højst {largest} MB (før den første: {before} MB)")


def _memory(field: str) -> int:
    """A size of this process in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field)) // 1024
