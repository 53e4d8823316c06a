"""What every role may do at a real desk, however it stands to a scorecard; refused is not done."""

import datetime
from decimal import Decimal

import pytest
from sqlalchemy import make_url

from scorecards.desk import Desk
from scorecards.document import DeclaredFactor, Period, Reading
from scorecards.exports import gather
from scorecards.lint import Linter
from scorecards.part import Refused
from scorecards.review import ACT, co_owners
from scorecards.rights import ROLES, Member
from scorecards.store import open_store
from scorecards.together import Signature

NOW = datetime.datetime(2027, 2, 15, 12, tzinfo=datetime.UTC)
OWN, OTHER = "team.product-marketing", "team.sales"
STANDINGS = ("person", "manager", "reviewer", "partner", "everybody", "nobody")
WIN = "metric.win-rate"
EVERY_ROLE = "viewer pmm manager reviewer curator admin"
WORKS = "pmm manager reviewer curator admin"


def rows(*given):
    """Role -> how one may stand, from pairs of roles and standings."""
    table = {role: set() for role in ROLES}
    for roles, stands in given:
        for role in roles.split():
            table[role] |= set(stands.split())
    return table


READ = rows((EVERY_ROLE, "person manager reviewer everybody"))
EDIT = rows(
    ("pmm reviewer admin", "person"),
    ("manager", "person manager everybody"),
    ("curator", "person everybody"),
)
CLOSE = rows((WORKS, "person manager everybody"))
TALK = rows((WORKS, "person manager reviewer everybody"))
AGREE = rows((WORKS, "reviewer everybody"))
REVIEW = rows(("manager reviewer", "reviewer everybody"))
ANY = "person manager reviewer partner everybody nobody"

MAY = {
    "open": READ,
    "open an old version": READ,
    "find it in the lists": READ,
    "versions": READ,
    "history": READ,
    "acts": READ,
    "files": READ,
    "a file": READ,
    "findings": READ,
    "export": READ,
    "its part of the log": READ | {"admin": set(ANY.split())},
    "guide": READ,
    "tick the guide off": CLOSE,
    "save other content": EDIT,
    "save what it was renewed to": EDIT,
    "save a signature of the own team": rows(
        ("pmm reviewer admin curator", "person reviewer everybody"),
        ("manager", "person manager reviewer everybody"),
    ),
    "save another team's signature": EDIT,
    "save what shows a factor": rows(
        ("pmm curator admin", "person manager everybody"),
        ("manager reviewer", "person manager reviewer everybody"),
    ),
    "record": CLOSE,
    "keep": CLOSE,
    "correct": CLOSE,
    "attach": CLOSE,
    "comment": TALK,
    "resolve": TALK,
    "judge": TALK,
    "submit": CLOSE,
    "withdraw": CLOSE,
    "announce": CLOSE,
    "close": CLOSE,
    "sign": AGREE,
    "unsign": AGREE,
    "answer": rows((WORKS, "reviewer everybody partner")),
    "ask-for-changes": REVIEW,
    "waive": REVIEW,
    "approve": REVIEW,
    "remove the sample": rows((WORKS, ANY)),
    "see the plan": rows((EVERY_ROLE, ANY)),
    "see the log": rows(("admin", ANY)),
    "verify the log": rows(("admin", ANY)),
    "see to members": rows(("admin", ANY)),
}
"""What is done at the desk -> role -> how one has to stand to the scorecard, one of these."""

ACTS = {
    "submit": {"reviewers": [{"team": OTHER, "name": "Rey"}]},
    "withdraw": {"words": "Not yet."},
    "comment": {"id": "new", "text": "Which deals?"},
    "resolve": {"comment": "c1"},
    "judge": {"metric": WIN, "verdict": "accept"},
    "sign": {"team": OTHER},
    "unsign": {"team": OTHER, "words": "Not so."},
    "answer": {"team": OTHER, "metric": WIN, "says": "yes"},
    "ask-for-changes": {"words": "A target is missing."},
    "waive": {"whose": "pmm", "words": "On leave."},
    "approve": {},
    "announce": {"words": "Agreed."},
    "close": {"words": "Over."},
}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with open_store(make_url(f"sqlite:///{tmp_path_factory.mktemp('kept') / 'remit.db'}")) as store:
        yield store


@pytest.fixture(scope="module")
def mara(store, adviser, sound):
    """The desk of one who may do all; every scorecard is there, to which Xu stands some way."""
    desk = Desk(store, adviser, "Mara", lambda: NOW)
    for stands in STANDINGS:
        fields = {"id": stands, "title": stands, "person": "Pia", "manager": "Max"}
        if stands in ("person", "manager"):
            fields[stands] = "Xu"
        if stands == "everybody":
            fields["person"] = None
        factor = DeclaredFactor(factor="factor.competitive-actions", declared_on=NOW.date())
        unsigned = tuple(each.model_copy(update={"signed": ()}) for each in sound.joint)
        fields |= {"joint": unsigned, "factors": (factor,)}
        desk.create(sound.model_copy(update=fields), why="Adopted.")
        card = desk.open(stands).card
        desk.save(card.model_copy(update={"title": f"{stands} card"}), 1, why="Named.")
        names = ("Rey", "Xu") if stands == "reviewer" else ("Rey",)
        reviewers = [{"team": OTHER, "name": name} for name in names]
        reviewers += [
            {"team": team, "name": "Rey"} for team in sorted({*co_owners(card)} - {OTHER})
        ]
        do(desk, stands, "submit", reviewers=reviewers)
        do(desk, stands, "comment", id="c1", text="Why?")
        desk.attach(stands, "notes.txt", b"notes")
        desk.keep(stands, [reading(stands, f"{stands}-r1")])
    return desk


