"""What the reader reaches on the public cases of Recognizers-Text: it can only rise.

The floors are the right resolutions of core cases per file and language (`recognizers_floors.json`).
"""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
import yaml

HERE = Path(__file__).parent
SUITE = HERE.parents[2] / "shared" / "specs" / "recognizers_suite.py"
OUT_OF_SCOPE = yaml.safe_load((HERE / "recognizers_out_of_scope.yaml").read_text(encoding="utf-8"))
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


def right(suite: ModuleType, adapter: ModuleType, case: dict) -> bool:
    items = adapter.extract(case["text"], case["lang"], case["reference"], case["kind"])
    return suite.score_case(case, items)[1]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_reaches_the_floor_of_each_file(suite: ModuleType, adapter: ModuleType, name: str) -> None:
    file, _, lang = name.rpartition("/")
    cases = suite.load_cases(str(SUITE.parent), files=(file,), langs=(lang,))
    assert sum(right(suite, adapter, case) for case in cases if case["core"]) >= FLOORS[name]


def test_what_is_out_of_scope_is_a_case_that_we_read_otherwise(suite: ModuleType, adapter: ModuleType) -> None:
    cases = {f"{case['file']}/{case['lang']}/{case['no']}": case for case in suite.load_cases(str(SUITE.parent))}
    listed = OUT_OF_SCOPE["numbers"] | OUT_OF_SCOPE["dates"]
    assert [name for name in listed if right(suite, adapter, cases[name])] == []
