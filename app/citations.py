"""How to cite a version of an entry: APA, BibTeX and RIS. A version never changes, nor does its citation."""

from dataclasses import dataclass
from datetime import date

from catalogue.money import date_text

TEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_"}
    | {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


@dataclass(frozen=True, slots=True)
class Citation:
    """One version of an entry as a cited work. `published` is the day in the Netherlands."""

    name: str
    slug: str
    number: int
    published: date
    url: str
    site: str

    @property
    def apa(self) -> str:
        """APA, seventh edition, in Dutch."""
        when = date_text(self.published)
        return f"{self.site}. ({self.published.year}). {self.name} (versie {self.number}, {when}). {self.url}"

    @property
    def bibtex(self) -> str:
        """A BibTeX entry."""
        fields = {
            "author": f"{{{_tex(self.site)}}}",
            "title": f"{{{_tex(self.name)}}}",
            "year": str(self.published.year),
            "month": str(self.published.month),
            "version": str(self.number),
            "url": self.url,
            "note": f"Versie {self.number}, {date_text(self.published)}",
        }
        lines = ",\n".join(f"  {key} = {{{value}}}" for key, value in fields.items())
        return f"@misc{{{self.slug}-v{self.number},\n{lines}\n}}\n"

    @property
    def ris(self) -> str:
        """A RIS record."""
        lines = [
            ("TY", "ELEC"),
            ("AU", self.site),
            ("TI", " ".join(self.name.split())),  # a line break would start a tag of its own
            ("PY", str(self.published.year)),
            ("DA", self.published.strftime("%Y/%m/%d")),
            ("ET", f"versie {self.number}"),
            ("UR", self.url),
            ("LA", "nl"),
            ("ER", ""),
        ]
        return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)


def _tex(text: str) -> str:
    """Escape what TeX takes for a command. BibTeX counts a brace behind a backslash too, so none stays."""
    return text.translate(TEX)
