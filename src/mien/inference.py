"""ONNX graphs in memory, opened for two threads of a busy machine."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import onnxruntime


def default_threads() -> int:
    """Two, where the machine has them: more gain little at this size and disturb other work."""
    return min(2, os.cpu_count() or 1)


def open_graph(content: bytes, *, threads: int | None = None) -> "onnxruntime.InferenceSession":
    """Open a graph; it may be run from several threads at once.

    Args:
        content: of an ONNX file.
        threads: that work on one run; two by default.

    Raises:
        Exception: whatever ONNX Runtime finds wrong; its exceptions share no narrower class.
    """
    import onnxruntime  # noqa: PLC0415 - takes a tenth of a second, needed only here

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or default_threads()
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # A thread that spins while it waits takes the core from whoever else wants it.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
