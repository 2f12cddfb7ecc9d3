"""Find the folder that holds the server file, the screens and the workshop's words."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def home(package: Path = PACKAGE) -> Path:
    """Return the folder with ``workshop_app.py``, ``pages``, ``curriculum`` and ``handouts``.

    In a checkout that is its root; installed, the copy packed beside the engine.

    Parameters
    ----------
    package : Path
        Folder of the ``efficacy`` package; only tests pass another one.

    Returns
    -------
    Path
        Absolute. Existence is not checked: a broken installation shows at the first file read.
    """
    checkout = package.parent
    # Both signs are asked for: beside an installed package a stranger's folder "pages" may lie.
    if (checkout / "workshop_app.py").is_file() and (checkout / "pages").is_dir():
        return checkout
    return package / "_home"
