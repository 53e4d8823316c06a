"""The door *Review a plan*: several roles side by side."""

from __future__ import annotations

import streamlit as st

from engine.plan import review_plan
from scorecards.sample.people import samples
from ui.parts import plans
from ui.parts.people import Person, people_of, person_from_link, write_people
from ui.parts.texts import gloss
from ui.session import adviser

ADVISER = adviser()
KNOWLEDGE = ADVISER.knowledge
SAMPLES = samples(KNOWLEDGE)
COMPANY = SAMPLES[0].company if SAMPLES else ""

params = st.query_params.to_dict()
if not params:
    params = st.session_state.get("review_link", {"samples": "all"})
people, problems = people_of(params, SAMPLES, KNOWLEDGE)

with st.container(key="review", gap="medium"):
    st.title("Review a plan", anchor=False)
    st.markdown(
        "Put the roles of a team side by side: what is covered, what collides, and how much each "
        "person carries.",
        help=gloss("term.review", KNOWLEDGE),
    )
    st.page_link(
        "views/planning.py",
        label="Plan a period with the scorecards that are kept",
        icon=":material/view_column:",
    )
    for problem in problems:
        st.warning(problem, title="Left out", icon=":material/link_off:")

    with st.container(
        key="people_form", horizontal=True, gap="medium", vertical_alignment="bottom"
    ):
        own = [person for person in people if not person.sample]
        chosen = st.pills(
            f"Samples: people of {COMPANY}, a made-up company",
            [sample.slug for sample in SAMPLES],
            selection_mode="multi",
            default=[person.slug for person in people if person.sample],
            format_func={sample.slug: sample.name for sample in SAMPLES}.__getitem__,
            key="review_samples",
        )
        with st.popover("Add a role", icon=":material/person_add:"):
            name = st.text_input("Name of the person or role", max_chars=40, key="add_name")
            designed = st.session_state.get("design_link")
            link = st.text_input(
                "Link of its scorecard",
                key="add_link",
                max_chars=2000,
                placeholder="Copy it from the address bar of Design",
                help="Left empty, the profile you last designed here is taken."
                if designed
                else None,
            )
            if st.button("Add", type="primary", key="add_person"):
                added, problem = person_from_link(name, link, designed or {}, KNOWLEDGE)
                if added is None:
                    st.error(problem)
                else:
                    own = [person for person in own if person.name != added.name] + [added]
        if own and st.button("Remove the added roles", icon=":material/person_remove:"):
            own = []
    team = [
        *(Person.of(sample, KNOWLEDGE) for sample in SAMPLES if sample.slug in chosen),
        *own,
    ]
    written = write_people(team, KNOWLEDGE)
    if written != st.query_params.to_dict():
        st.query_params.from_dict(written)
        st.session_state["review_link"] = written
        if [person.name for person in team] != [person.name for person in people]:
            st.rerun()

    if not team:
        st.info(
            "Choose a sample or add a role. A role is the link of a scorecard from Design.",
            icon=":material/groups:",
        )
        st.stop()
    answered = [
        (person.name, ADVISER.recommend(person.asked.profile, person.asked.policy))
        for person in team
    ]
    review = review_plan(answered, ADVISER.graph)
    plans.in_short(review, ADVISER)
    plans.side_by_side(team, dict(answered), ADVISER)
    plans.coverage(review, [person.name for person in team], ADVISER)
    plans.overlaps(review, ADVISER)
    plans.loads(review, ADVISER)
