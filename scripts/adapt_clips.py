"""Turn a folder of puppet clips into a clip set: `python scripts/adapt_clips.py SOURCE TARGET`."""

import sys
from pathlib import Path

from mien.clips.sources.puppet import adapt

if __name__ == "__main__":
    clipset = adapt(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write(f"{len(clipset.clips)} clips in {clipset.folder}\n")
