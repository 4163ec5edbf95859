import torch

from mien.losses.attention import roughness, saturation


def test_saturation_is_the_share_of_the_portrait():
    mask = torch.zeros(2, 1, 4, 4)
    mask[0] = 1
    assert saturation(mask).item() == 0.5


def test_roughness_is_the_sum_of_squared_steps_whatever_their_direction():
    mask = torch.zeros(2, 1, 4, 4)
    assert roughness(mask + 0.3).item() == 0
    mask[0, :, :, 2:] = 0.5  # four rows with one step of .5, in one mask of two
    assert roughness(mask).item() == 4 * 0.25 / 2
    assert roughness(mask.transpose(-1, -2)).item() == 4 * 0.25 / 2
