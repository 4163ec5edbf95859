import torch

from mien.methods.weighing import weighed


def test_terms_are_weighed_once_and_those_without_a_weight_only_logged():
    terms = {"a": torch.tensor(2.0), "b": torch.tensor(3.0), "c": torch.tensor(5.0)}
    assert weighed(terms, {"a": 10.0, "b": 1.0, "c": 0.0, "d": 7.0}).item() == 23
