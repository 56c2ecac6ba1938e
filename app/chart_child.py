"""The process that draws: reads one question per line, answers with one line, stops when nothing is asked.

The renderer holds the interpreter while it draws (a second the first time, a tenth after that) and keeps
about 90 MB. In a process of its own it holds up no page and gives the memory back. Started by path, so that
nothing of the site is loaded here.
"""

import base64
import json
import select
import sys
from typing import Any, BinaryIO

NO_NETWORK: list[str] = []
"""The addresses a spec may fetch data from: none."""


def draw(question: dict[str, Any]) -> dict[str, str]:
    """The picture asked for: from a spec to SVG, or from SVG to PNG."""
    import vl_convert

    if "svg" in question:
        png = vl_convert.svg_to_png(question["svg"], scale=question["scale"])
        return {"png": base64.b64encode(png).decode()}
    svg = vl_convert.vegalite_to_svg(
        question["spec"],
        config=question["config"],
        format_locale=vl_convert.get_format_locale("nl-NL"),
        time_format_locale=vl_convert.get_time_format_locale("nl-NL"),
        allowed_base_urls=NO_NETWORK,
    )
    return {"svg": svg}


def serve(questions: BinaryIO, answers: BinaryIO, idle_seconds: float) -> None:
    """Answer until the other side closes, or asks nothing for a while."""
    while select.select([questions], [], [], idle_seconds)[0]:
        line = questions.readline()
        if not line:
            return
        try:
            answer = draw(json.loads(line))
        except Exception as error:  # noqa: BLE001  (whatever went wrong is the answer; the asker raises it)
            answer = {"error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer, float(sys.argv[1]))
