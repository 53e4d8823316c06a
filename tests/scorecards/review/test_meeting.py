"""Several people at once over one scorecard: whatever they do in whatever order, the rules hold."""

import datetime
import itertools

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text

from scorecards.accountability.contracts import sign as sign_joint
from scorecards.desk import Desk
from scorecards.document import DeclaredFactor
from scorecards.part import Refused
from scorecards.review import ACT, Done, co_owners, content_digest, review_of
from scorecards.rights import Member
from scorecards.store import Conflict, Moved, database
from scorecards.store.tables import metadata

START = datetime.datetime(2027, 1, 2, 9, tzinfo=datetime.UTC)
OVER = datetime.datetime(2027, 4, 2, 9, tzinfo=datetime.UTC)
PMM, SALES, MARKETING, PRODUCT = (
    f"team.{slug}" for slug in ("product-marketing", "sales", "marketing", "product")
)
PEOPLE = {
    "Cleo": ("manager", PMM),
    "Mo": ("manager", PMM),
    "Anna": ("pmm", PMM),
    "Sam": ("reviewer", SALES),
    "Max": ("reviewer", MARKETING),
    "Pia": ("pmm", PRODUCT),
    "Olga": ("viewer", SALES),
    "Adam": ("admin", None),
}
"""Anna's scorecard, Cleo her manager; Mo leads another team and may be asked to review."""
WIN = "metric.win-rate"
WHO = st.sampled_from(list(PEOPLE))


def mostly(*names):
    """Anybody, but those who may rather than the others."""
    return st.sampled_from([*PEOPLE, *3 * names])


TEAMS = st.sampled_from([SALES, MARKETING, PRODUCT])
COMMENTS = st.sampled_from(["c1", "c2", "c3", "c4"])


