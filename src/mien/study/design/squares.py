"""Latin squares that balance the place of each thing and its neighbours."""


def williams(count: int) -> tuple[tuple[int, ...], ...]:
    """Orders of 0..count-1 in which every number stands in every place equally often.

    Every number also stands directly before every other one equally often (E. J. Williams,
    "Experimental designs balanced for the estimation of residual effects of treatments", 1949).

    Returns:
        `count` orders where it is even, else twice as many: a square and its mirror image.
    """
    assert count > 0
    first = [0]
    for step in range(1, count):
        first.append((first[-1] + (step if step % 2 else -step)) % count)
    square = [tuple((number + row) % count for number in first) for row in range(count)]
    if count % 2 and count > 1:
        square += [order[::-1] for order in square]
    return tuple(square)
