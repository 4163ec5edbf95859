"""Pictures and clips on disk: the only part of mien that touches codecs."""

from mien.media.beside import side_by_side
from mien.media.label import Label
from mien.media.manifest import Manifest, manifest_path, read_manifest, write_manifest
from mien.media.photo import Photo, read_photo
from mien.media.pictures import Still, data_uri, picture_bytes
from mien.media.read import (
    PICTURES,
    RATE,
    VIDEOS,
    iter_frames,
    iter_timed,
    read_frames,
    read_label,
)
from mien.media.sheet import contact_sheet
from mien.media.targets import check_target
from mien.media.write import write_clip

__all__ = [
    "PICTURES",
    "RATE",
    "VIDEOS",
    "Label",
    "Manifest",
    "Photo",
    "Still",
    "check_target",
    "contact_sheet",
    "data_uri",
    "iter_frames",
    "iter_timed",
    "manifest_path",
    "picture_bytes",
    "read_frames",
    "read_label",
    "read_manifest",
    "read_photo",
    "side_by_side",
    "write_clip",
    "write_manifest",
]