def reading(card, id, value="31"):
    return Reading.model_validate(
        {
            "id": id,
            "scorecard": card,
            "metric": WIN,
            "taken_on": "2027-01-31",
            "value": value,
            "n": 40,
            "by": "Xu",
            "at": NOW,
        }
    )


def do(desk, card, kind, seen=None, /, **fields):
    act = ACT.validate_python({"kind": kind, **fields})
    return desk.do(seen or desk.open(card), act)


def lists_it(desk, id):
    found = {
        id in {each.id for each in desk.cards()},
        id in {each.id for each in desk.overview()},
        id in {card.id for card, _ in desk.readable()},
    }
    if id != "everybody":  # a template is nobody's plan
        period = Period(start="2027-01-01", end="2027-03-31")
        found.add(id in {card.id for card in desk.plan(period)[1]})
    (only,) = found
    return only


def signed(card, team, by):
    """With a signature that is not there yet, or without the one that is."""
    mark = Signature(team=team, by=by, on=NOW.date())
    (first, *rest) = card.joint
    others = tuple(each for each in first.signed if each.team != team)
    marks = others if mark in first.signed else (*others, mark)
    return card.model_copy(update={"joint": (first.model_copy(update={"signed": marks}), *rest)})


def shown(card):
    (factor, *rest) = card.factors
    evidence = f"{factor.evidence}."
    return card.model_copy(
        update={"factors": (factor.model_copy(update={"evidence": evidence}), *rest)}
    )


def attempts(mara, desk, id):
    """Each thing that is tried, on what somebody else opened."""
    seen = mara.open(id)
    card, number = seen.card, seen.latest
    old = next(each for each in mara.open(id).readings if each.replaces is None)
    live = mara.open(id).in_force(WIN)[-1]
    titled = card.model_copy(update={"title": f"{card.title}."})
    at = Period(start="2027-01-01", end="2027-03-31")
    acts = {kind: lambda k=kind: do(desk, id, k, seen, **ACTS[k]) for kind in ACTS}
    return acts | {
        "answer": lambda: desk.answer(
            id, ACT.validate_python({"kind": "answer", **ACTS["answer"]})
        ),
        "open": lambda: desk.open(id),
        "open an old version": lambda: desk.open(id, 1),
        "versions": lambda: desk.versions(seen),
        "history": lambda: desk.history(seen),
        "acts": lambda: desk.acts(seen),
        "files": lambda: desk.files(seen),
        "a file": lambda: desk.file(seen, "notes.txt"),
        "findings": lambda: desk.findings(seen),
        "export": lambda: gather(desk, seen),
        "its part of the log": lambda: desk.log(id),
        "guide": lambda: desk.guide(seen),
        "tick the guide off": lambda: desk.step(seen, "done", "task.scope"),
        "save other content": lambda: desk.save(titled, number, why="Named."),
        "save what it was renewed to": lambda: desk.renew(seen, titled),
        "save a signature of the own team": lambda: desk.save(
            signed(card, desk.member.team, desk.who), number, why="Signed."
        ),
        "save another team's signature": lambda: desk.save(
            signed(card, OWN if desk.member.team == OTHER else OTHER, "Rey"), number, why="Signed."
        ),
        "save what shows a factor": lambda: desk.save(shown(card), number, why="It came."),
        "record": lambda: desk.record(seen, []),
        "keep": lambda: desk.keep(id, [old]),
        "correct": lambda: desk.correct(seen, live.id, live.value + Decimal(1), "Misread."),
        "attach": lambda: desk.attach(id, "notes.txt", b"notes"),
        "see the plan": lambda: desk.plan(at),
        "see the log": desk.log,
        "verify the log": desk.verify_log,
        "see to members": lambda: desk.put_member(
            Member(email="a@example.org", name="Ada", role="admin")
        ),
    }


def allowed(store, attempt):
    """Whether the rights let it through, though it may not follow in the review as it stands."""
    before = store.log_end()
    try:
        attempt()
    except Refused as refused:
        assert store.log_end() == before
        return {each.field for each in refused.refusals}.isdisjoint({"role", "signature"})
    return True


def sits(mara, role, stands, **fields):
    """The desk of Xu in a role, of the team that is asked where Xu is a partner."""
    team = OTHER if stands == "partner" else OWN
    xu = Member(email="xu@example.org", name="Xu", role=role, team=team, **fields)
    return mara.at(xu, lambda: NOW)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("what", MAY)
