import pytest
from squares import Drawing, FakeClip, FakeClips, FakeNetwork, embed, find, recognise, track

from mien.evaluation import Instruments


@pytest.fixture
def clips():
    return FakeClips(
        [
            FakeClip("a-happy", "a", "happy"),
            FakeClip("b-happy", "b", "happy"),
            FakeClip("c-sad", "c", "sad"),
            FakeClip("d-train", "d", "happy", split="train"),
        ]
    )


@pytest.fixture
def network():
    return FakeNetwork()


@pytest.fixture
def instruments(network):
    return Instruments(network=network, track=track, embed=embed, recognise=recognise, find=find)


@pytest.fixture
def drawing(clips):
    def make(share=1.0, expressions=("happy", "sad")):
        return Drawing(clips, share, expressions)

    return make
