import pytest

import mien


def test_every_exported_name_is_there():
    for name in mien.__all__:
        assert getattr(mien, name) is not None
    assert set(dir(mien)) == set(mien.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="smile"):
        _ = mien.smile
