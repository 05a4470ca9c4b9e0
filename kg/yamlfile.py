"""Load a YAML file of ``ontology/`` against a pydantic schema, with errors that name the line."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from kg.errors import DataError

T = TypeVar("T")

try:
    _Loader: Any = yaml.CSafeLoader
except AttributeError:  # PyYAML built without libyaml: slower, otherwise the same
    _Loader = yaml.SafeLoader


class Strict(BaseModel):
    """Base of every schema of ``ontology/``: frozen, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def load_yaml(path: Path, schema: type[T]) -> T:
    """Read ``path`` and check it against ``schema`` (a :class:`Strict` model, or any type pydantic knows).

    Args:
        path: a UTF-8 YAML file that holds one document.
        schema: what it must be.

    Raises:
        DataError: the file is missing, is not YAML, repeats a key, or breaks the schema; ``where`` is
            ``FILE:LINE``.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise DataError("cannot be read", where=str(path), hint=error.strerror or "") from error
    except UnicodeDecodeError as error:
        raise DataError("is not UTF-8", where=str(path), hint=f"byte {error.start}") from error
    return parse_yaml(text, schema, where=str(path))


def parse_yaml(text: str, schema: type[T], *, where: str = "<text>") -> T:
    """Check YAML ``text`` against ``schema``; ``where`` names the file in errors.

    >>> class Colours(Strict):
    ...     node: str
    >>> parse_yaml("node: red", Colours).node
    'red'
    >>> parse_yaml("node: red\\nedge: blue", Colours)
    Traceback (most recent call last):
    ...
    kg.errors.DataError: <text>:2: edge: extra inputs are not permitted

    Raises:
        DataError: as for :func:`load_yaml`.
    """
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise DataError("is empty", where=where)
        _refuse_repeated_keys(node, where)
        data = loader.construct_document(node)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise DataError(
            f"is not valid YAML: {getattr(error, 'problem', None) or error}", where=where + line
        ) from error
    finally:
        loader.dispose()
    try:
        checked: T = TypeAdapter(schema).validate_python(data)
    except ValidationError as error:
        problems = error.errors(include_url=False)
        first = problems[0]
        name = ".".join(str(part) for part in first["loc"])
        message = first["msg"][:1].lower() + first["msg"][1:]
        place = f"{where}:{_line(node, first['loc'])}"
        more = f"and {len(problems) - 1} more" if len(problems) > 1 else ""
        raise DataError(f"{name}: {message}" if name else message, where=place, hint=more) from None
    return checked


def _refuse_repeated_keys(root: yaml.Node, where: str) -> None:
    """YAML loaders keep the last of two equal keys silently; a table must not lose rows that way."""
    todo, seen = [root], set()
    while todo:
        node = todo.pop()
        if id(node) in seen:  # an alias, or a cycle of anchors
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            todo.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            keys = set()
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode):
                    if key.value in keys:
                        line = key.start_mark.line + 1
                        raise DataError(f"the key {key.value!r} stands twice", where=f"{where}:{line}")
                    keys.add(key.value)
                todo.append(value)


def _line(root: yaml.Node, loc: tuple[int | str, ...]) -> int:
    """Line (from 1) of the deepest node on ``loc``; parts that name a union member are passed over."""
    node, line = root, root.start_mark.line
    for part in loc:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(part):
                    node, line = value, key.start_mark.line
                    break
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line
    return int(line) + 1
