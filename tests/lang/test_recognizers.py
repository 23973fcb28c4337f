"""What the reader reaches on the public cases of Recognizers-Text: it can only rise.

The floors are the right resolutions of core cases per file and language (`recognizers_floors.json`).
"""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent
SUITE = HERE.parents[2] / "shared" / "specs" / "recognizers_suite.py"
FLOORS = json.loads((HERE / "recognizers_floors.json").read_text(encoding="utf-8"))


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def suite() -> ModuleType:
    if not SUITE.exists():
        pytest.skip(f"the cases of Recognizers-Text are not here ({SUITE})")
    return load(SUITE)


@pytest.fixture(scope="module")
def adapter() -> ModuleType:
    return load(HERE / "recognizers_adapter.py")


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_reaches_the_floor_of_each_file(suite: ModuleType, adapter: ModuleType, name: str) -> None:
    file, _, lang = name.rpartition("/")
    cases = [case for case in suite.load_cases(str(SUITE.parent), langs=(lang,)) if case["file"] == file]
    right = sum(
        suite.score_case(case, adapter.extract(case["text"], lang, case["reference"], case["kind"]))[1]
        for case in cases
        if case["core"]
    )
    assert right >= FLOORS[name]
