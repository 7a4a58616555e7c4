"""The first command of a fresh machine, and the locks that it installs."""

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

REQUIREMENTS = Path(__file__).resolve().parent.parent.parent / "requirements"
PIN = re.compile(r"^([\w.-]+==\S+)", re.MULTILINE)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that needs nothing, with the .venv that one command has made."""
    project = tmp_path_factory.mktemp("a project")
    (project / "requirements").mkdir()
    shutil.copy(REQUIREMENTS / "bootstrap.py", project / "requirements")
    for lock in ("base", "demo", "dev"):
        (project / "requirements" / f"{lock}.txt").write_text(f"# {lock}\n")
    return project


def bootstrap(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    script = project / "requirements" / "bootstrap.py"
    return subprocess.run(
        [sys.executable, str(script), *words],
        check=False,
        capture_output=True,
        text=True,
        cwd="/",
    )


def test_it_installs_once_and_becomes_the_command(project: Path) -> None:
    command = ("-c", "import os, sys; print(sys.prefix, os.getcwd()); sys.exit(3)")
    first = bootstrap(project, "demo", *command)
    assert (first.returncode, first.stdout) == (3, f"{project / '.venv'} {project}\n")
    assert "making .venv" in first.stderr
    assert "requirements/demo.txt" in first.stderr
    second = bootstrap(project, "demo", *command)
    assert (second.returncode, second.stderr) == (3, "")


def test_an_unknown_lock_gets_a_sentence(project: Path) -> None:
    assert "base, media, demo, dev" in bootstrap(project, "prod").stderr
    assert "base, media, demo, dev" in bootstrap(project).stderr


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script with a folder of its own, where a command only leaves a name."""
    spec = importlib.util.spec_from_file_location(
        "bootstrap", REQUIREMENTS / "bootstrap.py"
    )
    assert spec
    assert spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    venv = tmp_path / ".venv"
    done: list[str] = []

    def run(arguments: list[str], _: str) -> None:
        done.append("install" if "install" in arguments else "venv")
        if done[-1] == "venv":
            shutil.rmtree(venv, ignore_errors=True)
            (venv / "bin").mkdir(parents=True)
            (venv / "bin" / "python").touch()

    for name, value in {
        "FOLDER": tmp_path,
        "VENV": venv,
        "PYTHON": venv / "bin" / "python",
        "STAMP": venv / "installed",
        "run": run,
    }.items():
        monkeypatch.setattr(script, name, value)
    for lock in script.LOCKS:
        (tmp_path / f"{lock}.txt").write_text(lock)
    monkeypatch.setattr(script, "done", done, raising=False)
    return script


def test_a_wider_lock_serves_and_a_narrower_does_not(script: ModuleType) -> None:
    script.install("dev")
    script.install("demo")
    script.install("base")
    assert script.done == ["venv", "install"]
    script.STAMP.write_text("\n".join(script.stamp("base")))
    script.install("demo")
    assert script.done == ["venv", "install", "install"]


def test_a_changed_lock_is_installed_into_the_same_folder(script: ModuleType) -> None:
    script.install("demo")
    (script.FOLDER / "demo.txt").write_text("changed")
    script.install("demo")
    script.install("demo")
    assert script.done == ["venv", "install", "install"]


@pytest.mark.parametrize("line", [0, 1])
def test_another_python_or_place_begins_afresh(script: ModuleType, line: int) -> None:
    script.install("demo")
    words = script.STAMP.read_text().splitlines()
    words[line] = "other"
    script.STAMP.write_text("\n".join(words))
    script.install("demo")
    assert script.done == ["venv", "install"] * 2


def test_an_interrupted_installation_is_done_again(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    script.install("demo")
    (script.FOLDER / "demo.txt").write_text("changed")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(script, "run", interrupt)
        with pytest.raises(KeyboardInterrupt):
            script.install("demo")
    script.install("demo")
    assert script.done == ["venv", "install"] * 2


def test_a_python_that_has_gone_begins_afresh(script: ModuleType) -> None:
    script.install("demo")
    script.PYTHON.unlink()
    script.install("demo")
    assert script.done == ["venv", "install"] * 2


def test_an_old_python_gets_a_sentence(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script.sys, "version_info", (3, 10, 12))
    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer is needed"):
        script.main(["demo"])


def test_without_ensurepip_the_one_line_is_told(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        script.install("demo")


def test_each_lock_contains_the_narrower_ones() -> None:
    base, demo, dev = (
        set(PIN.findall((REQUIREMENTS / f"{lock}.txt").read_text()))
        for lock in ("base", "demo", "dev")
    )
    assert base < demo < dev


@pytest.mark.parametrize("lock", ["base", "demo", "dev"])
def test_a_lock_names_hashes_and_no_host(lock: str) -> None:
    text = (REQUIREMENTS / f"{lock}.txt").read_text()
    for requirement in re.split(r"\n(?=\w)", text):
        assert "--hash=sha256:" in requirement
    assert "://" not in text
