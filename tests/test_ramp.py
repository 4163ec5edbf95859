import numpy as np

from mien.ramp import smoothstep


def test_smoothstep_stays_between_its_ends():
    assert smoothstep(np.array([-1, 0, 0.5, 1, 2])).tolist() == [0, 0, 0.5, 1, 1]
