"""Examples of the tests of kinds may take their time: a busy machine is no mistake."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
