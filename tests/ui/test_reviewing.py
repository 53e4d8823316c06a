"""A review on the page, by several people: sending, signing, talking, judging, approving."""

import datetime

import pytest

from scorecards.document import Contract, Period
from scorecards.exports import export, gather
from scorecards.making.adopt import add
from scorecards.review import REASONS, co_owners, unanswered
from scorecards.review.acts import Anchor, Answer, Approve, Comment, Reviewer, Sign, Submit
from scorecards.rights import Member
from ui import door

PMM, SALES = "team.product-marketing", "team.sales"
WIN = "metric.win-rate"
ASKED = (Reviewer(team=SALES, name="Sal"), Reviewer(team=PMM, name="Mo"))


def member(name, role, team):
    return Member(email=f"{name.lower()}@example.org", name=name, role=role, team=team)


PEOPLE = {
    each.name: each
    for each in (
        member("Anna", "pmm", PMM),
        member("Mo", "manager", PMM),
        member("Sal", "reviewer", SALES),
        member("Rae", "reviewer", "team.marketing"),
        member("Vic", "viewer", SALES),
    )
}


@pytest.fixture
def card(desk, adopted):
    """Anna's, managed by Mo, whose headline is shared with sales alone: version 2."""
    shared = Contract(
        kind="shared", lead=SALES, co_owners=(PMM,), own_part=("metric.sales-confidence",)
    )
    direct = Contract(kind="direct", lead=PMM)
    kpis = tuple(
        kpi.model_copy(
            update={"contract": shared if kpi.metric == WIN else direct, "source": "crm"}
        )
        for kpi in adopted.kpis
    )
    card = adopted.model_copy(update={"kpis": kpis, "manager": "Mo"})
    assert co_owners(card) == (SALES,)
    desk.save(card, 1, why="Shared with sales.")
    return card


@pytest.fixture
def as_(monkeypatch, visit, card):
    """Open the part as somebody."""

    def go(name, **more):
        monkeypatch.setattr(door, "member", lambda _: PEOPLE[name])
        return visit("scorecard", id=card.id, part="review", **more)

    return go


@pytest.fixture
def does(desk, card):
    """Somebody does something without the page."""

    def do(name, act):
        at_desk = desk.at(PEOPLE[name], desk.now)
        at_desk.do(at_desk.open(card.id), act)

    return do


@pytest.fixture
def sent(does):
    does("Anna", Submit(reviewers=ASKED))
    return does


@pytest.fixture
def ready(sent):
    """All is there that approval waits for."""
    sent("Anna", says("c1", "I can carry this."))
    sent("Sal", says("c2", "Fine with us."))
    sent("Sal", Sign(team=SALES))
    return sent


def says(id, text, **anchor):
    return Comment(id=id, text=text, anchor=Anchor(**anchor))


def press(app, label, number=0):
    [each for each in app.button if each.label == label][number].click().run()
    assert not app.exception, app.exception
    return app


def plain(said):
    """As it is read, without what keeps Markdown from formatting it."""
    return said.replace("\\", "")


def press_field(app, label, question, words):
    field(app.text_area, question).input(words)
    return press(app, label)


def labels(app):
    return [each.label for each in app.button]


def field(fields, label):
    return next(each for each in fields if each.label.startswith(label))


def test_a_draft_says_what_comes_next_and_is_sent(as_, read, desk, card):
    app = as_("Anna")
    assert "Nobody was asked to review it yet" in read(app)
    field(app.text_input, "Sales").input("Sal, Rae")
    assert field(app.text_input, "Product marketing").value == "Mo"
    press(app, "Send it to review")
    review = desk.open(card.id).review
    asked = [(each.team, each.name) for each in review.reviewers]
    assert asked == [(SALES, "Sal"), (SALES, "Rae"), (PMM, "Mo")]
    said = read(app)
    assert "In review. Sales has not signed. The PMM has said nothing yet." in said.replace(
        "\\", ""
    )
    assert ":blue-badge[In review]" in said


def test_members_of_a_team_are_offered(as_, desk):
    for each in PEOPLE.values():
        desk.put_member(each)
    app = as_("Anna")
    assert field(app.multiselect, "Sales").options == ["Sal", "Vic"]
    assert field(app.multiselect, "Product marketing").options == ["Mo"]


