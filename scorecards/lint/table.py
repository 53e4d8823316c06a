"""The table of checks. One code each; in the tests each has a scorecard that breaks it."""

from __future__ import annotations

from scorecards.lint import first, jointly, kpis, whole
from scorecards.lint.records import LintCheck

CHECKS: tuple[LintCheck, ...] = (
    LintCheck(
        "no-headline", "error",
        "Without a headline nobody knows what counts most.",
        "Make the KPI that matters most the headline.", "low", whole.no_headline,
    ),
    LintCheck(
        "two-headlines", "error",
        "Two headlines pull in two directions.",
        "Keep one, or give the reason for the second.", "low", whole.two_headlines,
    ),
    LintCheck(
        "headline-counts-output", "error",
        "A count of output rises while nothing improves.",
        "Put a result in its place and keep the count as a milestone.", "low",
        whole.headline_counts_output, "CRI-024",
    ),
    LintCheck(
        "headline-serves-nothing", "error",
        "A headline that serves no objective is worth nothing to the business.",
        "Say which objective it serves, or choose a headline that serves one.", "low",
        whole.headline_serves_nothing, "CRI-033",
    ),
    LintCheck(
        "headline-unguarded", "warning",
        "Almost any number can be raised in a way that nobody wanted.",
        "Put a metric beside it that would show that.", "low", whole.headline_unguarded, "CRI-006",
    ),
    LintCheck(
        "over-five", "warning",
        "With more than five KPIs of one objective none of them leads.",
        "Keep the five that say most and watch the others.", "medium", whole.too_many, "CRI-012",
    ),
    LintCheck(
        "no-review", "warning",
        "Roles and goals change, and a metric that stays behind measures the wrong thing.",
        "Set the day of the next review.", "low", whole.no_review, "CRI-031",
    ),
    LintCheck(
        "review-passed", "warning",
        "What is not looked at is not followed.",
        "Hold the review and set the day of the next one.", "medium",
        whole.review_passed, "CRI-031",
    ),
    LintCheck(
        "joint-unsigned", "warning",
        "A team that has not agreed cannot be counted on.",
        "Ask these teams to sign, or to say what they would sign.", "medium", whole.unsigned,
        "CRI-045",
    ),
    LintCheck(
        "criteria-late", "warning",
        "Criteria that are chosen when the result can be seen prove nothing.",
        "Tell the result with this mark, and state the criteria of the next one before it begins.",
        "low", jointly.criteria_late,
    ),
    LintCheck(
        "initiative-unjudged", "warning",
        "What nobody judges, nobody learns from.",
        "Ask these teams for their verdict by the criteria that were stated.", "medium",
        jointly.initiative_unjudged,
    ),
    LintCheck(
        "pulse-unread", "warning",
        "People who were asked and hear nothing do not answer again.",
        "Upload the answers, or take the pulse away.", "low", jointly.pulse_unread,
    ),
    LintCheck(
        "factor-late", "info",
        "What is declared late explains a result instead of expecting it.",
        "Keep it as context, and declare what can be foreseen before the period begins.", "low",
        whole.factor_late, "CRI-030",
    ),
    LintCheck(
        "factor-unproved", "warning",
        "Without evidence a factor is an excuse.",
        "Attach what shows that it came, or take it away.", "medium", whole.factor_unproved,
        "CRI-030",
    ),
    LintCheck(
        "adjustment-unreviewed", "warning",
        "An adjustment counts only when somebody else has looked at it.",
        "Have it accepted or refused by name.", "low", whole.adjustment_unreviewed, "CRI-030",
    ),
    LintCheck(
        "unknown-record", "error",
        "What is not known cannot be measured, agreed or explained.",
        "Put a known one in its place; a renamed one is found by its old name.", "low",
        kpis.unknown_record,
    ),
    LintCheck(
        "shared-without-lead", "error",
        "What several teams share, nobody answers for unless one leads.",
        "Name the team that leads.", "medium", kpis.shared_without_lead, "CRI-034",
    ),
    LintCheck(
        "shared-without-tie-breaker", "warning",
        "Teams that share a number will disagree about it some day.",
        "Name the person who then decides.", "low", kpis.shared_without_tie_breaker, "CRI-034",
    ),
    LintCheck(
        "no-target", "warning",
        "Without a target nobody can tell whether a value is good.",
        "Set a target, or watch the metric without one as a monitor.", "medium", kpis.no_target,
    ),
    LintCheck(
        "no-baseline", "warning",
        "Without a starting value nobody can tell later what changed.",
        "Record where it stands today.", "medium", kpis.no_baseline, "CRI-035",
    ),
    LintCheck(
        "target-refused", "error",
        "A target that contradicts itself cannot be reached.",
        "Put it right as said.", "low", kpis.target_refused,
    ),
    LintCheck(
        "goalpost-moved", "warning",
        "Targets that move while people work towards them tell nothing in the end.",
        "Score the old target too, and let the new one count from the next period.", "low",
        kpis.goalpost_moved, "CRI-032",
    ),
    LintCheck(
        "definition-differs", "warning",
        "Figures of two definitions must not be compared.",
        "Agree on one definition for the period.", "medium", kpis.definition_differs,
    ),
    LintCheck(
        "no-path", "warning",
        "A KPI that leads nowhere cannot be explained to the business.",
        "Choose the objective it serves, or record in the knowledge what it drives.", "medium",
        kpis.no_path, "CRI-033",
    ),
    LintCheck(
        "gate-shut", "error",
        "What comes too early takes strength from what it should stand on.",
        "Write that down at the KPI, or watch the metric until it is so.", "medium",
        first.gate_shut, "SEL-124",
    ),
    LintCheck(
        "no-source", "warning",
        "Nobody can be held to a number that no system gives.",
        "Name the system its readings come from.", "low", first.no_source, "CRI-023",
    ),
    LintCheck(
        "first-wave-late", "warning",
        "A result that comes just before a launch changes nothing any more.",
        "Ask sooner, or move the launch.", "medium", first.first_wave_late, "SEL-123",
    ),
    LintCheck(
        "read-alone", "warning",
        "What a customer costs says nothing without what the customer is worth.",
        "Watch the others too.", "low", first.read_alone,
    ),
    LintCheck(
        "control-unsaid", "warning",
        "Only who controls both the work and its outcome can answer for it alone.",
        "Tick both under accountability, or share it with the team that controls the rest.", "low",
        first.control_unsaid, "ASG-020",
    ),
)  # fmt: skip
"""Every check, in the order in which it is explained."""
