"""Addresses of static files: the hashed names that scripts/assets.py wrote."""

import json
from functools import cache
from pathlib import Path

VENDOR = Path(__file__).resolve().parent / "static" / "vendor"


class AssetMissingError(LookupError):
    """An asset was asked for that was not built."""


def asset(name: str) -> str:
    """URL path of an asset, such as /static/vendor/site.3fa2c1aa.css; raises AssetMissingError."""
    names = manifest(VENDOR)
    if name not in names:
        message = f"Asset {name!r} is not in the manifest; add it to scripts/assets.toml and run make assets"
        raise AssetMissingError(message)
    return f"/static/vendor/{names[name]}"


@cache
def manifest(folder: Path) -> dict[str, str]:
    """Asset name to hashed file name; raises AssetMissingError when nothing was built."""
    try:
        text = (folder / "manifest.json").read_text("utf-8")
    except FileNotFoundError:
        message = f"No assets in {folder}; run make assets"
        raise AssetMissingError(message) from None
    names: dict[str, str] = json.loads(text)
    return names