class Meeting(RuleBasedStateMachine):
    """People at their desks over one store, beside what each of them was told."""

    store = adviser = card = None

    def __init__(self):
        super().__init__()
        with database.writing(self.store._engine) as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(text(f"DELETE FROM {table.name}"))
        self.now = START
        self.ids = itertools.count(1)
        self.said = {}
        self.entries = []

    def tick(self):
        self.now += datetime.timedelta(minutes=1)
        return self.now

    def desk(self, who):
        role, team = PEOPLE[who]
        email = f"{who.lower()}@example.org"
        return Desk(
            self.store, self.adviser, Member(email=email, name=who, role=role, team=team), self.tick
        )

    @initialize(
        shared=st.booleans(),
        stage=st.sampled_from(["approved", "signed", "draft", "asked", "approved"]),
    )
    def adopted(self, shared, stage):
        """Cleo makes the scorecard; marketing and sales co-own win rate, or sales alone."""
        kpi = self.card.kpi(WIN)
        owners = (SALES, MARKETING) if shared else (SALES,)
        contract = kpi.contract.model_copy(update={"co_owners": owners})
        card = self.card.with_kpi(kpi.model_copy(update={"contract": contract}))
        self.desk("Cleo").create(card, why="Adopted.")
        if stage == "draft":
            return
        self.submit("Anna", "Mo")
        if stage == "asked":
            return
        self.comment("Anna", "c1", None)
        self.comment("Sam", "c2", "c1")
        for who in ("Sam", "Max"):
            self.sign(who, PEOPLE[who][1], own=True)
        if stage == "approved":
            self.approve("Mo")
            assert self.opened("Mo").review.status == "approved"

    def opened(self, who):
        """The scorecard as somebody has it; for others than those close to it, as Adam has not."""
        try:
            opened = self.desk(who).open("q1")
        except Refused:
            assert not self.close_to_it(who)
            return None
        assert self.close_to_it(who, opened.review)
        return opened

    def close_to_it(self, who, review=None):
        """Whether somebody is the person, the manager, or was asked to review it the last time."""
        if review is not None:
            asked = review.reviewers
        else:
            sent = [done.act for done in self.store.acts("q1") if done.act.kind == "submit"]
            asked = sent[-1].reviewers if sent else ()
        return who in {"Anna", "Cleo", *(each.name for each in asked)}

    def act(self, who, kind, **fields):
        """Do something, which may be refused; then nothing is written."""
        act = ACT.validate_python({"kind": kind, **fields})
        opened = self.opened(who) or self.opened("Cleo")
        before = self.store.log_end()
        try:
            self.desk(who).do(opened, act)
        except Refused:
            assert self.store.log_end() == before
            return None
        return act

    def save(self, who, change, why):
        opened = self.opened(who) or self.opened("Cleo")
        before = self.store.log_end()
        try:
            return self.desk(who).save(change(opened.card), opened.latest, why=why)
        except Refused:
            assert self.store.log_end() == before
            return None

    @rule(who=WHO, title=st.sampled_from(["First", "Second", "Third"]))
    def edit(self, who, title):
        self.save(who, lambda card: card.model_copy(update={"title": title}), "Named.")

    @rule(who=WHO, team=st.sampled_from([PMM, SALES, MARKETING]))
    def sign_a_joint_objective(self, who, team):
        def change(card):
            objective = card.joint[0].objective
            return sign_joint(card, objective, team, who, self.now.date())

        before = content_digest(self.store.get("q1").document)
        self.save(who, change, "Signed.")
        assert content_digest(self.store.get("q1").document) == before

    @rule(who=WHO, evidence=st.sampled_from(["It came.", "It did not come."]))
    def show_a_factor(self, who, evidence):
        def change(card):
            factor = card.factors[0].model_copy(update={"evidence": evidence})
            return card.model_copy(update={"factors": (factor,)})

        status = self.store.get("q1").document.status
        self.save(who, change, "It came.")
        assert self.store.get("q1").document.status == status

    @rule(
        who=st.sampled_from(["Cleo", "Anna", "Mo", "Olga"]),
        third=st.sampled_from(["Mo", "Pia", "Cleo"]),
    )
    def submit(self, who, third):
        names = ((SALES, "Sam"), (MARKETING, "Max"), (PRODUCT, third))
        reviewers = [{"team": team, "name": name} for team, name in names]
        self.act(who, "submit", reviewers=reviewers)

    @rule(who=mostly("Anna", "Cleo"))
    def withdraw(self, who):
        self.act(who, "withdraw", words="Not yet.")

    @rule(who=WHO, id=COMMENTS, replies_to=st.none() | COMMENTS)
    def comment(self, who, id, replies_to):
        words = f"Word {next(self.ids)}"
        if self.act(who, "comment", id=id, text=words, replies_to=replies_to):
            assert id not in self.said
            assert replies_to is None or replies_to in self.said
            self.said[id] = (who, words, replies_to)

    @rule(who=mostly("Anna", "Cleo"), id=st.sampled_from(["c1", "c2", "c3"]))
    def resolve(self, who, id):
        self.act(who, "resolve", comment=id)

    @rule(who=WHO, verdict=st.sampled_from(["accept", "reject", "override"]))
    def judge(self, who, verdict):
        reason = None if verdict == "accept" else "goal-differs"
        self.act(who, "judge", metric=WIN, verdict=verdict, reason=reason)

    @rule(who=mostly("Sam", "Max"), team=TEAMS, own=st.booleans())
    def sign(self, who, team, own):
        team = PEOPLE[who][1] if own else team
        if team and self.act(who, "sign", team=team):
            assert PEOPLE[who][1] == team

    @rule(who=mostly("Sam"), team=TEAMS, own=st.booleans())
    def unsign(self, who, team, own):
        self.act(who, "unsign", team=PEOPLE[who][1] or team if own else team, words="Not so.")

    @rule(who=mostly("Mo", "Sam"))
    def ask_for_changes(self, who):
        self.act(who, "ask-for-changes", words="A target is missing.")

    @rule(who=mostly("Mo", "Sam"), whose=st.sampled_from(["pmm", "stakeholder"]))
    def waive(self, who, whose):
        self.act(who, "waive", whose=whose, words="On leave.")

    @rule(who=mostly("Mo", "Sam"))
    def approve(self, who):
        before = self.store.get("q1")
        if not self.act(who, "approve"):
            return
        card, content = before.document, content_digest(before.document)
        review = self.opened("Cleo").review
        assert who not in {card.person, review.submitted_by, *self.authors(content)}
        have = {each.team for each in review.signed if each.content == content}
        assert set(co_owners(card)) <= have
        whose = {each.act.whose for each in review.waived}
        spoke = {by for by, *_ in self.said.values()}
        assert "Anna" in spoke or "pmm" in whose
        assert {PEOPLE[by][1] for by in spoke} - {PMM, None} or "stakeholder" in whose

    def authors(self, content):
        """Who wrote what is approved: since it was last, by the versions as they are kept."""
        versions = self.store.versions("q1")
        approvals = [each.version for each in self.store.acts("q1") if each.act.kind == "approve"]
        since = max(approvals[:-1], default=0)
        pairs = itertools.pairwise((None, *versions))
        return {
            now.by
            for was, now in pairs
            if now.number > since
            and (was is None or content_digest(was.document) != content_digest(now.document))
        }

    @rule(who=mostly("Sam", "Max", "Pia"), says=st.sampled_from(["yes", "no", "otherwise"]))
    def answer(self, who, says):
        """Pia's team is asked for nothing; who may not read it answers without it."""
        act = {"kind": "answer", "team": PEOPLE[who][1] or SALES, "metric": WIN, "says": says}
        given = ACT.validate_python(act | {"words": "As last time."})
        try:
            self.desk(who).answer("q1", given)
        except Refused:
            return
        assert PEOPLE[who][1] in (SALES, MARKETING)
        assert PEOPLE[who][0] != "viewer"

    @rule(who=mostly("Anna", "Cleo"), after_all=st.booleans())
    def announce(self, who, after_all):
        if after_all:
            self.answer("Sam", "yes")
            self.answer("Max", "no")
        self.act(who, "announce", words="This is agreed.")

    @rule(who=mostly("Anna", "Cleo"), late=st.booleans())
    def close(self, who, late):
        now, self.now = self.now, max(self.now, OVER) if late else self.now
        if self.act(who, "close", words="Over."):
            assert late
        self.now = max(now, self.store.log(most=1)[0].at)

    @rule(who=WHO, value=st.integers(20, 24))
    def read(self, who, value):
        opened = self.opened(who) or self.opened("Cleo")
        desk = self.desk(who)
        said = desk.reading(opened, WIN, START.date(), value, n=40)
        try:
            desk.record(opened, [said])
        except Refused:
            return
        assert who not in ("Olga", "Pia", "Sam", "Max", "Adam")

    @rule(kind=st.sampled_from(["comment", "judge"]))
    def two_at_the_same_moment(self, kind):
        """Both looked, one was faster: the other has to look again, and nothing of it is kept."""
        version, done = self.store.get("q1"), self.store.acts("q1")
        late = Done(
            act=ACT.validate_python({"kind": "comment", "id": "late", "text": "Late."}),
            by="Cleo",
            at=self.tick(),
            version=version.number,
            content=content_digest(version.document),
        )
        came = {"id": f"q{next(self.ids)}", "text": "First."}
        fields = came if kind == "comment" else {"metric": WIN, "verdict": "accept"}
        if not self.act("Cleo", kind, **fields):
            return
        if kind == "comment":
            self.said[came["id"]] = ("Cleo", "First.", None)
        before = self.store.log_end()
        with pytest.raises(Moved):
            self.store.do("q1", late, len(done))
        assert self.store.log_end() == before

    @rule()
    def two_save_on_the_same_version(self):
        opened = self.opened("Cleo")
        review = opened.review
        if review.status == "closed":
            return
        title = f"Title {next(self.ids)}"
        self.desk("Cleo").save(
            opened.card.model_copy(update={"title": title}), opened.latest, why="Named."
        )
        with pytest.raises(Conflict):
            self.desk("Anna").save(
                opened.card.model_copy(update={"title": f"{title}!"}), opened.latest, why="Named."
            )

    @invariant()
    def what_one_may_not_read_is_refused(self):
        for who in PEOPLE:
            self.opened(who)
        for who in ("Anna", "Pia"):
            listed = {each.id for each in self.desk(who).cards()}
            assert listed == ({"q1"} if self.close_to_it(who) else set())

    @invariant()
    def the_document_has_the_status_of_the_review(self):
        card = self.store.get("q1").document
        review = review_of(self.store.acts("q1"), content_digest(card))
        assert card.status == review.status
        assert (review.approved is not None) == (review.status in ("approved", "closed"))
        approvals = [each for each in self.store.acts("q1") if each.act.kind == "approve"]
        assert card.person not in {each.by for each in approvals}

    @invariant()
    def no_word_is_lost_or_altered(self):
        review = self.opened("Cleo").review
        kept = {
            each.comment.id: (each.by, each.comment.text, each.comment.replies_to)
            for each in review.said
        }
        assert kept == self.said

    @invariant()
    def the_log_only_grows_and_is_whole(self):
        entries = [each.hash for each in self.store.log(most=1000)][::-1]
        assert entries[: len(self.entries)] == self.entries
        self.entries = entries
        assert self.store.verify() == ()


EXAMPLES = {"sqlite": 12, "postgresql": 6}


def _run(kind, store, adviser, card, examples, steps):
    class Bound(Meeting):
        pass

    Bound.store, Bound.adviser, Bound.card = store, adviser, card
    run_state_machine_as_test(
        Bound,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert store.check() == ()


@pytest.fixture
def plain(sound):
    """Win rate alone, shared; one joint objective that nobody signed, one factor declared."""
    kpi = next(each for each in sound.kpis if each.metric == WIN)
    joint = sound.joint[0].model_copy(update={"signed": (), "teams": (PMM, SALES, MARKETING)})
    factor = DeclaredFactor(factor="factor.competitive-actions", declared_on=START.date())
    fields = {"id": "q1", "kpis": (kpi,), "joint": (joint,), "factors": (factor,), "dropped": ()}
    return sound.model_copy(update=fields)


def test_whatever_people_do_in_whatever_order_the_rules_of_a_review_hold(
    kind, store, adviser, plain
):
    _run(kind, store, adviser, plain, EXAMPLES[kind], 20)


@pytest.mark.slow
def test_longer_meetings_hold_them_too(kind, store, adviser, plain):
    _run(kind, store, adviser, plain, EXAMPLES[kind], 60)
