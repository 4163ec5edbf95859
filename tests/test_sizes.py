"""How long a file and a function may be."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(
    path for folder in ("src", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")
)
FILE, FUNCTION = 250, 50
"""Lines, docstrings and all: what CONTRIBUTING.md calls the end."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _long(source: str) -> list[str]:
    """What is too long of a module's text."""
    lines = len(source.splitlines())
    found = [f"the file, {lines} lines"] if lines > FILE else []
    for part in ast.walk(ast.parse(source)):
        if isinstance(part, Function):
            assert part.end_lineno is not None
            length = part.end_lineno - part.lineno + 1
            found += [f"{part.name}, {length} lines"] if length > FUNCTION else []
    return found


def test_no_file_and_no_function_is_longer_than_the_house_allows():
    texts = {path: path.read_text(encoding="utf-8") for path in SOURCES}
    long = {str(path.relative_to(ROOT)): _long(text) for path, text in texts.items()}
    assert {name: parts for name, parts in long.items() if parts} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("x = 1\n" * FILE, []),
        ("x = 1\n" * (FILE + 1), ["the file, 251 lines"]),
        ("def f():\n" + "    x = 1\n" * (FUNCTION - 1), []),
        ("class A:\n    def f():\n" + "        x = 1\n" * FUNCTION, ["f, 51 lines"]),
    ],
)
def test_a_line_too_many_is_found(source: str, found: list[str]):
    assert _long(source) == found
