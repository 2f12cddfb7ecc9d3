"""What a facilitator can do: cohorts, sessions, the run of show, people."""

from efficacy.content import editing
from efficacy.content.editing import Change
from efficacy.content.outline import Draft, Guess
from efficacy.services.facilitate.actor import Actor
from efficacy.services.facilitate.cohorts import (
    DAY_MS,
    FORMS,
    MODES,
    WAYS,
    Purged,
    change_cohort,
    create_cohort,
    delete_cohort,
    end_cohort,
    purge_due,
    share_cohort,
)
from efficacy.services.facilitate.copies import note_paper_copies
from efficacy.services.facilitate.curriculum import (
    ENDINGS,
    Taken,
    copy_plan,
    delete_own,
    draft_plan,
    export_plan,
    file_name,
    own_contents,
    own_problems,
    review,
    save,
    save_text,
    take_in,
    text_in,
    text_of,
)
from efficacy.services.facilitate.exchange import (
    decide_note,
    form_groups,
    move_person,
    set_groups,
    write_note,
)
from efficacy.services.facilitate.people import new_pin, remove_person, restore_person
from efficacy.services.facilitate.plan_editing import (
    PlanOutlook,
    edit_plan,
    outlook_of_plan,
    own_plan,
)
from efficacy.services.facilitate.sessions import (
    move,
    open_projector,
    open_session,
    say_to_all,
    set_address,
    summarised,
)
from efficacy.services.facilitate.stories import (
    Story,
    StoryGiven,
    draft_story,
    keep_draft,
    own_stories,
    review_story,
    save_story,
    stories_given,
    story_has_ended,
)
from efficacy.services.facilitate.story_edit import GAP, edited, has_gaps
from efficacy.services.facilitate.story_edit import Edit as StoryEdit
from efficacy.services.facilitate.story_edit import Trait as StoryTrait
from efficacy.services.facilitate.story_edit import lengths as story_lengths
from efficacy.services.facilitate.story_edit import traits as story_traits
from efficacy.services.facilitate.story_withdrawal import withdraw_story

__all__ = [
    "DAY_MS",
    "ENDINGS",
    "FORMS",
    "GAP",
    "MODES",
    "WAYS",
    "Actor",
    "Change",
    "Draft",
    "Guess",
    "PlanOutlook",
    "Purged",
    "Story",
    "StoryEdit",
    "StoryGiven",
    "StoryTrait",
    "Taken",
    "change_cohort",
    "copy_plan",
    "create_cohort",
    "decide_note",
    "delete_cohort",
    "delete_own",
    "draft_plan",
    "draft_story",
    "edit_plan",
    "edited",
    "editing",
    "end_cohort",
    "export_plan",
    "file_name",
    "form_groups",
    "has_gaps",
    "keep_draft",
    "move",
    "move_person",
    "new_pin",
    "note_paper_copies",
    "open_projector",
    "open_session",
    "outlook_of_plan",
    "own_contents",
    "own_plan",
    "own_problems",
    "own_stories",
    "purge_due",
    "remove_person",
    "restore_person",
    "review",
    "review_story",
    "save",
    "save_story",
    "save_text",
    "say_to_all",
    "set_address",
    "set_groups",
    "share_cohort",
    "stories_given",
    "story_has_ended",
    "story_lengths",
    "story_traits",
    "summarised",
    "take_in",
    "text_in",
    "text_of",
    "withdraw_story",
    "write_note",
]
