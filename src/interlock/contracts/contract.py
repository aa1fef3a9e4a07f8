"""One function's contract: what it is judged by, and the verdicts that it remembers."""

import inspect
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

import jaxtyping

from interlock.contracts.complaint import complaint
from interlock.contracts.hints import resolved
from interlock.contracts.subjects import Breach
from interlock.contracts.ties import Source, Tie, sources_of
from interlock.contracts.verdict import Call, accepts, judge

# How many signatures a function remembers, and results for each. One that meets more starts
# over: it is slower for a moment, and never larger.
SIGNATURES = 1024
RESULTS = 16
_Arguments = tuple[tuple[Any, ...], dict[str, Any]]
_T = TypeVar("_T")


class Passed(set[Any]):
    """The results that were right for one signature, and the ties they were judged under."""

    def __init__(self, ties: list[Tie]) -> None:
        super().__init__()
        self.ties = ties


class Contract:
    """What `@shaped` holds a function to, in the class that defines it if there is one."""

    def __init__(self, function: Callable[..., Any], owner: type | None) -> None:
        self.function = function
        self.owner = owner
        self.signature: inspect.Signature = resolved(function, owner)
        self.sources: list[Source] = sources_of(function, owner, self.signature)
        bare = self.signature.replace(return_annotation=inspect.Signature.empty)
        self._judge_arguments = judge(bare)
        self._judge_all = judge(self.signature)
        self.optional: list[str] = _optional(self.signature)
        self.known: dict[Any, Passed] = {}
        # Set by `compile_into`, for a function whose verdicts can be remembered.
        self.key: Callable[..., Any] | None = None
        self.result_key: Callable[..., Any] | None = None

    def admit(self, /, *args: Any, **kwargs: Any) -> Passed:
        """Judges the arguments in full.

        Raises:
            ShapeError: the verdict is no.
        """
        ties = self._ties(args, kwargs)
        given = self._given(args, kwargs)
        if not accepts(self._judge_arguments, Call(ties), *given):
            self._refuse(Breach(ties, self._named(args, kwargs)))
        passed = Passed(ties)
        key = self._try(self.key, args, kwargs)
        if key is not None and _may_remember([*args, *kwargs.values()]):
            if len(self.known) >= SIGNATURES:
                self.known.clear()
            self.known[key] = passed
        return passed

    def conclude(self, passed: Passed, result: _T, /, *args: Any, **kwargs: Any) -> _T:
        """Judges a result in full, together with the arguments that led to it.

        Raises:
            ShapeError: the verdict is no.
        """
        call = Call(passed.ties, lambda: result)
        if not accepts(self._judge_all, call, *self._given(args, kwargs)):
            self._refuse(Breach(passed.ties, self._named(args, kwargs), [result]))
        # The body may have changed an argument: then the verdict is another signature's.
        same = self.known.get(self._try(self.key, args, kwargs)) is passed
        key = self._try(self.result_key, (result, *args), kwargs)
        if same and key is not None and _may_remember([result]):
            if len(passed) >= RESULTS:
                passed.clear()
            passed.add(key)
        return result

    def inside(self, /, *args: Any, **kwargs: Any) -> Any:
        """Runs the function where its own `isinstance` checks see the axes, and judges it all.

        Raises:
            ShapeError: the verdict is no.
        """
        ties = self._ties(args, kwargs)
        given = self._given(args, kwargs)
        if not accepts(self._judge_arguments, Call(ties), *given):
            self._refuse(Breach(ties, self._named(args, kwargs)))
        results: list[Any] = []

        def run() -> Any:
            results.append(self.function(*args, **kwargs))
            return results[0]

        try:
            return self._judge_all(Call(ties, run), *given[0], **given[1])
        except jaxtyping.TypeCheckError:
            if results:
                self._refuse(Breach(ties, self._named(args, kwargs), results))
            raise  # by something that the function called

    async def inside_later(self, /, *args: Any, **kwargs: Any) -> Any:
        """The same for a coroutine, whose body may not hold on to the thread's context."""
        passed = self.admit(*args, **kwargs)
        return self.conclude(passed, await self.function(*args, **kwargs), *args, **kwargs)

    def _ties(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Tie]:
        arguments = self._named(args, kwargs)
        found = [source.tie(arguments) for source in self.sources]
        return [tie for tie in found if tie is not None]

    def _named(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        bound = self.signature.bind(*args, **kwargs)
        bound.apply_defaults()
        return bound.arguments

    def _given(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> _Arguments:
        """The arguments to judge: those that are the default itself count as left out."""
        bound = self.signature.bind(*args, **kwargs)
        for name in self.optional:
            if bound.arguments.get(name) is self.signature.parameters[name].default:
                bound.arguments.pop(name, None)
        return bound.args, bound.kwargs

    def _try(self, key: Callable[..., Any] | None, args: Any, kwargs: Any) -> Any:
        try:
            found = key and key(*args, **kwargs)
            hash(found)
        except Exception:
            return None  # a value without shape or hash: its verdict is not remembered
        return found

    def _refuse(self, breach: Breach) -> NoReturn:
        raise complaint(self.function, self.owner, self.signature, breach) from None


def _optional(signature: inspect.Signature) -> list[str]:
    """The parameters that a call may leave out and still name those behind them."""
    parameters = signature.parameters.values()
    kinds: set[Any] = {inspect.Parameter.KEYWORD_ONLY}
    if all(parameter.kind is not inspect.Parameter.VAR_POSITIONAL for parameter in parameters):
        kinds.add(inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return [
        parameter.name
        for parameter in parameters
        if parameter.kind in kinds and parameter.default is not inspect.Parameter.empty
    ]


def _may_remember(values: list[Any]) -> bool:
    # A proxy claims another class than its type's, and the next of that type may claim a third.
    honest = all(type(value) is value.__class__ for value in values)
    return honest and not jaxtyping.config.jaxtyping_disable
