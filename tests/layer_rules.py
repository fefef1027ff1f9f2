"""The checker behind the layer tests: lists what in a source tree breaks a rule, file and line."""

from __future__ import annotations

import ast
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

# SQL that changes rows or schema. {} stands for what an f-string or a sum puts there.
WRITING_SQL = re.compile(
    r"""\b(?:
        (?:INSERT|REPLACE)\s+(?:OR\s+\w+\s+)?INTO\b
      | UPDATE\s+(?:OR\s+\w+\s+)?[\w{}%."'\[\]]+\s+SET\b
      | DELETE\s+FROM\b
      | (?:CREATE|DROP)\s+(?:UNIQUE\s+|TEMP(?:ORARY)?\s+|VIRTUAL\s+)*(?:TABLE|INDEX|VIEW|TRIGGER)\b
      | ALTER\s+TABLE\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
READING_SQL = re.compile(r"\bSELECT\b.+\bFROM\b", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Link:
    """One name that a module imports: where, and whether it is there when the program runs."""

    target: str
    line: int
    runtime: bool


@dataclass(slots=True)
class Module:
    """One source file: its dotted name, what it imports, its texts."""

    name: str
    path: Path
    lines: int
    docstring: str
    links: list[Link] = field(default_factory=list)
    texts: list[tuple[int, str]] = field(default_factory=list)

    def at(self, line: int) -> str:
        """Where an editor should open, as path:line."""
        return f"{self.path}:{line}"


type_checking_names = frozenset({"TYPE_CHECKING", "typing.TYPE_CHECKING"})


def read_tree(root: Path, tops: Iterable[str]) -> dict[str, Module]:
    """Every module below `root` whose first name is in `tops`, by dotted name; paths from root."""
    files: dict[str, Path] = {}
    for top in tops:
        single = root / f"{top}.py"
        for path in [single] if single.exists() else sorted((root / top).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            files[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    known = frozenset(files)
    return {name: _read(name, path, root, known) for name, path in files.items()}


def _read(name: str, path: Path, root: Path, known: frozenset[str]) -> Module:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source, str(path))
    module = Module(
        name,
        path.relative_to(root),
        len(source.splitlines()),
        ast.get_docstring(tree) or "",
    )
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node, runtime in _walk(tree, True):
        for target in _targets(node, package, known):
            module.links.append(Link(target, getattr(node, "lineno", 1), runtime))
    module.texts.extend(sorted(_texts(tree)))
    return module


def _walk(node: ast.AST, runtime: bool) -> Iterator[tuple[ast.AST, bool]]:
    """Every node below, with False for what stands under `if TYPE_CHECKING`."""
    yield node, runtime
    if isinstance(node, ast.If) and ast.unparse(node.test) in type_checking_names:
        for child in node.body:
            yield from _walk(child, False)
        for child in node.orelse:
            yield from _walk(child, runtime)
        return
    for below in ast.iter_child_nodes(node):
        yield from _walk(below, runtime)


def _targets(node: ast.AST, package: str, known: frozenset[str]) -> Iterator[str]:
    """Dotted names that a statement, or a call of import_module with a plain text, imports."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = node.module or ""
        if node.level:
            above = package.split(".")
            above = above[: len(above) - node.level + 1]
            base = ".".join([*above, base] if base else above)
        for alias in node.names:
            deeper = f"{base}.{alias.name}"
            yield deeper if deeper in known else base
    elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        called = ast.unparse(node.func).rpartition(".")[2]
        if called in ("import_module", "__import__") and isinstance(node.args[0].value, str):
            yield node.args[0].value


def _texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Texts in the code without docstrings; f-strings and sums of texts as one with {} between."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            # A text that stands alone does nothing: docstrings, notes below a field.
            skipped.update(id(inner.value) for inner in body if isinstance(inner, ast.Expr))
        if id(node) in skipped or not isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp):
            continue
        text = _text(node)
        if text is None:
            continue
        skipped.update(id(inner) for inner in ast.walk(node))
        yield node.lineno, text


def _text(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "{}" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _text(node.left), _text(node.right)
        if left is None and right is None:
            return None
        return f"{'{}' if left is None else left}{'{}' if right is None else right}"
    return None


def is_within(name: str, parents: Iterable[str]) -> bool:
    """Whether a dotted name is one of `parents` or lies below one."""
    return any(name == parent or name.startswith(parent + ".") for parent in parents)


def direct_breaches(
    modules: dict[str, Module],
    concerns: Callable[[str], bool],
    forbidden: Callable[[str], bool],
    *,
    type_checking_too: bool = True,
) -> list[str]:
    """Imports written in a module that `concerns` names, of something `forbidden`."""
    return [
        f"{module.at(link.line)}: {module.name} imports {link.target}"
        for module in modules.values()
        if concerns(module.name)
        for link in module.links
        if forbidden(link.target) and (link.runtime or type_checking_too)
    ]


def reached_breaches(
    modules: dict[str, Module],
    concerns: Callable[[str], bool],
    forbidden: Callable[[str, str], bool],
) -> list[str]:
    """Modules that importing one that `concerns` names drags in, however far, with the way there.

    `forbidden(start, reached)`; packages on the way count, because importing runs them. The line
    is that of the first step. Imports for type checkers only are not followed.
    """
    breaches = []
    for start in modules.values():
        if not concerns(start.name):
            continue
        way: dict[str, tuple[str, int]] = {start.name: ("", 0)}
        queue = deque([start.name])
        while queue:
            at = queue.popleft()
            if forbidden(start.name, at):
                breaches.append(_describe(start, at, way))
                continue
            for target, line in _steps(modules, at):
                if target not in way:
                    way[target] = (at, line)
                    queue.append(target)
    return breaches


def _steps(modules: dict[str, Module], name: str) -> Iterator[tuple[str, int]]:
    """What runs when `name` is imported: its packages' own files, then its imports."""
    module = modules.get(name)
    if module is None:
        return
    parts = name.split(".")
    for length in range(1, len(parts)):
        yield ".".join(parts[:length]), 1
    for link in module.links:
        if link.runtime:
            yield link.target, link.line


def _describe(start: Module, reached: str, way: dict[str, tuple[str, int]]) -> str:
    path, line = [reached], 0
    while path[-1] != start.name:
        before, line = way[path[-1]]
        path.append(before)
    return f"{start.at(line)}: {' → '.join(reversed(path))}"


def text_breaches(
    modules: dict[str, Module], concerns: Callable[[str], bool], pattern: re.Pattern[str]
) -> list[str]:
    """Texts matching `pattern` in a module that `concerns` names."""
    return [
        f"{module.at(line)}: {' '.join(found.group().split())}"
        for module in modules.values()
        if concerns(module.name)
        for line, text in module.texts
        if (found := pattern.search(text))
    ]
