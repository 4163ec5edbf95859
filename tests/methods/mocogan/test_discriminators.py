import torch
from networks import pictures

from mien.methods.mocogan.config import MocoganConfig
from mien.methods.mocogan.discriminators import ImageDiscriminator, VideoDiscriminator


def test_the_video_discriminator_sees_time_and_the_other_does_not(config: MocoganConfig):
    clips = pictures(2, config.frames)
    backwards = clips.flip(1)
    video, image = VideoDiscriminator(config).eval(), ImageDiscriminator(config).eval()
    seen, unseen = video(clips), video(backwards)
    assert not torch.allclose(seen.logits.mean(), unseen.logits.mean(), atol=1e-6)
    assert not torch.allclose(seen.category, unseen.category, atol=1e-6)
    one, other = (image(part.flatten(0, 1)).unflatten(0, (2, -1)) for part in (clips, backwards))
    assert torch.allclose(one, other.flip(1), atol=1e-6)


def test_a_clip_has_one_logit_for_each_expression(config: MocoganConfig):
    judged = VideoDiscriminator(config)(pictures(3, config.frames))
    assert judged.category.shape == (3, 2)
    assert judged.logits.shape[1] == 1


def test_the_first_number_is_the_logit_and_the_others_are_the_category(config: MocoganConfig):
    video = VideoDiscriminator(config)
    torch.nn.init.zeros_(video.net[-1].weight)
    video.net[-1].bias.data = torch.tensor([1.0, 2.0, 3.0])
    judged = video(pictures(2, config.frames))
    assert (judged.logits == 1).all()
    assert judged.category.tolist() == [[2, 3], [2, 3]]


def test_every_frame_of_the_clip_counts(config: MocoganConfig):
    clips = pictures(1, config.frames).requires_grad_()
    VideoDiscriminator(config)(clips).logits.sum().backward()
    assert (clips.grad.abs().sum(dim=(0, 2, 3, 4)) > 0).all()


def test_the_papers_widths_judge_ten_frames_of_the_papers_size():
    config = MocoganConfig(expressions=("happy",))
    with torch.device("meta"):
        judged = VideoDiscriminator(config)(torch.empty(1, 10, 3, 256, 256))
    assert judged.category.shape == (1, 1)
