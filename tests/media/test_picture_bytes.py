import io

import numpy as np
import pytest
from PIL import Image

from mien.media import Label, picture_bytes
from mien.media.label import from_xmp


@pytest.mark.parametrize("kind", ["jpeg", "webp", "png"])
def test_a_picture_comes_back_from_its_bytes_with_its_mark(portrait, kind):
    for label in (None, Label()):
        image = Image.open(io.BytesIO(picture_bytes(portrait, kind, label=label)))
        assert image.format == kind.upper()
        error = np.abs(np.asarray(image.convert("RGB")).astype(int) - portrait).mean()
        assert error == 0 if kind == "png" else error < 4
        packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
        assert (from_xmp(packet) if packet else None) == label


def test_less_quality_takes_less_room(portrait):
    small, large = (len(picture_bytes(portrait, "jpeg", quality=q)) for q in (30, 95))
    assert small < large / 2
