from dataclasses import replace

from mien.evaluation import Entrant
from mien.evaluation.cost import cost


def test_an_animator_may_know_how_much_it_has_learnt(drawing):
    animator = drawing()
    assert cost("m", Entrant.of(animator), None).parameters is None
    animator.parameters = 7
    assert cost("m", Entrant.of(animator), 1.5).parameters == 7
    told = replace(Entrant.of(animator), parameters=9, minutes=3.0)
    found = cost("m", told, None)
    assert (found.parameters, found.minutes, found.milliseconds) == (9, 3.0, None)
