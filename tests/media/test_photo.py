"""Photos: whatever the file holds, an upright sRGB picture comes out."""

import hashlib
import io

import av
import numpy as np
import pytest
from PIL import Image, ImageCms, features

from mien.media import read_photo


@pytest.fixture
def picture():
    """Four plain quarters, which survive any compression: red, green, blue, grey."""
    quarters = np.zeros((96, 128, 3), np.uint8)
    quarters[:48, :64] = (200, 40, 40)
    quarters[:48, 64:] = (40, 180, 60)
    quarters[48:, :64] = (50, 60, 190)
    quarters[48:, 64:] = (128, 128, 128)
    return quarters


def centres(picture):
    height, width = picture.shape[:2]
    rows, columns = (height // 4, 3 * height // 4), (width // 4, 3 * width // 4)
    return np.array([[picture[row, column] for column in columns] for row in rows], int)


FORMATS = [
    ("p.jpg", {"quality": 95}),
    ("p.png", {}),
    ("p.webp", {"quality": 95}),
    ("p.tif", {"compression": "tiff_lzw"}),
    ("p.gif", {}),
    ("p.bmp", {}),
    ("p.ppm", {}),
    ("p.avif", {"quality": 95}),
]


@pytest.mark.parametrize(("name", "options"), FORMATS)
def test_every_ordinary_format_is_read(tmp_path, picture, name, options):
    if name == "p.avif" and not features.check("avif"):
        pytest.skip("this Pillow has no AVIF")
    Image.fromarray(picture).save(tmp_path / name, **options)
    photo = read_photo(tmp_path / name)
    assert photo.picture.shape == picture.shape
    assert photo.picture.dtype == np.uint8
    assert np.abs(centres(photo.picture) - centres(picture)).max() <= 4
    assert photo.path == tmp_path / name
    assert photo.sha256 == hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()


def test_heic_is_read_upright_once(tmp_path, picture):
    heif = pytest.importorskip("pillow_heif")
    turned = Image.fromarray(np.rot90(picture))  # anticlockwise; orientation 6 turns it back
    exif = Image.Exif()
    exif[0x0112] = 6
    heif.from_pillow(turned).save(tmp_path / "p.heic", exif=exif.tobytes(), quality=95)
    photo = read_photo(tmp_path / "p.heic")
    assert photo.picture.shape == picture.shape
    assert np.abs(centres(photo.picture) - centres(picture)).max() <= 6


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["p.jpg", "p.png", "p.webp", "p.tif"])
def test_the_cameras_orientation_is_undone(tmp_path, picture, orientation, name):
    turns = {
        1: picture,
        2: picture[:, ::-1],
        3: picture[::-1, ::-1],
        4: picture[::-1],
        5: picture.transpose(1, 0, 2),
        6: np.rot90(picture),
        7: np.rot90(picture, 2).transpose(1, 0, 2),
        8: np.rot90(picture, -1),
    }
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = Image.fromarray(np.ascontiguousarray(turns[orientation]))
    stored.save(tmp_path / name, exif=exif)
    photo = read_photo(tmp_path / name)
    assert photo.picture.shape == picture.shape
    assert np.abs(centres(photo.picture) - centres(picture)).max() <= 9


def test_a_transparent_picture_lies_over_white(tmp_path, picture):
    alpha = np.full((96, 128), 255, np.uint8)
    alpha[:48] = 0
    alpha[48:, 64:] = 128
    both = Image.fromarray(np.dstack([picture, alpha]))
    for name in ("p.png", "p.tif"):
        both.save(tmp_path / name)
        photo = read_photo(tmp_path / name)
        assert (photo.picture[:48] == 255).all()
        assert (photo.picture[48:, :64] == (50, 60, 190)).all()
        assert np.abs(photo.picture[48:, 64:].astype(int) - 191).max() <= 1


def test_an_opaque_alpha_channel_changes_nothing(tmp_path, picture):
    Image.fromarray(picture).convert("RGBA").save(tmp_path / "p.png")
    assert (read_photo(tmp_path / "p.png").picture == picture).all()


def test_transparency_turns_with_the_picture(tmp_path, picture):
    both = Image.fromarray(picture).convert("RGBA")
    both.putpixel((0, 0), (0, 0, 0, 0))
    exif = Image.Exif()
    exif[0x0112] = 3
    both.save(tmp_path / "p.png", exif=exif)
    assert (read_photo(tmp_path / "p.png").picture[-1, -1] == 255).all()


def test_palettes_with_and_without_a_clear_colour(tmp_path, picture):
    small = Image.fromarray(picture).quantize(8)
    small.save(tmp_path / "p.png")
    assert np.abs(centres(read_photo(tmp_path / "p.png").picture) - centres(picture)).max() <= 4
    small.save(tmp_path / "p.gif", transparency=small.getpixel((0, 0)))
    photo = read_photo(tmp_path / "p.gif")
    assert (photo.picture[:48, :64] == 255).all()
    assert np.abs(centres(photo.picture) - centres(picture)).max(axis=-1).ravel()[1:].max() <= 4


