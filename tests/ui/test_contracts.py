"""Accountability: contracts, joint objectives, initiatives, and the pulse of other teams."""

import datetime
import getpass

import pytest

from scorecards.accountability.contracts import set_contract
from scorecards.document import Contract
from scorecards.making.adopt import add
from scorecards.readings.pulse import QUESTIONS, template
from scorecards.rights import Member
from scorecards.together import Initiative, Pulse, Verdict

FEEDBACK, WIN, QUALITY = (
    "metric.collaboration-feedback",
    "metric.win-rate",
    "metric.message-quality",
)
OBJECTIVE = "objective.increase-win-rate"
PMM, SALES = "team.product-marketing", "team.sales"
PETRA = Member(email="petra@example.org", name="Petra", role="pmm", team=SALES)
LAST_WEEK = datetime.date(2026, 1, 5)


@pytest.fixture(autouse=True)
def mara(monkeypatch):
    """Mara works at this machine."""
    monkeypatch.setattr(getpass, "getuser", lambda: "Mara")


@pytest.fixture
def page(visit, adopted):
    """The part of the page, in the version that stands or in another."""

    def page(**more):
        return visit("scorecard", id=adopted.id, part="contract", **more)

    return page


@pytest.fixture
def kept(desk, adopted):
    """The document as it stands."""
    return lambda: desk.open(adopted.id).card


@pytest.fixture
def store(desk, adopted):
    """Keep a changed document."""

    def store(change):
        now = desk.open(adopted.id)
        return desk.save(change(now.card), now.latest, why="For the test.").document

    return store


def widget(kind, key):
    return next(each for each in kind if (each.key or "").startswith(key))


def press(app, label):
    next(each for each in app.button if each.label == label).click()
    return app.run()


def test_what_is_agreed_and_missing_is_read_in_words(page, read):
    said = read(page())
    assert "Product marketing answers for no KPI alone" in said
    assert "**Leads:** Sales" in said
    assert (
        "**Product marketing's own part:** [Sales confidence](catalogue?id=metric.sales-co" in said
    )
    assert "Nobody is named who decides where the teams disagree." in said
    assert "Win rate is shared with sales, because a higher win rate takes both teams" in said


def test_one_tie_breaker_is_set_for_all(page, read, kept):
    app = page()
    widget(app.text_input, "tie_for_all").set_value("Cleo")
    said = read(press(app, "Set for all"))
    assert {kpi.contract.tie_breaker for kpi in kept().kpis} == {"Cleo"}
    assert "Nobody is named who decides" not in said


def test_a_shared_kpi_becomes_one_to_contribute_to(page, kept):
    app = page()
    widget(app.radio, "kind_metric_win_rate").set_value("contributing").run()
    next(
        each
        for each in app.button
        if each.label == "Save" and each.form_id.startswith("contract_metric_win_rate")
    ).click().run()
    assert not app.exception
    assert kept().kpi(WIN).contract.kind == "contributing"
    assert kept().kpi(WIN).contract.lead == SALES


@pytest.mark.seed("S054")
def test_what_sales_lead_is_not_held_alone_without_a_reason(page, read, kept):
    app = page()
    widget(app.radio, "kind_metric_win_rate").set_value("direct").run()

    def save():
        next(
            each
            for each in app.button
            if each.label == "Save" and each.form_id.startswith("contract_metric_win_rate")
        ).click().run()

    save()
    assert "product marketing does not lead Win rate; these teams have a hand in it: Sales" in (
        read(app).replace("\\", "")
    )
    assert kept().kpi(WIN).contract.kind == "shared"
    widget(app.text_input, "reason_metric_win_rate").set_value("She sells as well.")
    save()
    assert kept().kpi(WIN).contract.kind == "direct"
    assert "She sells as well" in read(app)


def test_what_is_held_alone_says_why(page, read, store, desk):
    store(lambda card: add(card, QUALITY, "supporting", "", desk.adviser.graph))
    said = read(page())
    assert "In the catalogue, product marketing leads it. *Sourced.*" in said
    assert "Control of the outcome: full." in said
    assert "answers for no KPI alone" not in said


def test_without_an_own_part_it_is_plainly_said(page, read, store):
    def bare(card):
        kpi = card.kpi(WIN)
        contract = kpi.contract.model_copy(update={"own_part": ()})
        return card.with_kpi(kpi.model_copy(update={"contract": contract}))

    store(bare)
    assert "It cannot be approved so." in read(page())


def test_the_table_names_one_accountable_team_or_the_gap(page, store, desk):
    gap = Contract(kind="contributing", own_part=(QUALITY,))
    store(lambda card: set_contract(card, WIN, gap, desk.adviser.graph))
    table = next(each.value for each in page().table if "Accountable" in each.value.columns)
    rows = dict(zip(table["KPI"], table["Accountable"], strict=True))
    assert rows[f"[Win rate](catalogue?id={WIN})"].startswith("**Nobody is accountable yet")
    assert rows["[Deals closed](catalogue?id=metric.deals-closed)"] == "Sales"