def test_a_team_that_shares_has_to_be_asked(as_, read, desk, card):
    app = press(as_("Anna"), "Send it to review")
    assert "no reviewer for Sales" in read(app)
    assert desk.open(card.id).review.status == "draft"


def test_who_may_not_send_it_reads_who_may(as_, read, sent, desk, card):
    app = as_("Sal")
    press_field(app, "Ask for changes", "What is to be changed", "Add a baseline.")
    said = read(app)
    assert desk.open(card.id).card.status == "changes-requested"
    assert ":orange-badge[Changes asked for]" in said
    assert "Add a baseline" in said
    assert "The person it is for or the manager sends it to review." in said
    press(as_("Anna"), "Send it to review again")
    assert desk.open(card.id).review.status == "in-review"


def test_each_team_signs_for_itself_and_what_it_signed_for_is_shown(as_, read, sent, desk, card):
    app = as_("Anna")
    assert "Sign for Sales" not in labels(app)
    assert "You cannot sign for it: As pmm, Anna may not sign" in plain(read(app))
    app = press(as_("Sal"), "Sign for Sales")
    assert "Signed for this content" in read(app)
    opened = desk.open(card.id)
    desk.save(opened.card.model_copy(update={"title": "Another"}), opened.latest, why="Better.")
    said = read(as_("Sal"))
    assert "Signed an earlier content" in said
    assert "It was changed or taken back since it was sent to review" in said


def test_a_signature_is_taken_back_with_a_reason(as_, read, sent, desk, card):
    sent("Sal", Sign(team=SALES))
    app = as_("Sal")
    press(app, "Take the signature back")
    assert "nothing is written" in read(app)
    press_field(app, "Take the signature back", "Why?", "We saw the target.")
    assert desk.open(card.id).review.signed == ()


@pytest.mark.seed("S069")
def test_without_a_word_of_pmm_and_stakeholder_it_is_not_approved(as_, read, sent, desk, card):
    sent("Sal", Sign(team=SALES))
    app = as_("Mo")
    said = plain(read(app))
    assert "Approve" not in labels(app)
    assert "The PMM has said nothing; ask for a comment, or record a waiver." in said
    assert "No stakeholder has said anything" in said
    app = as_("Anna")
    field(app.text_area, "Your comment").input("I can carry this.")
    press(app, "Comment")
    app = as_("Mo")
    press_field(app, "Do without a stakeholder's word", "Why is it not", "Sales said so in person.")
    press(app, "Approve")
    opened = desk.open(card.id)
    assert opened.card.status == "approved"
    assert [each.act.words for each in opened.review.waived] == ["Sales said so in person."]
    assert "A change of what was agreed makes it a draft again." in read(app)


def test_nobody_approves_their_own(as_, read, ready):
    app = as_("Anna")
    assert "Approve" not in labels(app)
    assert "As pmm, Anna may not review this scorecard" in plain(read(app))
    assert "Approve" in labels(as_("Mo"))


def test_whoever_wrote_it_is_not_named_to_approve_it(as_, read, desk, card, does):
    at_desk = desk.at(PEOPLE["Mo"], desk.now)
    at_desk.save(card.model_copy(update={"title": "Anna, spring"}), 2, why="Better.")
    does("Anna", Submit(reviewers=ASKED))
    does("Anna", says("c1", "Mine."))
    does("Sal", says("c2", "Fine."))
    does("Sal", Sign(team=SALES))
    app = as_("Mo")
    assert "A reviewer can approve it now. **Sal**" in plain(read(app))
    assert "Mo would approve what is their own" in plain(read(app))
    assert "Approve" not in labels(app)


def test_the_day_of_the_next_review_is_no_change_of_what_was_agreed(as_, read, ready, desk, card):
    ready("Mo", Approve())
    app = as_("Mo")
    field(app.date_input, "Day of the next review").set_value(datetime.date(2027, 3, 24))
    press(app, "Set the day")
    opened = desk.open(card.id)
    assert (opened.card.status, opened.card.review_on) == ("approved", datetime.date(2027, 3, 24))
    assert app.success[0].value == r"Next review on 24 Mar 2027. Saved as version 5."