def test_of_an_animation_the_first_frame_is_taken(tmp_path, picture):
    frames = [Image.fromarray(picture), Image.new("RGB", (128, 96), "white")]
    for name in ("p.gif", "p.webp", "p.png", "p.tif"):
        frames[0].save(tmp_path / name, save_all=True, append_images=frames[1:])
        found = read_photo(tmp_path / name).picture
        assert np.abs(centres(found) - centres(picture)).max() <= 16


@pytest.mark.parametrize("mode", ["1", "L", "LA"])
def test_grey_becomes_three_equal_channels(tmp_path, picture, mode):
    Image.fromarray(picture).convert(mode).save(tmp_path / "p.png")
    found = read_photo(tmp_path / "p.png").picture
    assert (found == found[..., :1]).all()
    assert found.shape == (96, 128, 3)


@pytest.mark.parametrize("name", ["p.png", "p.tif"])
def test_sixteen_bit_grey_is_rounded_to_eight(tmp_path, name):
    levels = np.linspace(0, 65535, 96 * 64).round().astype(np.uint16).reshape(96, 64)
    Image.fromarray(levels).save(tmp_path / name)
    found = read_photo(tmp_path / name).picture[..., 0]
    assert np.abs(found - levels / 257).max() <= 0.5


def test_sixteen_bit_colour_is_read(tmp_path):
    levels = np.linspace(0, 255, 64).round().astype(np.uint8)
    wanted = np.repeat(np.stack([levels, levels[::-1], levels // 2], -1)[None], 64, 0)
    _write_sixteen_bit_png(tmp_path / "p.png", wanted.astype(np.uint16) * 257)
    assert np.abs(read_photo(tmp_path / "p.png").picture.astype(int) - wanted).max() <= 1


def test_cmyk_is_read(tmp_path, picture):
    Image.fromarray(picture).convert("CMYK").save(tmp_path / "p.jpg", quality=95)
    Image.fromarray(picture).convert("CMYK").save(tmp_path / "p.tif")
    for name in ("p.jpg", "p.tif"):
        assert np.abs(centres(read_photo(tmp_path / name).picture) - centres(picture)).max() <= 6


def test_a_profile_is_honoured(tmp_path, picture):
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # a made-up profile whose first channel is green and whose second is red
    swapped = srgb.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")
    swapped = swapped.replace("sRGB".encode("utf-16-be"), "GRB ".encode("utf-16-be"))
    stored = Image.fromarray(np.ascontiguousarray(picture[..., [1, 0, 2]]))
    for name in ("p.jpg", "p.png", "p.webp", "p.tif"):
        stored.save(tmp_path / name, icc_profile=swapped, quality=95)
        found = read_photo(tmp_path / name).picture
        assert np.abs(centres(found) - centres(picture)).max() <= 4


def test_lab_pixels_are_read_through_their_profile(tmp_path, picture):
    lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    stored = ImageCms.profileToProfile(Image.fromarray(picture), srgb, lab, outputMode="LAB")
    stored.save(tmp_path / "p.tif", icc_profile=ImageCms.ImageCmsProfile(lab).tobytes())
    found = read_photo(tmp_path / "p.tif").picture
    assert np.abs(centres(found) - centres(picture)).max() <= 4


def test_an_srgb_profile_changes_nothing(tmp_path, picture):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.fromarray(picture).save(tmp_path / "p.png", icc_profile=profile)
    assert (read_photo(tmp_path / "p.png").picture == picture).all()


@pytest.mark.parametrize("kind", ["noise", "for other channels"])
def test_a_profile_that_is_broken_or_foreign_is_passed_over(tmp_path, picture, kind):
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    profile = b"\x07" * 500 if kind == "noise" else lab
    Image.fromarray(picture).save(tmp_path / "p.png", icc_profile=profile)
    assert (read_photo(tmp_path / "p.png").picture == picture).all()


def test_damaged_exif_is_no_reason_to_refuse(tmp_path, picture):
    stream = io.BytesIO()
    Image.fromarray(picture).save(stream, "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff\xff\x01")
    (tmp_path / "p.jpg").write_bytes(stream.getvalue())
    assert read_photo(tmp_path / "p.jpg").picture.shape == picture.shape


def test_the_arrays_cannot_be_changed_by_accident(tmp_path, picture):
    Image.fromarray(picture).save(tmp_path / "p.png")
    with pytest.raises(ValueError, match="read-only"):
        read_photo(tmp_path / "p.png").picture[0, 0] = 0


def _write_sixteen_bit_png(path, values):
    """Through PyAV, since Pillow writes no 16-bit colour."""
    with av.open(str(path), "w", format="image2", options={"update": "1"}) as container:
        stream = container.add_stream("png", rate=1)
        stream.height, stream.width = values.shape[:2]
        stream.pix_fmt = "rgb48be"
        frame = av.VideoFrame.from_ndarray(values, format="rgb48le").reformat(format="rgb48be")
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
