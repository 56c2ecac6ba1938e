"""Time for tests."""


class Clock:
    """Time that passes when told to; in seconds."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now
