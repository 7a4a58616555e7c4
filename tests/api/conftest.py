"""One published archive for the module, as the tests of robustness have it."""

from tests.robustness.conftest import _scene, anybody, scene

__all__ = ["_scene", "anybody", "scene"]
