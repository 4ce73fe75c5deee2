"""What may be said of a document in which nothing was found: silence is agreement only where something was checked."""

from __future__ import annotations

from gouji.records.results import CheckResult

Pair = tuple[str, str]  # Chinese and English


def nothing_found(result: CheckResult) -> Pair:
    """The sentence for a check without findings, without its full stop."""
    doc, unread = result.document, len(result.unread)
    if doc.error:
        return f"未能读取：{doc.unread[0].why if doc.unread else doc.error}", "The file could not be read"
    if not result.checked and unread:
        return f"有 {unread} 处未能读取，没有可核对的内容，不能说无误", "Not all was read and nothing could be checked"
    if not result.checked:
        return "没有可核对的内容，不能说无误", "Nothing could be checked: this is no agreement"
    if unread:
        return (
            f"已核对的 {result.checked} 处关系没有发现不一致之处，但有 {unread} 处未能读取",
            f"No disagreement in the {result.checked} relations checked, but {unread} parts were not read",
        )
    return (
        f"没有发现不一致之处（核对 {result.checked} 处关系）",
        f"No disagreement found in {result.checked} relations",
    )


def short(result: CheckResult) -> Pair:
    """The same for one cell of a list of documents, whatever was found."""
    doc, unread = result.document, len(result.unread)
    if doc.error:
        return f"未能读取（{doc.error}）", "could not be read"
    if not result.checked:
        return ("没有可核对的内容", "nothing to check") if not unread else (f"{unread} 处未能读取", f"{unread} unread")
    if unread:
        return f"{result.checked}，{unread} 处未能读取", f"{unread} unread"
    return str(result.checked), ""
