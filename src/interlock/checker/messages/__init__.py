"""Every text of the static checker, in mypy's voice: names quoted, no full stop."""

from .arrays import *
from .axes import *
from .declared import *
from .indices import *
from .patterns import *
