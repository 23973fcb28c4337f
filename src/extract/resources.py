"""Where the schemas and the names files are: in the checkout, or in the copy that the wheel carries."""

from __future__ import annotations

from pathlib import Path

from extract.errors import ShuttenError

_PACKAGE = Path(__file__).resolve().parent

NAME_FINDERS = "shutten.name_finders"
"""Entry points: names of spaCy factories that packages add to our own finders of names."""


def schemas_folder() -> Path:
    """Return the folder that holds one Table Schema a dataset.

    Raises:
        ShuttenError: if neither the checkout nor the installed package has it.
    """
    return _folder(Path("schemas"), "schemas")


def names_folder() -> Path:
    """Return the folder of the names files (organizations, models, products, people, places).

    Raises:
        ShuttenError: if neither the checkout nor the installed package has it.
    """
    return _folder(Path("sources", "names"), "names")


def _folder(in_checkout: Path, in_wheel: str, package: Path = _PACKAGE) -> Path:
    checkout = package.parents[1]
    bundled = package / "_data" / in_wheel
    if (checkout / "pyproject.toml").is_file() and (checkout / in_checkout).is_dir():
        return checkout / in_checkout
    if bundled.is_dir():
        return bundled
    raise ShuttenError(
        str(bundled),
        "is missing from the installed package.",
        "Install shutten again, or run it from its checkout.",
    )
