"""Errors split by who can mend them: the clerk, the surroundings, or the program's author."""


def with_stop(sentence: str) -> str:
    """A sentence with its mark at the end, which an advice that asks has already."""
    return sentence if sentence.endswith(("。", "？", "！")) else f"{sentence}。"


class BureauError(Exception):
    """What a clerk is told: one clear Chinese sentence that says what to do. Never a traceback."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class UserError(BureauError):
    """The input can't be taken as it is; the sentence says how to mend it. Nothing was changed."""


class EnvironmentFault(BureauError):
    """Disk full, folder read-only, file locked or damaged; the sentence says what is safe."""


class RightsError(BureauError):
    """This person may not do this; the sentence says who may."""


class BugError(AssertionError):
    """A rule of the program was broken by the program itself (writing outside an operation …)."""
