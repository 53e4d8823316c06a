"""Random profiles over the whole vocabulary, for Hypothesis."""

from hypothesis import strategies as st

from rules.vocabulary import allowed_values

_TEXTS = st.sampled_from(["a", "Überkonto", "日本", "<b>x</b>", "x" * 200])


def raw_profiles(knowledge, required=()):
    """Plain data that `read_profile` accepts, with any of the fields unknown."""
    fields = {}
    for spec in knowledge.fields.profile:
        words = sorted(allowed_values(spec, knowledge))
        if spec.type == "one":
            value = st.sampled_from(words)
        elif spec.type == "many":
            value = st.lists(st.sampled_from(words), max_size=3, unique=True)
        elif spec.type == "number":
            low, high = int(spec.minimum or 0), int(spec.maximum or 100)
            value = st.integers(low, min(high, low + 60))
        elif spec.type == "flag":
            value = st.booleans()
        elif spec.type == "date":
            value = st.dates().map(str)
        else:
            value = _TEXTS
        fields[spec.path or (spec.name,)] = value
    must = {(name,): fields.pop((name,)) for name in required}
    given = st.fixed_dictionaries(must, optional=fields)
    return given.map(_nested)


def _nested(flat):
    raw = {}
    for path, value in flat.items():
        holder = raw
        for step in path[:-1]:
            holder = holder.setdefault(step, {})
        holder[path[-1]] = value
    return raw
