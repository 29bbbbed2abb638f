"""Which texts can be kept as they are, in every store."""


def is_text(value: object) -> bool:
    r"""Whether a store can hold a value as it is: no NUL, no half of a surrogate pair.

    What is no text at all (a number) can be held.

    >>> is_text("ศรีสะเกษ"), is_text("a\0b"), is_text("\ud800"), is_text(7)
    (True, False, False, True)
    """
    if not isinstance(value, str) or value.isprintable():
        return True
    return "\0" not in value and not any("\ud800" <= letter <= "\udfff" for letter in value)
