"""A plain int is an unknown size: it links to an unknown; the run checks what the types cannot."""

from interlock import Layer, LinkError


def reaches(first: int, second: int) -> bool:
    """Whether a layer of `first` outputs can feed one of `second` inputs."""
    try:
        Layer(2, first) >> Layer(second, 2)
    except LinkError:
        return False
    return True


assert reaches(3, 3)
assert not reaches(3, 4)
