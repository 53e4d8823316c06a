"""One page for each metric."""

from __future__ import annotations

from collections.abc import Iterator

from engine.mentions import Stance, stance
from knowledge_graph.records import Benchmark, Citation, Metric, MetricExample, TeamPart
from ui.handbook.markup import bullets, page, section, sentence, table, title
from ui.handbook.pen import Matter, Pen, also_called, review
from ui.handbook.places import anchor_of, place_of
from ui.parts.markdown import inert
from ui.parts.record_words import CADENCE, DIRECTION, QUALITY, TIMING
from ui.parts.wording import BASIS, CONTROL, listed, lowered, value_word

_PART = {"leads": "leads it", "shares": "shares it", "contributes": "contributes to it"}
_NATURE = {
    "quantitative": "quantitative: a number",
    "qualitative": "qualitative: a judgement",
    "mixed": "mixed: a number and a judgement",
}
_STANCE: dict[Stance, str] = {
    "for": "Put it forward",
    "against": "Speak against it, or bar it",
    "holder": "Say who answers for what",
    "other": "Look at it",
}
_STANDS = {
    "outcome": "The outcome of",
    "measured-by": "Tracks the objectives",
    "tracks": "In the grid of the phases",
    "checks": "Watched",
    "practises": "Among the measures of the focuses",
    "cares-about": "Teams judged by it",
    "expressed-by": "Expresses the corporate KPIs",
    "own-part": "Tells the product marketer's own part of",
    "names": "Named in the steps of accountability",
    "concerns": "Defects of the sources that concern it",
}


def metric_pages(matter: Matter) -> Iterator[tuple[str, str]]:
    """The path and the text of each metric's page."""
    for metric in matter.knowledge.every(Metric):
        path = place_of(metric.id, matter.knowledge).page
        yield path, _page(metric, Pen(matter, path))


def _page(metric: Metric, pen: Pen) -> str:
    family = ("Metrics", "metrics"), (family_label(metric.family), family_anchor(metric.family))
    return page(
        title(metric.label),
        pen.trail(*family),
        inert(metric.definition),
        also_called(metric),
        table(("In short", ""), _facts(metric, pen)),
        section("Who answers for it", *_holders(metric, pen)),
        section("Other definitions in use", *_variants(metric)),
        section("What others report (not a target)", *_benchmarks(metric, pen)),
        section("Not to be taken for", _differs(metric, pen)),
        section("What it moves", pen.edges_out(metric.drives)),
        section("What moves it", pen.edges_in(metric.id, "drives")),
        section("Read it beside", pen.edges_out(metric.read_with)),
        section("Guarded by", pen.edges_out(metric.guardrails)),
        section("Guards", pen.edges_in(metric.id, "guarded-by")),
        section("Measured with", pen.edges_out(metric.measured_with)),
        section("Beware", bullets(map(inert, metric.pitfalls))),
        section("Where it stands", _stands(metric, pen)),
        section("Rules that speak of it", *_rules(metric, pen)),
        section("Disputes that touch it", pen.edges_in(metric.id, "touches")),
        section("What this rests on", pen.grounds(metric, _linked(metric, pen))),
    )


def family_label(family: str) -> str:
    """The name of a family of metrics."""
    return family.replace("-", " ").capitalize()


def family_anchor(family: str) -> str:
    """The anchor of a family on the index."""
    return f"family-{family}"


def _facts(metric: Metric, pen: Pen) -> Iterator[tuple[str, str]]:
    profile = {spec.name: spec for spec in pen.knowledge.fields.profile}
    yield "Formula", inert(metric.formula)
    yield "Unit", inert(metric.unit.replace("-", " "))
    yield "Direction", DIRECTION[metric.direction]
    yield "Nature", _NATURE[metric.nature]
    yield "Timing", TIMING[metric.timing]
    yield "How often it is read", CADENCE[metric.cadence]
    yield "Control", CONTROL[metric.control]
    if metric.output_count:
        yield "Output count", "it counts activity, so it is never a headline"
    if metric.above_100:
        yield "Above 100 percent", "possible, for it is no share of a whole"
    if metric.below_zero:
        yield "Below zero", "possible"
    if metric.needs:
        needs = (value_word(profile["data_sources"], each, pen.knowledge) for each in metric.needs)
        yield "Data needed", inert(listed(lowered(need) for need in needs))
    if metric.gate:
        yield "Taken on only with", inert(listed(metric.gate))
    if metric.define_first:
        yield "Define first", inert(listed(metric.define_first))
    if metric.example:
        yield "Target as an example", _example(metric.example)
    if metric.before_launch is not None:
        yield "First asked", f"{metric.before_launch} days before a launch"
    if metric.after_launch is not None:
        days = metric.after_launch
        yield "Compared", f"with how it stood before, {days} days after a launch"
    yield "Readings needed", f"{metric.min_readings} before it can be interpreted"