def test_after_an_edit_of_what_was_approved_the_note_says_so(as_, read, ready, desk, card):
    ready("Mo", Approve())
    app = as_("Mo")
    app.query_params["part"] = "kpis"
    app.run()
    press(app, "Drop", 1)
    field(app.text_area, "Why it is dropped").input("Nobody reads it.")
    press(app, "Drop it")
    assert app.success[0].value.endswith(
        "It was approved and is a draft again; send it to review once more."
    )
    assert desk.open(card.id).card.status == "draft"


def test_it_is_taken_back_and_closed_after_its_period(as_, read, ready, desk, card):
    ready("Mo", Approve())
    said = plain(read(as_("Mo")))
    assert "**Close it**: The period lasts until 2027-03-31" in said
    press_field(as_("Anna"), "Take it back", "Why is it taken back", "Let me think.")
    assert desk.open(card.id).card.status == "draft"


def test_a_review_of_the_past_is_closed(as_, desk, card, does):
    past = Period(start=datetime.date(2020, 1, 1), end=datetime.date(2020, 3, 31))
    desk.save(card.model_copy(update={"period": past}), 2, why="Past.")
    does("Anna", Submit(reviewers=(Reviewer(team=SALES, name="Sal"),)))
    does("Anna", says("c1", "Carried."))
    does("Sal", says("c2", "Fine."))
    does("Sal", Sign(team=SALES))
    does("Sal", Approve())
    press_field(as_("Mo"), "Close it", "What did the review", "All met.")
    assert desk.open(card.id).card.status == "closed"


def test_a_comment_hangs_on_what_it_is_about(as_, read, desk, card):
    app = as_("Mo")
    about = field(app.selectbox, "What your comment is about")
    assert {"The whole scorecard", "Win rate"} <= set(about.options)
    assert any(each.startswith("Rule ") for each in about.options)
    assert any(each.startswith("Source: ") for each in about.options)
    about.select_index(about.options.index("Win rate"))
    field(app.text_area, "Your comment").input("Is <b>this</b> *ours*?")
    press(app, "Comment")
    (said,) = desk.open(card.id).review.said
    assert (said.comment.anchor.kind, said.comment.anchor.of, said.by) == ("kpi", WIN, "Mo")
    assert r"Is \<b\>this\</b\> \*ours\*?" in read(app)
    assert field(app.text_area, "Your comment").value == ""


def test_a_comment_on_a_rule_and_on_a_source_is_kept(as_, desk, card):
    for start, kind in (("Rule ", "rule"), ("Source: ", "citation")):
        app = as_("Mo")
        about = field(app.selectbox, "What your comment is about")
        wanted = next(each for each in about.options if each.startswith(start))
        about.select_index(about.options.index(wanted))
        field(app.text_area, "Your comment").input("Does this hold for us?")
        press(app, "Comment")
        anchor = desk.open(card.id).review.said[-1].comment.anchor
        assert anchor.kind == kind
        assert anchor.of in desk.adviser.knowledge.records or anchor.of in wanted


def test_a_comment_is_replied_to_and_resolved(as_, read, sent, desk, card):
    sent("Mo", says("c1", "Why this?"))
    app = as_("Anna")
    field(app.text_area, "What do you say to Mo").input("It is what sales asks for.")
    press(app, "Reply")
    assert desk.open(card.id).review.said[-1].comment.replies_to == "c1"
    assert "It is what sales asks for" in read(app)
    press(app, "Resolve")
    said = read(app)
    assert "Resolved by Anna" in said
    assert "1 resolved" in said
    assert "Resolve" not in labels(app)


def test_comments_on_a_kpi_are_found_from_it(as_, read, sent, visit, card):
    sent("Sal", says("c1", "Our word.", kind="kpi", of=WIN))
    sent("Sal", says("c2", "On all of it."))
    app = as_("Mo")
    app.query_params["part"] = "kpis"
    app.run()
    links = [each.proto for each in app.get("page_link")]
    (link,) = [each for each in links if "open comment" in each.label]
    assert link.label == "1 open comment"
    assert f"about={WIN}" in link.query_string
    app = as_("Mo", about=WIN)
    shown = [each.value for each in app.markdown]
    assert r"Our word\." in shown or "Our word." in shown
    assert not {"On all of it.", r"On all of it\."} & {*shown}