@pytest.mark.seed("S063")
def test_teams_sign_a_joint_objective_and_withdraw(page, read, kept):
    app = page()
    assert "0 of 2 teams have signed." in read(app)
    widget(app.selectbox, "sign_team_").set_value(SALES)
    said = read(press(app, "Sign as Mara"))
    assert "Sales signed for Increase the win rate" in str([each.value for each in app.success])
    assert "Signed] **Sales**: Mara" in said
    assert "Not signed] **Product marketing**" in said
    assert [each.by for each in kept().joint[0].signed] == ["Mara"]
    assert "0 of 2 teams have signed." in read(press(app, "Withdraw for Sales"))
    assert kept().joint[0].signed == ()


def test_a_member_signs_in_the_own_name_for_the_own_team_alone(page, read, kept, store):
    store(lambda card: card.model_copy(update={"person": "Petra"}))
    app = page()
    app.session_state["door_seat"] = PETRA
    app.run()
    assert widget(app.selectbox, "sign_team_").options == ["Sales"]
    said = read(press(app, "Sign as Petra"))
    (signature,) = kept().joint[0].signed
    assert (signature.team, signature.by) == (SALES, "Petra")
    assert "Somebody of Product marketing has to sign." in said
    assert "Withdraw for Sales" in said


@pytest.mark.seed("S065")
def test_an_initiative_is_agreed_with_criteria_and_judged_later(page, read, kept):
    app = page()
    widget(app.text_input, "initiative_title").set_value("New deck")
    widget(app.multiselect, "initiative_teams").set_value([PMM, SALES])
    widget(app.text_area, "initiative_criteria").set_value("30 sellers use it.\n\nIt wins.")
    said = read(press(app, "Add the initiative"))
    (each,) = kept().initiatives
    assert each.criteria == ("30 sellers use it.", "It wins.")
    assert not each.stated_late
    assert "- 30 sellers use it." in said.replace("\\", "")
    assert "not yet; the teams can judge it from" in said
    assert "Give the verdict" not in said


@pytest.mark.seed("S065")
def test_the_result_waits_for_every_team_and_says_where_they_differ(page, read, kept, store):
    each = Initiative(
        id="deck", title="Deck", teams=(PMM, SALES), criteria=("It wins.",), set_on=LAST_WEEK,
        begins_on=LAST_WEEK, ends_on=LAST_WEEK,
        verdicts=(Verdict(team=SALES, by="Ben", on=LAST_WEEK, result="partly"),),
    )  # fmt: skip
    store(lambda card: card.model_copy(update={"initiatives": (each,)}))
    app = page()
    assert "**Result:** open until Product marketing gave a verdict" in read(app)
    widget(app.text_input, "verdict_by").set_value("Anna")
    widget(app.radio, "verdict_result").set_value("met")
    said = read(press(app, "Give the verdict"))
    assert "Teams differ]" in said
    assert kept().initiatives[0].result == "differs"
    press(app, "Withdraw for Product marketing")
    assert kept().initiatives[0].result is None


def test_criteria_that_came_late_bear_a_mark(page, read, store):
    late = Initiative(
        id="deck", title="Deck", teams=(PMM, SALES), criteria=("It wins.",),
        set_on=datetime.date(2026, 2, 1), begins_on=LAST_WEEK, ends_on=datetime.date(2026, 3, 1),
    )  # fmt: skip
    store(lambda card: card.model_copy(update={"initiatives": (late,)}))
    assert "Stated late] when it had begun" in read(page())


def test_without_a_fitting_kpi_a_pulse_offers_one(page, read, kept):
    app = page()
    assert "a pulse would feed nothing" in read(app)
    press(app, "Add Collaboration feedback to the scorecard")
    assert kept().holds(FEEDBACK)
    assert "Add a pulse" in read(app)


@pytest.fixture
def asked(store, desk):
    """A pulse that has closed."""
    pulse = Pulse(
        id="spring", title="Spring pulse", metric=FEEDBACK, questions=QUESTIONS,
        teams=(SALES, "team.product"), opens_on=LAST_WEEK, closes_on=datetime.date(2026, 1, 19),
    )  # fmt: skip

    def change(card):
        with_kpi = add(card, FEEDBACK, "supporting", "", desk.adviser.graph)
        return with_kpi.model_copy(update={"pulses": (pulse,)})

    store(change)
    return pulse


