"""Fill app/static/vendor from the installed npm packages: one style sheet, one icon sprite, hashed names."""

import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
DECLARATION = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+);")
REFERENCE = re.compile(r"asset:([\w.-]+)")
HASH_LENGTH = 8
STYLE_NOTICE = (
    "/*! Contains NL Design System components and design tokens, EUPL-1.2, copyright Frameless B.V., "
    "Gemeente Utrecht and the NL Design System community. */\n"
)


class AssetsMissingError(Exception):
    """Files named in assets.toml are not there; the message lists them all."""


def main() -> int:
    """Build everything and tell the size of each file; returns the exit code."""
    try:
        written = build(ROOT)
    except AssetsMissingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for name, path in sorted(written.items()):
        sys.stdout.write(f"{path.stat().st_size:>8} {name} -> {path.name}\n")
    return 0


def build(root: Path) -> dict[str, Path]:
    """Build into root/app/static/vendor; returns the written file of each asset name.

    Raises AssetsMissingError before anything is written when an input is missing.
    """
    plan = tomllib.loads((root / "scripts" / "assets.toml").read_text("utf-8"))
    modules, static = root / "node_modules", root / "app" / "static"
    refuse_missing(inputs(plan, modules, static))
    target = static / "vendor"
    target.mkdir(exist_ok=True)
    contents: dict[str, bytes] = {
        name: (modules / file).read_bytes() for name, file in plan["vendor"]["files"].items()
    }
    contents["icons.svg"] = sprite(plan["icons"], modules).encode()
    files = (*plan["site"]["files"], *plan["editors"]["files"])
    contents |= {Path(name).name: (static / name).read_bytes() for name in files}
    contents["site.css"] = bundle(plan, modules, static).encode()
    contents["redactie.css"] = (squeezed(own_styles(plan["editors"]["styles"], static)) + "\n").encode()
    return write(contents, target)


def inputs(plan: Mapping[str, Any], modules: Path, static: Path) -> list[Path]:
    """List every file the plan reads."""
    parts = (plan["site"], plan["editors"])
    own = [static / name for part in parts for name in (*part["styles"], *part["files"])]
    vendor = [plan["theme"]["file"], *plan["vendor"]["styles"], *plan["vendor"]["files"].values()]
    icons = [icon_file(modules, name) for name in plan["icons"].values()]
    return own + [modules / name for name in vendor] + icons


def refuse_missing(paths: list[Path]) -> None:
    """Raise AssetsMissingError naming each path that is not a file."""
    missing = [str(path) for path in paths if not path.is_file()]
    if missing:
        listed = "\n  ".join(missing)
        message = f"Missing {len(missing)} file(s); run npm ci, or correct scripts/assets.toml:\n  {listed}"
        raise AssetsMissingError(message)


def icon_file(modules: Path, name: str) -> Path:
    """Path of one icon in the icon package."""
    return modules / "lucide-static" / "icons" / f"{name}.svg"


def sprite(icons: Mapping[str, str], modules: Path) -> str:
    """One SVG with a symbol per icon; stroke and size come from the style sheet."""
    symbols = []
    for name, source in icons.items():
        text = icon_file(modules, source).read_text("utf-8")
        drawing = re.sub(r"\s+", " ", inner(text))
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{drawing.strip()}</symbol>')
    notice = "<!-- Lucide icons, ISC licence -->"
    return f'<svg xmlns="http://www.w3.org/2000/svg">{notice}{"".join(symbols)}</svg>\n'


def inner(svg: str) -> str:
    """Everything between <svg …> and </svg>."""
    return svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]


def bundle(plan: Mapping[str, Any], modules: Path, static: Path) -> str:
    """Vendor styles in a cascade layer, so that our own rules always win, then our own."""
    components = "".join(without_comments((modules / f).read_text("utf-8")) for f in plan["vendor"]["styles"])
    own = own_styles(plan["site"]["styles"], static)
    theme = without_comments((modules / plan["theme"]["file"]).read_text("utf-8"))
    # Pages of editors carry this sheet and one more, which reaches variables of its own.
    tokens = used_tokens(theme, components, own + own_styles(plan["editors"]["styles"], static))
    return STYLE_NOTICE + squeezed(f"@layer vendor{{:root{{{tokens}}}{components}}}{own}") + "\n"


def own_styles(names: list[str], static: Path) -> str:
    """Our own style sheets in one, without comments."""
    return "".join(without_comments((static / name).read_text("utf-8")) for name in names)


def used_tokens(theme: str, components: str, own: str) -> str:
    """Keep the theme's variables that something reaches and that our own tokens do not replace."""
    ours: dict[str, str] = dict(DECLARATION.findall(own))
    theirs: dict[str, str] = dict(DECLARATION.findall(theme))
    reached: dict[str, str] = {}
    seen: set[str] = set()
    todo = sorted({*VARIABLE.findall(components), *VARIABLE.findall(own)})
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in theirs and name not in ours:
            reached[name] = theirs[name]
        todo += VARIABLE.findall(ours.get(name, theirs.get(name, "")))
    return "".join(f"{name}:{value.strip()};" for name, value in sorted(reached.items()))


def without_comments(css: str) -> str:
    """CSS without comments and source map pointers."""
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def squeezed(css: str) -> str:
    """CSS with as little white space as is safe."""
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};,])\s*", r"\1", css).replace(";}", "}").strip()


def write(contents: Mapping[str, bytes], target: Path) -> dict[str, Path]:
    """Write each file under a name with its hash, then the manifest; old files are removed."""
    names: dict[str, str] = {}
    for name in sorted(contents, key=lambda one: one.endswith((".css", ".webmanifest"))):
        content = linked(contents[name], names) if name.endswith((".css", ".webmanifest")) else contents[name]
        stem, _, suffix = name.rpartition(".")
        names[name] = f"{stem}.{hashlib.sha256(content).hexdigest()[:HASH_LENGTH]}.{suffix}"
        (target / names[name]).write_bytes(content)
    (target / "manifest.json").write_text(json.dumps(names, indent=2, sort_keys=True) + "\n", "utf-8")
    for old in target.iterdir():
        if old.name not in {*names.values(), "manifest.json"}:
            old.unlink()
    return {name: target / hashed for name, hashed in names.items()}


def linked(content: bytes, names: Mapping[str, str]) -> bytes:
    """Replace asset:NAME by the hashed name; raises AssetsMissingError for an unknown name."""
    text = content.decode()
    unknown = sorted({name for name in REFERENCE.findall(text) if name not in names})
    if unknown:
        message = f"A style sheet or manifest asks for unknown assets: {', '.join(unknown)}"
        raise AssetsMissingError(message)
    return REFERENCE.sub(lambda match: names[match[1]], text).encode()


if __name__ == "__main__":
    sys.exit(main())
