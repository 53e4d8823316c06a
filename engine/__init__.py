"""The reasoning: a profile goes in, a recommendation with its trace comes out.

Pure: no files, no network, no clock, no globals.
"""

from engine.profile import Policy, Profile, ProfileError, read_policy, read_profile
from engine.recommend import Adviser
from engine.recommendation import Recommendation

__all__ = [
    "Adviser",
    "Policy",
    "Profile",
    "ProfileError",
    "Recommendation",
    "read_policy",
    "read_profile",
]