def _holders(metric: Metric, pen: Pen) -> Iterator[str]:
    yield bullets(_holder(part, pen) for part in metric.teams)
    if metric.own_part:
        yield "The product marketer's own part of it is told by:"
        yield pen.edges_out(metric.own_part)


def _holder(part: TeamPart, pen: Pen) -> str:
    mark = "" if part.basis == "editorial" else f" *({BASIS[part.basis].lower()})*"
    return f"{pen.link(part.team)} {_PART[part.part]}{mark}"


def _variants(metric: Metric) -> Iterator[str]:
    """Other definitions, each with its formula, its unit where it differs, and when to take it."""
    if metric.variants:
        yield "Figures of two definitions must not be compared."
    yield bullets(
        f"**{inert(each.label)}**: {inert(each.formula)}"
        + (f", in {inert(each.unit)}" if each.unit else "")
        + f". {sentence(each.when)}"
        for each in metric.variants
    )


def _differs(metric: Metric, pen: Pen) -> str:
    """What it is taken for; the difference is recorded on one of the two and told on both."""
    lines = (pen.edges_out(metric.differs_from), pen.edges_in(metric.id, "differs-from"))
    return "\n".join(line for line in lines if line)


def _benchmarks(metric: Metric, pen: Pen) -> Iterator[str]:
    found = pen.matter.benchmarks.get(metric.id, [])
    if found:
        newest_first = sorted(found, key=lambda each: (-each.year, each.id))
        yield "Figures of others, with other customers and often other definitions."
        yield bullets(_benchmark(each, pen) for each in newest_first)


def _benchmark(each: Benchmark, pen: Pen) -> str:
    about = f"{each.population}, {each.year}; {QUALITY[each.quality]}"
    said = f"**{inert(each.value)}** ({inert(about)}). {sentence(each.definition)}"
    sources = "; ".join(pen.located(citation) for citation in each.citations)
    mark = f'<a id="{anchor_of(each.id)}"></a>'
    return " ".join(
        filter(None, (f"{mark}{said}", f"Source: {sources}." * bool(sources), review(each)))
    )


def _stands(metric: Metric, pen: Pen) -> str:
    """What points at the metric, by the kind of relation."""
    lines = []
    for relation, words in _STANDS.items():
        found = pen.links(edge.source for edge in pen.into(metric.id, relation))
        lines.append(f"{words}: {found}" if found else "")
    return bullets(lines)


def _rules(metric: Metric, pen: Pen) -> Iterator[str]:
    """The rules that name the metric, by what they say of it."""
    rules = pen.matter.rules.get(metric.id, [])
    for kind, words in _STANCE.items():
        found = [rule for rule in rules if stance(rule, metric.id) == kind]
        if found:
            yield f"{words}:"
            yield pen.rule_list(found)


def _example(example: MetricExample) -> str:
    return f"{example.percent:+g} percent by the {example.deadline}; to be edited"


def _linked(metric: Metric, pen: Pen) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """The citations of what the metric links to, with words for what each is about."""
    label = pen.knowledge.label
    for part in metric.teams:
        yield f"{label(part.team)} {_PART[part.part]}", part.citations
    for variant in metric.variants:
        yield variant.label, variant.citations
    if metric.example:
        yield "Target as an example", metric.example.citations
    for words, links in (
        ("Own part", metric.own_part),
        ("Differs from", metric.differs_from),
        ("Moves", metric.drives),
        ("Read beside", metric.read_with),
        ("Guarded by", metric.guardrails),
        ("Measured with", metric.measured_with),
    ):
        for link in links:
            yield f"{words} {label(link.to)}", link.citations
