"""The content security policy of the page: where its parts may come from."""

from collections.abc import Mapping

SOURCES: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob:",
    "media-src": "'self' blob:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
"""Of the page that the service serves. Nothing comes from outside, nothing inline runs."""


def served_policy() -> str:
    """The policy that the service sends with every answer."""
    return _written(SOURCES)


def static_policy() -> str:
    """The policy that stands in the static page itself, which also compiles a network's engine.

    A page cannot say who may frame it; only its host can.
    """
    engine = {"script-src": "'self' 'wasm-unsafe-eval'", "worker-src": "'self'"}
    kept = {name: given for name, given in SOURCES.items() if name != "frame-ancestors"}
    return _written({**kept, **engine})


def _written(sources: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {given}" for name, given in sources.items())
