"""Browser and system in a few words, so that people know their own sign-ins again."""

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
"""In this order: most browsers name others as well."""
_SYSTEMS = (
    ("iPhone", "een iPhone"),
    ("iPad", "een iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "een Mac"),
    ("CrOS", "een Chromebook"),
    ("Linux", "Linux"),
)


def in_words(agent: str) -> str:
    """What a User-Agent says, such as "Firefox op Windows"; only of what we know."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "Een browser")
    system = next((name for mark, name in _SYSTEMS if mark in agent), "")
    return f"{browser} op {system}" if system else browser
