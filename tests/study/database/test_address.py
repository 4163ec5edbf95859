import getpass
import ssl

import pytest

from mien.errors import MienError
from mien.study.database.address import read_address


def encryption(query: str):
    return read_address(f"postgresql://ada@db.test/faces{query}")[1]["ssl_context"]


def test_an_address_without_a_user_means_the_account_that_runs_mien():
    assert read_address("postgresql://db.test/faces")[0].username == getpass.getuser()
    assert read_address("postgresql://ada@db.test/faces")[0].username == "ada"


def test_encryption_is_what_the_words_of_libpq_say():
    assert encryption("") is None
    assert encryption("?sslmode=disable") is False
    assert encryption("?sslmode=require") is True
    for mode, checks_name in (("verify-ca", False), ("verify-full", True)):
        context = encryption(f"?sslmode={mode}")
        assert context.verify_mode == ssl.CERT_REQUIRED
        assert context.check_hostname is checks_name


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("nonsense", "no address"),
        ("mysql://a@b/c", "not supported"),
        ("postgresql://a@b/c?sslmode=perhaps", "verify-full"),
        ("postgresql://a@b/c?sslmode=verify-full&sslrootcert=/none.pem", "none.pem"),
        ("postgresql://a@b/c?fallback=1", "fallback"),
    ],
)
def test_what_is_no_address_is_refused_in_words(url, word):
    with pytest.raises(MienError, match=word):
        read_address(url)