def test_each_role_may_do_what_the_table_says_and_nothing_else(mara, store, role, what):
    may = set()
    for stands in STANDINGS:
        desk = sits(mara, role, stands)
        if what == "find it in the lists":
            may |= {stands} if lists_it(desk, stands) else set()
            continue
        if what == "remove the sample":
            card = mara.open(stands).card
            sample = card.model_copy(update={"id": "made-up", "sample": True})
            mara.create(sample, why="To try it.")
            may |= {stands} if allowed(store, lambda d=desk: d.remove_sample("made-up")) else set()
            if "made-up" in {each.id for each in mara.cards()}:
                mara.remove_sample("made-up")
            continue
        attempt = attempts(mara, desk, stands)[what]
        may |= {stands} if allowed(store, attempt) else set()
    assert may == MAY[what][role]


def test_the_table_names_every_act():
    assert set(ACTS) <= set(MAY)


@pytest.mark.parametrize("stands", STANDINGS)
def test_whose_role_was_taken_away_may_do_nothing(mara, store, stands):
    desk = sits(mara, "admin", stands, active=False)
    assert not lists_it(sits(mara, "viewer", "nobody"), "nobody")
    assert [each for each in attempts(mara, desk, stands).values() if allowed(store, each)] == []
    assert desk.cards() == desk.overview() == tuple(desk.readable()) == ()


CREATE = {
    "their own": "pmm manager",
    "another's": "manager",
    "a template": "pmm manager curator",
    "a sample": "pmm manager curator",
}
"""What is made -> the roles that may."""


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("what", CREATE)
@pytest.mark.parametrize("way", ["create", "arrive", "adopt"])
def test_each_role_may_make_what_the_table_says(
    mara, store, sound, recommendation, quarter, role, what, way
):
    person = {"their own": "Xu", "another's": "Pia"}.get(what)
    fields = {"id": f"{role}-{way}-{list(CREATE).index(what)}", "person": person}
    card = sound.model_copy(update=fields | {"manager": "Max", "sample": what == "a sample"})
    desk = sits(mara, role, "nobody")
    make = {
        "create": lambda: desk.create(card, why="Made."),
        "arrive": lambda: desk.arrive(card, (), why="Brought in."),
        "adopt": lambda: desk.adopt(recommendation, title="New", period=quarter, person=person),
    }[way]
    assert allowed(store, make) == (role in CREATE[what].split())


def test_nobody_writes_a_reading_onto_another_scorecard(mara, store, sound):
    card = sound.model_copy(update={"id": "mine", "person": "Xu"})
    desk = sits(mara, "pmm", "person")
    with pytest.raises(Refused, match="another scorecard"):
        desk.arrive(card, [reading("nobody", "strange", "77")], why="Brought in.")
    with pytest.raises(Refused):
        desk.keep("person", [reading("nobody", "strange", "77")])
    with pytest.raises(Refused):
        desk.record(mara.open("person"), [reading("nobody", "strange", "77")])
    assert "strange" not in {each.id for each in mara.open("nobody").readings}


def test_a_partner_sees_of_a_private_scorecard_only_what_is_asked(mara):
    whole = mara.open("nobody").card
    partner = sits(mara, "pmm", "partner").agreements(whole.period)
    found = {each.card: each for each in partner}["nobody"]
    assert found.asked
    assert not found.whole
    assert {each.metric for each in found.asked} == {
        each.metric
        for each in whole.proper
        if each.contract.kind == "shared"
        and OTHER in (each.contract.lead, *each.contract.co_owners)
    }


def test_what_was_opened_before_gives_nothing_out_afterwards(mara, sound):
    card = sound.model_copy(update={"id": "moves", "person": "Pia", "manager": "Xu"})
    mara.create(card, why="Made.")
    desk = sits(mara, "manager", "manager")
    opened = desk.open("moves")
    mara.save(mara.open("moves").card.model_copy(update={"manager": "Max"}), 1, why="Moved.")
    for ask in (desk.versions, desk.history, desk.files, desk.acts, desk.findings):
        with pytest.raises(Refused, match="may not read this scorecard"):
            ask(opened)


def test_findings_do_not_speak_of_what_one_may_not_read(mara, adviser):
    desk = sits(mara, "pmm", "person")
    beside = [card.id for card, _ in desk.readable()]
    assert "nobody" not in beside
    linter = Linter(adviser.graph, adviser.rules)
    opened = desk.open("person")
    others = [card for card, _ in desk.readable() if card.id != "person"]
    live = [each for kpi in opened.card.kpis for each in opened.in_force(kpi.metric)]
    assert desk.findings(opened) == linter.lint(opened.card, opened.today, live, others)


def test_who_is_not_alone_sits_down_only_as_one_of_the_made_up_company(mara):
    with pytest.raises(Refused, match="may not make"):
        sits(mara, "viewer", "nobody").at("Pia", lambda: NOW)
    as_pia = sits(mara, "pmm", "person").at("Pia", lambda: NOW)
    assert (as_pia.member.alone, as_pia.member.role) == (False, "manager")