def test_a_recommended_kpi_is_judged_with_a_reason(as_, read, desk, card):
    app = as_("Anna")
    assert "It stands on the scorecard as headline" in read(app)
    number = next(n for n, each in enumerate(app.radio) if "Win rate" in each.label)
    app.radio[number].set_value("override")
    press(app, "Keep the verdict", number)
    assert "no reason is given" in read(app)
    app.radio[number].set_value("override")
    reasons = [each for each in app.selectbox if each.label.startswith("Reason")]
    reasons[number].select_index(list(REASONS).index("goal-differs"))
    [each for each in app.text_area if each.label == "In your own words"][number].input("We grow.")
    press(app, "Keep the verdict", number)
    (judged,) = desk.open(card.id).review.judged
    act = judged.act
    assert (act.verdict, act.reason, act.words) == ("override", "goal-differs", "We grow.")
    said = read(app)
    assert "Gone another way" in said
    assert REASONS["goal-differs"] in said


@pytest.mark.seed("S068")
def test_the_next_review_is_set_in_place_and_an_overdue_one_is_told(as_, read, desk, card, visit):
    app = as_("Mo")
    assert "No day is set" in read(app)
    past = datetime.date.today() - datetime.timedelta(days=3)
    desk.save(card.model_copy(update={"review_on": past}), 2, why="A review.")
    assert "Overdue by 3 days" in read(as_("Mo"))
    assert "Review overdue by 3 days." in plain(read(visit("all_scorecards")))


def test_the_history_tells_every_act_the_newest_first(as_, read, ready):
    said = read(as_("Mo"))
    assert said.index("Sal signed for Sales") < said.index("Anna sent it to review by")


def test_an_old_version_is_only_read(as_, read, ready):
    app = as_("Mo", version="1")
    assert not {"Approve", "Comment", "Reply", "Resolve", "Set the day"} & set(labels(app))
    assert "about the version that stands" in read(app)


def test_a_viewer_of_a_template_only_reads(as_, read, desk, card):
    desk.save(card.model_copy(update={"person": None, "manager": None}), 2, why="For a role.")
    app = as_("Vic")
    assert "not add one as viewer" in read(app)
    assert not {"Comment", "Send it to review", "Keep the verdict"} & set(labels(app))


@pytest.mark.seed("S133")
def test_each_team_says_yes_or_no_to_each_kpi_that_it_shares(as_, read, sent, desk, card):
    assert card.kpi(WIN).contract.lead == SALES
    sent("Sal", Answer(team=SALES, metric=WIN, says="yes"))
    opened = desk.open(card.id)
    assert unanswered(opened.review, opened.card) == ()
    assert "Sal answered for Sales on sharing Win rate: yes." in plain(read(as_("Mo")))
    sent("Sal", Answer(team=SALES, metric=WIN, says="no", words="Not with this target."))
    (answer,) = desk.open(card.id).review.answers
    assert (answer.act.team, answer.act.metric, answer.act.says) == (SALES, WIN, "no")


@pytest.mark.seed("S172")
def test_two_co_owners_are_both_asked_and_neither_is_lost_on_export(as_, desk, card):
    added = add(card, "metric.cac", "supporting", "It is what we spend.", desk.adviser.graph)
    teams = {"lead": "team.finance", "co_owners": (SALES, PMM), "tie_breaker": "Cleo"}
    contract = Contract(kind="shared", own_part=(WIN,), **teams)
    kpi = added.kpi("metric.cac").model_copy(update={"contract": contract})
    desk.save(added.with_kpi(kpi), 2, why="Shared with two.")
    app = as_("Anna")
    assert all(field(app.text_input, f"{team} (shares") for team in ("Sales", "Finance"))
    taken = gather(desk, desk.open(card.id))
    for kind in ("md", "json", "csv", "html"):
        text = export(taken, desk.adviser, kind).decode().casefold()
        assert all(each in text for each in ("finance", "sales", "cleo"))
