"""The face of the site: built assets, their size, and templates that keep to the content security policy."""

import gzip
import importlib.util
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from app import assets

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "app" / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
FIRST_VIEW_LIMIT = 150_000


def load_builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("assets_builder", ROOT / "scripts" / "assets.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


builder = load_builder()


def built(name: str) -> Path:
    return STATIC / "vendor" / Path(assets.asset(name)).name


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the builder reads, without built files; node_modules is shared."""
    shutil.copytree(STATIC, tmp_path / "app" / "static", ignore=shutil.ignore_patterns("vendor"))
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "assets.toml", tmp_path / "scripts")
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path


@pytest.fixture(autouse=True)
def _forget_manifest() -> Iterator[None]:
    assets.manifest.cache_clear()
    yield
    assets.manifest.cache_clear()


def test_an_asset_has_its_hash_in_its_address() -> None:
    assert re.fullmatch(r"/static/vendor/site\.[0-9a-f]{8}\.css", assets.asset("site.css"))


def test_an_unknown_asset_is_named_with_what_to_do() -> None:
    with pytest.raises(assets.AssetMissingError, match=r"'bestaat-niet\.css'.*make assets"):
        assets.asset("bestaat-niet.css")


def test_without_a_build_the_message_says_make_assets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "VENDOR", tmp_path)
    with pytest.raises(assets.AssetMissingError, match="run make assets"):
        assets.asset("site.css")


def test_the_build_names_every_missing_file_and_writes_nothing(project: Path) -> None:
    (project / "app/static/site.js").unlink()
    (project / "app/static/css/tokens.css").unlink()
    with pytest.raises(builder.AssetsMissingError) as refusal:
        builder.build(project)
    assert "site.js" in str(refusal.value)
    assert "tokens.css" in str(refusal.value)
    assert not (project / "app/static/vendor").exists()


def test_a_style_sheet_may_not_ask_for_an_unknown_asset(project: Path) -> None:
    with (project / "app/static/css/base.css").open("a") as file:
        file.write('.x { background: url("asset:kwijt.png") }')
    with pytest.raises(builder.AssetsMissingError, match=r"kwijt\.png"):
        builder.build(project)


def test_the_build_gives_the_same_names_twice_and_clears_what_is_old(project: Path) -> None:
    first = builder.build(project)
    (project / "app/static/vendor/oud.12345678.css").write_text("")
    second = builder.build(project)
    assert first == second
    listed = {path.name for path in (project / "app/static/vendor").iterdir()}
    assert listed == {path.name for path in second.values()} | {"manifest.json"}


def test_the_built_files_are_those_of_the_sources_as_they_are_now(project: Path) -> None:
    fresh = {name: path.name for name, path in builder.build(project).items()}
    built = json.loads((STATIC / "vendor" / "manifest.json").read_text("utf-8"))
    assert built == fresh, "app/static changed after the last build: run make assets"


def test_only_theme_variables_that_something_reaches_are_kept() -> None:
    theme = ".voorbeeld-theme { --a: var(--b); --b: 1px; --c: red; --d: blue; }"
    kept = builder.used_tokens(theme, ".x { width: var(--a); color: var(--d) }", ":root { --d: green; }")
    assert kept == "--a:var(--b);--b:1px;"


def test_the_style_sheet_has_no_other_origin_and_no_data_address() -> None:
    css = built("site.css").read_text("utf-8")
    assert re.findall(r"(?:https?:)?//[\w.]+|data:", css) == []


def test_the_first_view_stays_small() -> None:
    """Font, style, scripts, icons and logo, as sent; 30 kB is kept free for the page itself."""
    names = ("site.css", "site.js", "htmx.js", "icons.svg", "logo.svg", "favicon.svg")
    sent = sum(
        len(gzip.compress((STATIC / "vendor" / Path(assets.asset(n)).name).read_bytes())) for n in names
    )
    sent += (STATIC / "vendor" / Path(assets.asset("font.woff2")).name).stat().st_size
    assert sent < FIRST_VIEW_LIMIT - 30_000


def test_the_lock_file_has_hashes_and_no_addresses() -> None:
    text = (ROOT / "package-lock.json").read_text("utf-8")
    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
    assert "://" not in text
    assert packages
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())


def test_dependencies_are_pinned_exactly() -> None:
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
class TestEachTemplate:
    def test_asks_only_for_assets_that_exist(self, template: Path) -> None:
        for name in re.findall(r"asset\(\s*[\"']([^\"']+)[\"']\s*\)", template.read_text("utf-8")):
            assert assets.asset(name).startswith("/static/vendor/")

    def test_uses_only_icons_of_the_sprite(self, template: Path) -> None:
        sprite = built("icons.svg").read_text("utf-8")
        used = set(re.findall(r"\bicon\(\s*[\"']([\w-]+)[\"']", template.read_text("utf-8")))
        assert used <= set(re.findall(r'<symbol id="([\w-]+)"', sprite))

    def test_has_no_inline_style_script_or_handler(self, template: Path) -> None:
        text = template.read_text("utf-8")
        scripts = [tag for tag in re.findall(r"<script\b[^>]*>", text) if "application/ld+json" not in tag]
        assert re.search(r"\sstyle\s*=|<style\b", text) is None
        assert [tag for tag in scripts if not re.search(r"\bsrc=", tag)] == []
        assert re.search(r"\son\w+\s*=\s*[\"']|\bhx-on|javascript:|[\"']js:", text) is None

    def test_uses_only_classes_that_are_styled(self, template: Path) -> None:
        css = "".join(path.read_text("utf-8") for path in sorted((STATIC / "css").rglob("*.css")))
        styled = set(re.findall(r"\.(mk-[\w-]+)", css))
        text = re.sub(r"\{[{%#].*?[}%#]\}", " ", template.read_text("utf-8"))
        literal = re.findall(r'class="([^"]*)"', text)
        used = {name for names in literal for name in names.split() if name.startswith("mk-")}
        assert {name for name in used if not name.endswith("-")} <= styled