@pytest.mark.seed("S064")
def test_a_pulse_is_made_of_at_most_five_questions(page, read, kept, store, desk):
    store(lambda card: add(card, FEEDBACK, "supporting", "", desk.adviser.graph))
    app = page()
    field = widget(app.text_area, "pulse_questions")
    assert field.value.splitlines() == list(QUESTIONS)
    field.set_value("\n".join([*QUESTIONS, "One more?"]))
    assert "at most 5 items" in read(press(app, "Add the pulse"))
    widget(app.text_area, "pulse_questions").set_value("\n".join(QUESTIONS))
    press(app, "Add the pulse")
    (pulse,) = kept().pulses
    assert pulse.teams == (SALES,)
    assert QUESTIONS[0] in read(app)


def upload(app, *rows, pulse):
    head = template(pulse, str).splitlines()[0]
    content = "\n".join([head, *rows]).encode()
    widget(app.get("file_uploader"), "answers_").upload("answers.csv", content, "text/csv")
    return app.run()


@pytest.mark.seed("S064")
def test_filled_answers_are_previewed_and_kept_as_one_reading(page, read, desk, adopted, asked):
    app = upload(page(), "Ben,Sales,4,5,3,4,4", "Eva,Product,2,2,3,4,1", pulse=asked)
    assert "**3.2 of 5** would be the reading of Collaboration feedback" in read(app)
    assert "n = 2 people" in read(app)
    assert desk.open(adopted.id).readings == ()
    said = read(press(app, "Keep as a reading"))
    (reading,) = desk.open(adopted.id).readings
    assert (reading.metric, str(reading.value), reading.n) == (FEEDBACK, "3.20", 2)
    assert "Answered: 2 people; Sales 1, Product 1" in reading.evidence
    assert "Read] **3.2** of 5 on 19 Jan 2026, 2 people" in said


def test_a_file_with_mistakes_names_row_and_column(page, read, desk, adopted, asked):
    app = upload(page(), "Ben,Sales,9,5,3,4,4", pulse=asked)
    assert "row 2, q1: 9 is no answer" in read(app).replace("\\", "")
    assert "Keep as a reading" not in read(app)
    assert desk.open(adopted.id).readings == ()


def test_an_old_version_can_only_be_read(page, store, asked):
    store(lambda card: card.model_copy(update={"title": "Anna, spring"}))
    app = page(version="2")
    labels = {each.label for each in app.button}
    assert not labels & {
        "Sign as Mara",
        "Set for all",
        "Add a pulse",
        "Take Spring pulse away",
        "Save",
    }
    assert not app.get("file_uploader")


def test_what_people_wrote_formats_nothing(page, read, store):
    each = Initiative(
        id="deck", title="**Deck** <b>", teams=(PMM, SALES), criteria=("# One",),
        set_on=LAST_WEEK, ends_on=LAST_WEEK,
    )  # fmt: skip
    store(lambda card: card.model_copy(update={"initiatives": (each,)}))
    said = read(page())
    assert r"\*\*Deck\*\* \<b\>" in said
    assert r"- \# One" in said


def test_what_is_not_known_any_more_is_shown_all_the_same(page, read, adopted, desk):
    kpi, other, *rest = adopted.kpis
    contract = kpi.contract.model_copy(
        update={"lead": "team.unheard", "own_part": ("metric.gone", kpi.metric)}
    )
    gone = other.model_copy(update={"metric": "metric.unheard"})
    card = adopted.model_copy(
        update={"kpis": (kpi.model_copy(update={"contract": contract}), gone, *rest)}
    )
    desk._store.save(card, 1, by="Mara", at=desk.now(), why="As an older release kept it.")
    said = read(page())
    assert "**Leads:** team.unheard" in said
    assert "metric.unheard" in said


def tick(app, *what):
    for each in what:
        widget(app.checkbox, f"control_{each}_").check()
    return app


@pytest.mark.seed("S050")
def test_what_is_held_alone_needs_both_ticks_or_becomes_shared(page, read, kept, store, desk):
    store(lambda card: add(card, QUALITY, "supporting", "", desk.adviser.graph))
    app = page()
    assert "only where product marketing controls both the work and its outcome" in read(app)
    press(tick(app, "execution"), "Keep what is controlled")
    assert "the PMM does not control outcome, so it is shared" in read(app)
    tick(app, "execution", "outcome")
    said = read(press(app, "Keep what is controlled"))
    assert kept().kpi(QUALITY).contract.controls == ("execution", "outcome")
    assert "controls **how the work is done and what comes of it**" in said
    widget(app.checkbox, "control_outcome_").uncheck()
    widget(app.selectbox, "control_team_").set_value("team.product")
    press(app, "Keep what is controlled")
    contract = kept().kpi(QUALITY).contract
    assert (contract.kind, contract.co_owners) == ("shared", ("team.product",))
