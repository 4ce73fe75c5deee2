"""The package as met from Python: what there is, one document or several, models of one's own, what is imported."""

from __future__ import annotations

import doctest
import importlib
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import gouji
import pdffiles
from command import gouji as run
from gouji import learned
from gouji.errors import GoujiError
from gouji.reconcile.findings import triage

GOOD = "一、2023年度支出100.00万元，比上年增加20.00万元，增长25.00%。\n"
WRONG = "一、2023年度支出100.00万元，比上年增加20.00万元，增长52.00%。\n"
COVER = "{}\n{}年度部门决算\n\n目录\n一、概况……1\n\n一、概况\n{}年度支出100.00万元。\n"
# What a document of text does not need; each takes long to import.
HEAVY = {"numpy", "pandas", "scipy", "sklearn", "spacy", "thinc", "jieba", "lxml", "openpyxl", "jinja2", "xlsxwriter"}


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_dir_shows_what_there_is() -> None:
    assert set(gouji.__all__) <= set(dir(gouji)) and "__version__" in dir(gouji)
    for name in gouji.__all__:
        assert getattr(gouji, name).__doc__
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        _ = gouji.chekc  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", gouji.__all__)
def test_what_users_touch_tells_its_parameters(name: str) -> None:
    told = getattr(gouji, name)
    parts = re.findall(r"^ *([A-Z]\w+)\n *-+$", inspect.getdoc(told) or "", re.M)
    if inspect.isfunction(told):
        listed = inspect.getdoc(told) or ""
        assert "Examples" in parts and ({"Returns", "Yields"} & set(parts))
        assert all(re.search(rf"^{n}\b|^\w+, {n}\b", listed, re.M) for n in inspect.signature(told).parameters)


@pytest.mark.parametrize(
    "module",
    ["gouji.api", "gouji.errors", "gouji.corpus.many", "gouji.records.results", "gouji.records.frames"],
)
def test_examples_in_docstrings_run(module: str, with_demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(with_demo)
    done = doctest.testmod(importlib.import_module(module))
    assert done.attempted and not done.failed


@pytest.mark.parametrize("function", [gouji.read, gouji.check, gouji.extract])
@pytest.mark.parametrize("several", [["a.txt", "b.txt"], ("a.txt",), {"a.txt"}], ids=["list", "tuple", "set"])
def test_several_files_are_not_one_document(function: object, several: object) -> None:
    with pytest.raises(GoujiError, match=r"E032: .*check_many.*bundle"):
        function(several)  # type: ignore[operator]


def test_a_folder_is_not_one_document(tmp_path: Path) -> None:
    with pytest.raises(GoujiError, match=r"E032: the folder .*check_many"):
        gouji.check(tmp_path)


@pytest.mark.parametrize("nonsense", [None, 3, b"a.txt"])
def test_what_is_no_path_is_a_type_error(nonsense: object) -> None:
    with pytest.raises(TypeError, match="a path or a Document is expected"):
        gouji.check(nonsense)  # type: ignore[arg-type]


def test_a_document_has_the_name_that_it_is_given(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", GOOD)
    assert gouji.read(path, "报告").name == "报告" and gouji.read(path).name == str(path)


def test_a_bundle_names_the_member_of_each_place(tmp_path: Path) -> None:
    prose, more = write(tmp_path / "a.txt", GOOD), write(tmp_path / "b.txt", WRONG)
    result = gouji.check(gouji.bundle([prose, more]))
    (finding,) = (f for f in result.findings if f.severity.value == "material")
    assert result.document.place(finding).file == "b.txt"


def test_a_bundle_of_nothing_is_refused() -> None:
    with pytest.raises(GoujiError, match="E034"):
        gouji.bundle([])


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        (("青岭市林业局", 2023), ("白石市水利局", 2023), False),
        (("青岭市林业局", 2023), ("青岭市林业局", 2024), False),
        (("青岭市林业局", 2023), ("青岭市林业局", 2023), True),
        (("青岭市林业局", 2023), ("青岭市林业局(本级)", 2023), True),
        (("青岭市林业局", 2023), None, True),
        (None, None, True),
    ],
    ids=["departments", "years", "the same", "its own office", "no cover", "none has one"],
)
def test_covers_tell_whether_files_are_one_document(
    first: tuple[str, int] | None, second: tuple[str, int] | None, one: bool, tmp_path: Path
) -> None:
    texts = [COVER.format(*told, told[1]) if told else GOOD for told in (first, second)]
    paths = [write(tmp_path / name, text) for name, text in zip(("a.txt", "b.txt"), texts, strict=True)]
    if one:
        assert gouji.bundle(paths).text.startswith(texts[0])
    else:
        with pytest.raises(GoujiError, match=r"E033: .*a\.txt says 青岭市林业局 2023, that of .*b\.txt says "):
            gouji.bundle(paths)


def test_a_report_on_performance_may_be_of_another_year(tmp_path: Path) -> None:
    budget = write(tmp_path / "a.txt", "青岭市林业局\n2024年部门预算\n\n一、概况\n2024年支出100.00万元。\n")
    report = write(tmp_path / "b.txt", "青岭市林业局2023年度部门预算项目绩效自评报告\n\n一、概况\n支出90.00万元。\n")
    assert len(gouji.bundle([budget, report]).blocks) > 4


