"""The seed's source names nothing by which it could publish on its own."""

import ast
from pathlib import Path

import pytest

from testimonies import seed

FOLDER = Path(seed.__file__).parent
FILES = sorted(FOLDER.glob("*.py"))
# What only the catalogue, moderation and the ledger write.
FORBIDDEN = {
    *("Edition", "Entry", "Approval", "LedgerEvent", "LedgerNote", "Contribution"),
    *("state", "standing", "State", "Standing", "issue_editions", "refresh_entries"),
    *("connection", "cursor", "raw", "execute", "append", "delete", "update"),
    *("update_or_create", "bulk_update", "setattr", "getattr_static", "import_module"),
}


def _names(tree: ast.AST) -> set[str]:
    """Collect every name that the code uses, imports, calls, assigns or passes."""
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                found.add(name)
            case ast.alias(name=name):
                found.update(name.split("."))
            case ast.keyword(arg=str(name)):
                found.add(name)
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_name_of_what_moderation_writes(file: Path) -> None:
    assert not _names(ast.parse(file.read_text(encoding="utf-8"))) & FORBIDDEN


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_column_of_theirs_is_named_in_a_text(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert not texts & {"state", "standing"}


def test_the_loader_makes_the_three_moves_through_moderation() -> None:
    tree = ast.parse((FOLDER / "loader.py").read_text(encoding="utf-8"))
    imports = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    moves = ("submit", "approve", "publish", "record_consent", "save_tag")
    assert {imports[move] for move in moves} == {"testimonies.moderation"}


def test_the_files_are_there() -> None:
    assert {"loader.py", "account.py", "drafts.py"} <= {file.name for file in FILES}
