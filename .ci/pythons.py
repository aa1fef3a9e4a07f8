"""Print the lowest and the highest Python here, of those that the package supports.

    python3 .ci/pythons.py lowest|highest

Looks on the path and among pyenv's. Any Python 3 can run it.
"""

import glob
import os
import shutil
import subprocess
import sys

LOWEST, HIGHEST = (3, 11), (3, 14)
PROBE = "import sys, venv, ensurepip; print(*sys.version_info[:3])"


def candidates():
    """Every interpreter that may be there."""
    names = ["python3.%d" % minor for minor in range(LOWEST[1], HIGHEST[1] + 1)]
    found = [shutil.which(name) for name in [*names, "python3", "python"]]
    pyenv = os.environ.get("PYENV_ROOT", os.path.expanduser("~/.pyenv"))
    others = glob.glob(os.path.join(pyenv, "versions", "3.*", "bin", "python"))
    return [*filter(None, found), *others]


def version(python):
    """Its version, or None if it does not run or cannot make an environment."""
    answer = subprocess.run([python, "-c", PROBE], capture_output=True, text=True, check=False)
    return tuple(map(int, answer.stdout.split())) if answer.returncode == 0 else None


def supported():
    """Version and path of each, from the lowest version on; the path's own before others."""
    known = {}
    for python in candidates():
        number = version(python)
        if number and LOWEST <= number[:2] <= HIGHEST:
            known.setdefault(number, python)
    return sorted(known.items())


if __name__ == "__main__":
    pythons = supported()
    if not pythons:
        sys.exit("interlock needs Python %d.%d or newer, with venv; found none." % LOWEST)
    print(pythons[0 if sys.argv[1:] == ["lowest"] else -1][1])
