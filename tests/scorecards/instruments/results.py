"""Results as they go out, rounded: for tests that look at what people get to see."""


def table(found, name):
    """The rows of a table."""
    return found.as_data()["result"][name]
