"""What is measured on one clip that one method drew."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One method on one clip; NaN where an instrument was missing or the face was lost.

    Means are over the frames of degree above 0: a frame of degree 0 is nobody's merit.

    Attributes:
        animator: name of the method.
        clip: id of the clip.
        person: who is shown.
        expression: what is shown.
        ssim: mean structural similarity of the whole frame.
        mouth_ssim: the same in the mouth's region.
        st_lpips: mean ST-LPIPS distance of the whole frame.
        mouth_st_lpips: the same of the rectangle round the mouth.
        sharpness: gradient energy in the mouth over the truth's, at the greatest degree.
        displacement: displacement over the truth's, signed, at the greatest degree.
        spearman: rank correlation of the degree with the displacement.
        unchanged: whether the frame at degree 0 is the portrait, bit for bit.
    """

    animator: str
    clip: str
    person: str
    expression: str
    ssim: float
    mouth_ssim: float
    st_lpips: float
    mouth_st_lpips: float
    sharpness: float
    displacement: float
    spearman: float
    unchanged: bool
