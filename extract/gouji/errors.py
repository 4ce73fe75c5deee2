"""Every error the package raises on purpose: a stable code and one clear sentence, in English and Chinese.

Also what an error that nobody foresaw is turned into, so that one document costs no other its result.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

from gouji.filenames import shown

MESSAGES = MappingProxyType(
    {
        "E001": ("no such file or folder: {path}", "没有这个文件或文件夹"),
        "E002": ("the file is empty: {path}", "文件是空的"),
        "E003": ("not a text document (binary content): {path}", "不是文字文件"),
        "E004": ("cannot tell the character encoding: {path}", "无法判断文字编码"),
        "E005": ("the folder holds no document that gouji reads ({suffixes}): {path}", "文件夹内没有可读的文件"),
        "E007": ("unknown output format {suffix!r}: {path}; gouji writes {suffixes}", "不支持的输出格式"),
        "E008": ("cannot write {path}: {reason}", "无法写出"),
        "E009": ("cannot read {path}: {reason}", "无法读取"),
        "E010": ("the document is encrypted: {path}", "文件已加密"),
        "E011": ("invalid rule file {path}: {reason}", "规则文件有误"),
        "E012": ("invalid gold folder {path}: {reason}", "标注文件夹有误"),
        "E013": ("the output is a folder: {path}", "输出位置是文件夹"),
        "E014": ("the file goes beyond the limit of {limit} {what} (it has {value}): {path}", "文件超出读取上限"),
        "E015": (
            "reading .doc files needs LibreOffice (soffice), which is not installed: {path}",
            "读取 .doc 需要安装 LibreOffice",
        ),
        "E016": ("drawing the tables needs Pillow: pip install 'gouji[debug]'", "绘出表格需要 Pillow"),
        "E017": ("no finding {id} in {path}; there are: {ids}", "没有这一编号的发现"),
        "E018": ("no such model: {path}", "没有这个模型"),
        "E019": (
            "the model file is missing or is not the one that was released with the model: {path}",
            "模型文件缺失或与发布的不一致",
        ),
        "E020": ("no such slip: {name}; there are: {names}", "没有这种差错"),
        "E021": (
            "making PDF files needs LibreOffice (soffice), which is not installed",
            "生成 PDF 需要安装 LibreOffice",
        ),
        "E022": ("LibreOffice could not convert {path}: {reason}", "LibreOffice 转换失败"),
        "E023": ("{path}, line {line}: {reason}", "此行有误"),
        "E024": (
            "too few documents to train on: each of {folds} folds needs one at least",
            "训练文件太少，每一折至少要有一份",
        ),
        "E025": (
            "gouji itself failed on {path}: {error} at {place}; the other documents go on",
            "程序在此文件上出错，其余文件照常核对",
        ),
        "E026": ("the output {path} is one of the documents that are read: {source}", "输出会覆盖所读的文件"),
        "E027": (
            "{path} is not a file or folder of an earlier report, so it is not written over",
            "同名文件或文件夹不是先前的报告，不予覆盖",
        ),
        "E028": ("the same output is asked for twice: {path}", "同一输出写了两次"),
        "E029": ("gouji itself failed: {error} at {place}", "程序出错"),
        "E030": (
            "rule {rule} took longer than {seconds} s on a text that begins with {text!r}",
            "规则耗时过长，该处未核对",
        ),
        "E031": (
            "{path}, line {line}: records of {schema}, and this version reads {known}: check the document again",
            "记录的格式版本不同，请重新核对原文件",
        ),
        "E032": (
            "{given} is not one document: gouji.check_many takes several documents, gouji.bundle several files that "
            "are one document (prose and its tables)",
            "这不是一份文件：逐份核对用 check_many，合为一份用 bundle",
        ),
        "E033": (
            "the files are not one document: the cover of {path} says {told}, that of {other} says {told_there}",
            "封面上的部门或年度不同，不是同一份文件",
        ),
        "E034": ("a bundle needs one file at least", "至少要有一个文件"),
        "E035": (
            "models are not written into the installed package: {path}; name another folder with --out",
            "模型不写入已安装的程序，请用 --out 指定其他文件夹",
        ),
        "E036": (
            "the folder holds no models as gouji train writes them (spans, links or triage, each with its manifest): "
            "{path}",
            "文件夹内没有模型",
        ),
        "E037": (
            "the process that worked on {path} ended (out of memory, or a fault in a library); the other documents go "
            "on",
            "处理此文件的进程意外终止，其余文件照常核对",
        ),
        "E038": (
            "not a checklist that gouji wrote (no sheet of findings with their keys): {path}",
            "不是本程序写出的检查表",
        ),
        "E039": (
            "{path}, row {row}: {told!r} is no verdict; choose one of {choices}",
            "核实结论不在可选范围内",
        ),
        "E040": (
            "an annotated PDF is made of one PDF file, which must be as it was when it was read: {path}; other inputs "
            "have .docx or .html",
            "批注 PDF 只能由一份未改动的 PDF 原件生成",
        ),
        "E041": (
            "{path} took longer than the limit of {seconds} s; the other documents go on",
            "此文件超出时间上限，其余文件照常核对",
        ),
        "E042": (
            "{path} needs more memory than the limit of {megabytes} MB; the other documents go on",
            "此文件超出内存上限，其余文件照常核对",
        ),
        "E043": ("{path} holds a dataset: go on with it by --resume, or name another", "已有数据集，续跑请加 --resume"),
        "E044": ("{path} is not a dataset of gouji", "不是 gouji 的数据集"),
        "E045": ("the dataset {path} cannot be used: {reason}", "数据集的版本或自有列不符"),
        "E046": ("another run is writing to {path}", "另一次运行正在写入此数据集"),
        "E047": ("{what} needs a package that is not installed: {needs}", "缺少所需的程序包"),
        "E048": (
            "the list {path} has no column of paths ({names}); its columns are {columns}",
            "清单中没有路径列",
        ),
        "E049": ("{path} changed while it was read; run again with --resume", "文件在读取期间有改动，请续跑"),
        "E050": ("the query failed: {reason}", "查询有误"),
        "E051": ("cannot reach the scheduler {path}: {reason}", "无法连接调度器"),
        "E052": ("cannot open the database of annotations {path}: {reason}", "无法打开标注数据库"),
        "E053": (
            "the desk needs more libraries ({missing}): pip install 'gouji[desk]'",
            "标注台需要更多的库",
        ),
        "E054": (
            "the desk answers on other addresses than 127.0.0.1 only with --password-file: {host}",
            "对外地址必须设置密码",
        ),
        "E055": ("unknown format of annotations {format!r}; there are: {formats}", "没有这种标注格式"),
        "E056": (
            "the new model {model} is worse on held-out corrections ({before} before, {after} after), so the old one "
            "stays; --accept-worse takes it all the same",
            "新模型变差，保留原模型",
        ),
        "E057": ("too few corrections to learn {model} from: {reason}", "可供训练的改正太少"),
        "E058": ("{path}, {where}: {reason}", "此条标注有误"),
        "E059": (
            "{path} took more than the limit of {seconds} s of processor time; the other documents go on",
            "此文件超出处理器时间上限，其余文件照常核对",
        ),
    }
)

_PACKAGE = Path(__file__).parent
_LONGEST = 200  # characters of an error's own words


class GoujiError(Exception):
    """A failure that gouji tells on purpose; `str()` gives `E001: …（…）`.

    Parameters
    ----------
    code : str
        One of `MESSAGES`.
    **arguments : object
        What the sentence names, by the names of its places.

    Attributes
    ----------
    code : str
        The stable code, for programs (docs/errors.md lists all).
    message : str
        The sentence in English, with what it is about.
    message_zh : str
        The same in Chinese, in short.

    Examples
    --------
    >>> import gouji
    >>> try:
    ...     gouji.read("no-such-file.pdf")
    ... except gouji.GoujiError as error:
    ...     print(error.code)
    E001
    """

    def __init__(self, code: str, **arguments: object) -> None:
        self.code = code
        english, self.message_zh = MESSAGES[code]
        told = {name: value if isinstance(value, int | float) else shown(value) for name, value in arguments.items()}
        self.message = english.format(**told)
        super().__init__(f"{code}: {self.message}（{self.message_zh}）")
        self._arguments = told
        self.place = str(told.get("place", ""))  # of a fault of gouji's own: module and line

    def __reduce__(self) -> tuple[Callable[..., GoujiError], tuple[object, ...]]:
        return _made_again, (self.code, self._arguments)


def _made_again(code: str, arguments: dict[str, object]) -> GoujiError:
    """An error that came from another process."""
    return GoujiError(code, **arguments)


def unforeseen(error: BaseException, path: object = "") -> GoujiError:
    """The GoujiError for an exception that nobody foresaw, with the place in the code that raised it.

    Parameters
    ----------
    error
        The exception, as caught.
    path
        The document that was read or checked, as it is called (E025); nothing where it was none (E029).
    """
    words = " ".join(str(error).split())[:_LONGEST]
    said = f"{type(error).__name__}: {words}" if words else type(error).__name__
    place = _place(error)
    return (
        GoujiError("E025", path=path, error=said, place=place) if path else GoujiError("E029", error=said, place=place)
    )


def _place(error: BaseException) -> str:
    """`module.py:line` of the innermost frame of this package, relative to the package's folder."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(_PACKAGE)]
    if not frames:
        return "unknown"
    return f"{Path(frames[-1].filename).relative_to(_PACKAGE).as_posix()}:{frames[-1].lineno}"
