"""What comes with gouji is known and locked; what it reads can run nothing; a build is the same twice."""

from __future__ import annotations

import ast
import json
import os
import re
import runpy
import subprocess
import sys
import zipfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import SimpleNamespace

import pytest

import gouji

ROOT = Path(__file__).parents[1]
EXTRACT = ROOT / "extract"
PINNED = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text().splitlines() if "==" in line)
EXECUTES = {"eval", "exec", "compile", "__import__"}
STORED_CODE = {"pickle", "cPickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}
FETCHES = {"urllib.request", "requests", "httpx", "http.client", "aiohttp", "ftplib", "smtplib", "telnetlib"}


def imported(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def faults(code: str) -> set[str]:
    """What in the code would run what is read, or fetch what was not given."""
    tree = ast.parse(code)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    run = {c.func.id for c in calls if isinstance(c.func, ast.Name)} & EXECUTES
    shells = {"shell" for c in calls for k in c.keywords if k.arg in ("shell", "allow_pickle")}
    attributes = (n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name))
    shells |= {told for n in attributes if (told := ast.unparse(n)) in ("os.system", "os.popen")}
    names = imported(tree)
    return run | shells | {n for n in names if n in FETCHES or n.split(".")[0] in STORED_CODE}


def test_nothing_that_is_read_is_run_and_nothing_is_fetched() -> None:
    found = {str(p.relative_to(EXTRACT)): faults(p.read_text(encoding="utf-8")) for p in EXTRACT.rglob("*.py")}
    assert len(found) > 400 and not {name: told for name, told in found.items() if told}


@pytest.mark.parametrize(
    "code",
    [
        "import pickle",
        "from joblib import load",
        "eval('1')",
        "def f(x):\n    exec(x)",
        "import subprocess\nsubprocess.run('ls', shell=True)",
        "import os\nos.system('ls')",
        "from urllib import request",
        "import urllib.request as r",
        "import numpy\nnumpy.load('x', allow_pickle=True)",
    ],
)
def test_such_code_is_seen(code: str) -> None:
    assert faults(code)


def test_models_and_patterns_are_text_or_arrays() -> None:
    files = [p for folder in ("models", "patterns") for p in (ROOT / folder).rglob("*") if p.is_file()]
    assert files and not [p for p in files if p.suffix in (".pkl", ".pickle", ".joblib", ".npy", ".pt", ".so", ".py")]


def test_versions_are_locked_by_name_and_number() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"[a-z0-9.-]+==[0-9a-z.!+-]+|#.*", line) for line in lines)
    assert len(PINNED) > 150 and {"numpy", "highspy", "pypdfium2", "spacy", "pytest"} <= PINNED.keys()


def test_the_bill_of_materials_is_of_the_locked_versions() -> None:
    told = json.loads((ROOT / "release/sbom.cdx.json").read_text(encoding="utf-8"))
    assert {c["name"]: c["version"] for c in told["components"]} == PINNED
    assert told["metadata"]["component"]["version"] == gouji.__version__
    known = {c["bom-ref"] for c in told["components"]}
    assert all(set(d["dependsOn"]) <= known for d in told["dependencies"])
    rows = re.findall(r"^\| (\S+) \| (\S+) \| \S", (ROOT / "docs/licences.md").read_text(encoding="utf-8"), re.M)
    assert set(PINNED.items()) <= set(rows)


def locked() -> bool:
    """Whether what is installed here is what is locked."""
    try:
        return all(version(name) == number for name, number in PINNED.items())
    except PackageNotFoundError:
        return False


@pytest.mark.skipif(not locked(), reason="other versions are installed than constraints.txt has")
def test_the_inventory_is_fresh() -> None:
    made = SimpleNamespace(**runpy.run_path(str(ROOT / "release/inventory.py"))).files()
    stale = [name for name, text in made.items() if (ROOT / name).read_text(encoding="utf-8") != text]
    assert not stale, "run `python release/inventory.py`"


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The wheel, built twice, in folders of their own."""
    made = []
    for name in ("one", "other"):
        folder = tmp_path_factory.mktemp(name)
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
        told = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
        subprocess.run(command, cwd=ROOT, env=told, check=True, capture_output=True, timeout=300)
        made += folder.glob("*.whl")
    return made


def test_a_build_is_the_same_twice(wheels: list[Path]) -> None:
    one, other = wheels
    assert one.name == other.name == f"gouji-{gouji.__version__}-py3-none-any.whl"
    assert one.read_bytes() == other.read_bytes()


def test_the_wheel_holds_all_that_the_checkout_has(wheels: list[Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(wheels[0]) as wheel:
        packed = set(wheel.namelist())
        wheel.extractall(tmp_path)
    homes = {"": EXTRACT / "gouji", "patterns/": ROOT / "patterns", "models/": ROOT / "models"}
    wanted = {
        f"gouji/{below}{p.relative_to(home).as_posix()}"
        for below, home in homes.items()
        for p in home.rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }
    assert wanted <= packed and not [name for name in packed - wanted if ".dist-info/" not in name]


def test_the_wheel_runs_the_demo_away_from_the_checkout(wheels: list[Path], tmp_path: Path) -> None:
    """Its patterns, models, templates and schema are those inside it: the core alone is there beside it."""
    with zipfile.ZipFile(wheels[0]) as wheel:
        wheel.extractall(tmp_path / "site")
    script = Path(__file__).with_name("core_gouji.py")
    told = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    run = subprocess.run(
        [sys.executable, script, "demo"], cwd=tmp_path, env=told, capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0 and "(6 of 6 planted slips found)" in run.stdout, run.stderr
    assert (tmp_path / "gouji-demo/report.html").stat().st_size > 50_000
