"""A clip job: drawn in a thread of its own, watched and called off from outside."""

import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from mien.errors import MienError
from mien.runtime import Animator
from mien.runtime.keeping import Making, keep
from mien.schedules import at_strength
from mien.studio.orders import Order, Sitter
from mien.types import Picture

State = Literal["waiting", "drawing", "done", "failed", "cancelled"]
"""What becomes of a job; the last three are final."""

BATCH = "clips.zip"
"""Name of the archive that holds everything where there is more than one clip."""


class _CalledOffError(Exception):
    """Somebody does not want the clip any more."""


class Job:
    """One order and what has become of it.

    Args:
        order: what to draw.
        animator: the bundle at work.
        seconds: after which it is given up.
    """

    def __init__(self, order: Order, animator: Animator, seconds: float) -> None:
        self.order = order
        self.state: State = "waiting"
        self.error = ""
        self.drawn = 0
        self.total = len(order.schedule) * len(order.sitters)
        self.files: dict[str, Path] = {}
        self._animator, self._seconds, self._deadline = animator, seconds, 0.0
        self._off = threading.Event()
        self._folder = TemporaryDirectory(prefix="mien-clip-", ignore_cleanup_errors=True)

    @property
    def nbytes(self) -> int:
        """Bytes on disk."""
        return sum(path.stat().st_size for path in self.files.values() if path.exists())

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "failed", "cancelled")

    def cancel(self) -> None:
        """Call it off; it stops at its next frame."""
        self._off.set()
        if self.state == "waiting":
            self.state = "cancelled"

    def forget(self) -> None:
        """Call it off and remove what it wrote."""
        self.cancel()
        self.files = {}
        self._folder.cleanup()

    def run(self) -> None:
        """Draw everything; what goes wrong is told, not raised."""
        if self._off.is_set():
            return
        self.state, self._deadline = "drawing", time.monotonic() + self._seconds
        try:
            files = self._draw(Path(self._folder.name))
        except _CalledOffError:
            self.state = "cancelled"
        except MienError as error:
            self._fail(str(error))
        except (OSError, MemoryError) as error:
            self._fail(f"The clip could not be written: {error}. Is there room on the disk?")
        else:
            self.files = files
            self.state = "done"

    def _fail(self, words: str) -> None:
        self.error = words.replace(f"{self._folder.name}/", "")
        self.state = "cancelled" if self._off.is_set() else "failed"

    def _draw(self, folder: Path) -> dict[str, Path]:
        written: list[Path] = []
        targets = self.order.targets()
        study = self.order.study
        for sitter, name in zip(self.order.sitters, targets, strict=True):
            written += self._clip(sitter, folder / name)
        if len(targets) > 1 or self.order.kind == "frames" or study:
            archive = folder / (f"{study}.zip" if study else BATCH)
            written.insert(0, _zipped(archive, written, inside=study))
        return {path.name: path for path in written if path.is_file()}

    def _clip(self, sitter: Sitter, target: Path) -> list[Path]:
        order, portrait = self.order, sitter.portrait
        making = Making(
            photo=portrait.photo.path.name,
            photo_sha256=portrait.photo.sha256,
            bundle_sha256=self._animator.card.digest,
            whom=sitter.whom,
            label=order.label,
            loop=order.loop,
            sheet=order.sheet,
        )
        sitting = self._animator.sit_as(portrait.photo, sitter.whom)
        schedule = at_strength(order.schedule, sitter.strength)
        return keep(sitting, schedule, target, making, self._watched)

    def _watched(self, frames: Iterator[Picture]) -> Iterator[Picture]:
        for frame in frames:
            if self._off.is_set():
                raise _CalledOffError
            if time.monotonic() > self._deadline:
                raise MienError(
                    f"The clip took longer than {self._seconds:g} s and was given up. "
                    "Shorten it, take a smaller photo, or use `mien animate`."
                )
            yield frame
            self.drawn += 1


def _zipped(target: Path, written: list[Path], *, inside: str) -> Path:
    """Everything in one archive, perhaps inside a folder; clips are compressed already."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in written:
            for file in sorted(path.iterdir()) if path.is_dir() else [path]:
                archive.write(file, inside / file.relative_to(target.parent))
    return target
