import os
import subprocess
import sys
from pathlib import Path

from interlock import Layer
from interlock.plots import plot_weights
from interlock.plots.figures import Picture

HEADLESS = """
import sys
from pathlib import Path
from interlock import Layer
from interlock.plots import plot_weights
plot_weights(Layer(4, 2)).savefig("weights.svg")
print("matplotlib.pyplot" in sys.modules)
"""


def test_a_plot_shows_itself_in_a_notebook() -> None:
    figure = plot_weights(Layer(4, 2))
    assert isinstance(figure, Picture)
    assert figure._repr_png_().startswith(b"\x89PNG")


def test_a_plot_needs_no_display_and_leaves_nothing_in_pyplot(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "MPLBACKEND")}
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", HEADLESS],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == "False\n"
    assert "<svg" in (tmp_path / "weights.svg").read_text()
