"""Fill in the page's templates."""

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from mien.study.page import FOLDER

_TEMPLATES = Environment(
    loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


def render(template: str, values: Mapping[str, Any]) -> str:
    """Fill in a template; everything in it is escaped, unless the template says otherwise."""
    return _TEMPLATES.get_template(template).render(values)
