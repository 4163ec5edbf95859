"""Any picture's colours as eight-bit sRGB, opaque."""

import io

import numpy as np
from PIL import Image, ImageCms

from mien.errors import MienError

_INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC


def to_srgb(image: Image.Image) -> Image.Image:
    """Convert a picture of any mode to sRGB.

    An embedded ICC profile is honoured (relative colorimetric, black points matched); a profile
    that is broken or made for other channels is passed over, as browsers do. CMYK without a profile
    is converted naively. Where the picture is transparent it is laid over white: clips have no
    transparency, and what hides beneath a transparent pixel is arbitrary.

    Returns:
        The picture, mode RGB.

    Raises:
        MienError: the pixels are numbers whose range is unknown.
    """
    profile = image.info.get("icc_profile")
    plain = _eight_bits(image)
    alpha = plain.getchannel("A") if plain.mode in {"LA", "RGBA"} else None
    if plain.mode in {"LA", "RGBA"}:
        plain = plain.convert(plain.mode[:-1])
    colour = _through_profile(plain, profile) if profile else plain.convert("RGB")
    if alpha is None:
        return colour
    return Image.composite(colour, Image.new("RGB", colour.size, "white"), alpha)


def _eight_bits(image: Image.Image) -> Image.Image:
    """One of the modes L, LA, RGB, RGBA, CMYK, YCbCr and LAB."""
    if image.mode.startswith("I"):
        return _from_sixteen(image)
    if image.mode == "F":
        raise MienError(
            "The pixels are floating-point numbers, whose range is unknown. "
            "Save the picture with 8 or 16 bits a channel."
        )
    if image.mode == "1":
        return image.convert("L")
    if image.mode in {"La", "RGBa"}:
        return image.convert("RGBA" if image.mode == "RGBa" else "LA")
    if image.mode in {"P", "PA"} or image.has_transparency_data:
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image


def _from_sixteen(image: Image.Image) -> Image.Image:
    values = np.asarray(image)
    if values.min() < 0 or values.max() > 65535:
        raise MienError(
            f"The pixels run from {values.min()} to {values.max()}, more than 16 bits. "
            "Save the picture with 8 or 16 bits a channel."
        )
    scaled = (values.astype(np.uint32) * 255 + 32767) // 65535
    return Image.fromarray(scaled.astype(np.uint8))


def _through_profile(image: Image.Image, icc: bytes) -> Image.Image:
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        if image.mode == "RGB" and ImageCms.getProfileDescription(profile).startswith("sRGB"):
            return image
        converted = ImageCms.profileToProfile(
            image,
            profile,
            ImageCms.createProfile("sRGB"),
            renderingIntent=_INTENT,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image.convert("RGB")
    assert converted is not None, "only an in-place conversion returns None"
    return converted