def test_the_bundle_option_refuses_them_too(tmp_path: Path) -> None:
    for name, department in (("a.txt", "青岭市林业局"), ("b.txt", "白石市水利局")):
        write(tmp_path / name, COVER.format(department, 2023, 2023))
    together, apart = (run("check", *flag, "a.txt", "b.txt", cwd=tmp_path) for flag in (["--bundle"], []))
    assert together.returncode == 2 and together.stderr.startswith("E033: ")
    assert apart.returncode == 0 and apart.stdout.count("台账") == 2


def test_findings_and_cells_know_their_page_and_box(tmp_path: Path) -> None:
    lines = ["一、2023年度支出100.00万元，比上年增加20.00万元，", "增长52.00%。"]
    result = gouji.check(pdffiles.write(tmp_path / "a.pdf", pdffiles.lines(lines)))
    (finding,) = result.findings
    place = result.document.place(finding)
    assert place.page == 1 and place.bbox and place.bbox[0] < place.bbox[2]
    record = next(r for r in result.to_records() if r["type"] == "finding")
    assert (record["page"], record["bbox"]) == (place.page, list(place.bbox))
    assert result.document.place(finding.evidence[0]).page == 1
    assert result.document.place(finding.span) == place


def own_models(root: Path) -> Path:
    """A folder with a triage that believes nothing."""
    home = learned.home("triage", root)
    home.mkdir(parents=True)
    weights = '{"bias": -9, "weights": {}, "floor": 0.01, "ceiling": 0.99}'
    (home / triage.WEIGHTS).write_text(weights, encoding="utf-8")
    learned.seal(home)
    return root


def test_models_of_a_folder_are_used(tmp_path: Path) -> None:
    path, models = write(tmp_path / "a.txt", WRONG), own_models(tmp_path / "mine")
    (finding,) = gouji.check(path, models=models).findings
    assert finding.confidence == 0.01 < gouji.check(path).findings[0].confidence
    told = run("check", "a.txt", "--models", "mine", "--min-confidence", "0.5", cwd=tmp_path)
    assert told.returncode == 0 and "置信度低于所设下限" in told.stdout


def test_a_changed_model_of_a_folder_is_refused(tmp_path: Path) -> None:
    path, models = write(tmp_path / "a.txt", WRONG), own_models(tmp_path / "mine")
    (models / "triage" / triage.WEIGHTS).write_text("{}", encoding="utf-8")
    learned._verified.cache_clear()
    with pytest.raises(GoujiError, match="E019"):
        gouji.check(path, models=models)


def test_a_folder_without_models_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", GOOD)
    for function in (gouji.check, gouji.extract):
        with pytest.raises(GoujiError, match="E036"):
            function(path, models=tmp_path)  # type: ignore[operator]


@pytest.mark.parametrize(
    "arguments", [["--models", "a.txt"], ["a.txt", "--models", "none/such"], ["--no-models", "a.txt"]]
)
def test_the_former_spelling_of_models_names_the_new_one(arguments: list[str], tmp_path: Path) -> None:
    write(tmp_path / "a.txt", GOOD)
    told = run("check", *arguments, cwd=tmp_path)
    assert told.returncode == 2 and "--models" in told.stderr and not told.stdout


@pytest.mark.parametrize("word", ["none", "shipped"])
def test_words_for_models(word: str, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", GOOD)
    assert run("extract", "a.txt", "--models", word, cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("what", ["spans", "links", "triage"])
def test_training_asks_where_to_and_writes_into_no_package(what: str, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", GOOD)
    untold = run("train", what, "--corpus", "a.txt", cwd=tmp_path)
    assert untold.returncode == 2 and "--out" in untold.stderr
    package = Path(gouji.__file__).parent
    before = _files(package)
    inside = run("train", what, "--corpus", "a.txt", "--out", str(package / "models"), cwd=tmp_path)
    assert inside.returncode == 2 and inside.stderr.startswith("E035: ")
    assert _files(package) == before


def _files(package: Path) -> list[Path]:
    """What stands in the package; Python itself writes bytecode there."""
    return sorted(path for path in package.rglob("*") if "__pycache__" not in path.parts)


def test_a_link_into_the_package_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(Path(gouji.__file__).parent, target_is_directory=True)
    with pytest.raises(GoujiError, match="E035"):
        learned.home("spans", tmp_path / "link" / "models")
    assert learned.home("spans", tmp_path) == tmp_path / "spans"


def test_checking_a_text_imports_nothing_heavy(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", WRONG)
    code = (
        "import sys\nfrom gouji.commands import run\nfrom pathlib import Path\n"
        "assert run.check([Path(sys.argv[1])], []) == 1\nprint(*{m.partition('.')[0] for m in sys.modules})"
    )
    told = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, encoding="utf-8", check=True)
    assert not HEAVY & set(told.stdout.splitlines()[-1].split())
