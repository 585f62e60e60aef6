"""Trials: a fault in a scene, then the same command without one, and what is to be complained of."""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from generator.incremental.leftovers import STAGING_FOLDER
from tests.support.faulty_commands import NO_FAULT, SECONDS, TEMPORARY, Outcome, read_tree, run_with_fault
from tests.support.scenes import Scene, write_scene
from tests.support.write_faults import Fault

VOLATILE = (".rendered.json", ".site.made", "records", ".made")
"""What holds times of files: it differs between two clean runs."""
HIDDEN = re.compile(r"^(\.content\.lock|content/(.*/)?\..*|\.rejects.*\.new)$")
"""What a command that writes records may leave when it is killed."""
REFUSED = re.compile(r"(?m)^.*(?:No space left on device|Input/output error).*$")
"""A line that says why."""
CACHE = "build/"
"""The cache: a run that cannot write it warns."""
OWN_STATE = re.compile(r"\.site\.(built|index)/")
"""What a build keeps for the next one: it differs between two clean runs."""
LEFT_HALF = re.compile(r"\.stage/$|\.new/?$|\.old/$|/tmp")
"""What is not to be left there."""
LEFTOVER = re.compile(r"(\.aide-memoire[/.].*|\.lock) is left$")
"""A file that a failed command may leave for the next one, which then removes it."""
WRITABLE = 2
"""The exit status if a file cannot be written."""


class Trial(NamedTuple):
    """A fault, how the command ended, and every complaint."""

    fault: Fault
    outcome: Outcome
    complaints: list[str]
    left: Sequence[str] = ()
    """What a killed command has left."""


class Stage:
    """A scene that is set up once and played many times, each time from its beginning."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self.scene, self._start, self._folder = scene, folder / "start", folder / "played"
        write_scene(scene, self._start)
        for command in scene.before:
            outcome = run_with_fault(self._start, command)
            if outcome.status:
                raise AssertionError(outcome.output)
        scene.edit(self._start)
        (self._start / TEMPORARY).mkdir(exist_ok=True)
        self.before = self._read(self._start)

    @cached_property
    def clean(self) -> Outcome:
        """The command without a fault."""
        outcome = self._play(NO_FAULT)
        if outcome.status != self.scene.status:
            raise AssertionError(outcome.output)
        self.after = self._read(self._folder)
        return outcome

    def places(self) -> Iterator[tuple[int, int]]:
        """Yield the first and the last call of each place in the program that makes one."""
        calls = self.clean.calls
        for place in sorted(set(calls), key=calls.index):
            yield calls.index(place) + 1, len(calls) - calls[::-1].index(place)

    def try_fault(self, fault: Fault) -> Trial:
        """Run the command with a fault, then without."""
        outcome = self._play(fault)
        complaints = [*self._judge(outcome)] if outcome.has_struck else []
        if not (self.scene.answers and outcome.status == 0):  # else the same answers make another record
            again = run_with_fault(self._folder, self.scene.command, answers=self.scene.answers)
            complaints += self._judge_repair(again)
        return Trial(fault, outcome, complaints)

    def try_kill(self, following: tuple[str, ...], fault: Fault = NO_FAULT, after: float = SECONDS) -> Trial:
        """Kill the command, at a call or after some seconds; then run `following`, which is to clear up."""
        outcome = self._play(fault, after)
        killed = self._read(self._folder)
        complaints = [
            f"{path} is half written: {killed.get(path)!r}"
            for path in sorted(killed.keys() | self.before.keys())
            if _is_record(path) and killed.get(path) not in (self.before.get(path), self.after.get(path))
        ]
        left = sorted(path for path in killed if HIDDEN.search(path) and path not in self.before)
        next_outcome = run_with_fault(self._folder, following, answers=self.scene.answers)
        now = read_tree(self._folder)
        complaints += [f"{path} is left by {following[0]}" for path in now if HIDDEN.search(path)]
        complaints += [
            f"{path} is gone, and {following[0]} does not name it: {next_outcome.output}"
            for path in left
            if path.rstrip("/").rpartition("/")[2] not in next_outcome.output and STAGING_FOLDER not in path
        ]
        if "Traceback" in next_outcome.output:
            complaints.append(f"a traceback of {following[0]}: {next_outcome.output.splitlines()[-1]}")
        if following == self.scene.command and not self.scene.answers and self._read(self._folder) != self.after:
            complaints.append(_shorten([*_differences(self.after, self._read(self._folder))]))
        return Trial(fault, outcome, complaints, left)

    def _play(self, fault: Fault, kill_after: float = SECONDS) -> Outcome:
        shutil.rmtree(self._folder, ignore_errors=True)
        shutil.copytree(self._start, self._folder, symlinks=True)
        return run_with_fault(self._folder, self.scene.command, fault, self.scene.answers, kill_after)

    def _judge(self, outcome: Outcome) -> Iterator[str]:
        """Yield what is wrong after the fault."""
        if "Traceback" in outcome.output:
            yield f"a traceback: {outcome.output.splitlines()[-1]}"
        reasons = REFUSED.findall(outcome.output)
        now = self._read(self._folder)
        if outcome.status == self.scene.status:
            if differences := [line for line in _differences(self.after, now) if not LEFTOVER.search(line)]:
                yield f"status {outcome.status} although it is not as it should be: {_shorten(differences)}"
            if any(line.startswith("error:") for line in reasons):
                yield "an error, and the status of success"
        else:
            if outcome.status != WRITABLE:
                yield f"status {outcome.status}, {WRITABLE} is expected: {outcome.output[-300:]}"
            if not reasons or sum("left as it is" not in line for line in reasons) > 1:
                yield f"{len(reasons)} lines of the reason, one is expected: {outcome.output[-300:]}"
        yield from self._judge_records(now, is_done=outcome.status == self.scene.status)

    def _judge_records(self, now: Mapping[str, bytes], *, is_done: bool) -> Iterator[str]:
        """Yield the records that are neither as before nor as after."""
        records = {path for path in now.keys() | self.before.keys() if _is_record(path)}
        for path in sorted(records):
            allowed = {self.before.get(path), self.after.get(path)}
            if self.scene.is_whole:
                allowed = {(self.after if is_done else self.before).get(path)}
            if now.get(path) not in allowed:
                yield f"{path} is neither as before nor as after: {now.get(path)!r}"

    def _judge_repair(self, again: Outcome) -> Iterator[str]:
        """Yield what is wrong after the run without a fault."""
        if "Traceback" in again.output:
            yield f"a traceback of the next run: {again.output.splitlines()[-1]}"
        if differences := [*_differences(self.after, self._read(self._folder))]:
            yield f"the next run, status {again.status}, does not make it good: {_shorten(differences)}"

    def _read(self, folder: Path) -> dict[str, bytes]:
        tree = read_tree(folder, VOLATILE)
        return {path: content for path, content in tree.items() if not OWN_STATE.match(path) or LEFT_HALF.search(path)}


def _is_record(path: str) -> bool:
    parts = path.split("/")
    return parts[0] == "content" and path.endswith(".yml") and not any(part.startswith(".") for part in parts)


def _differences(expected: Mapping[str, bytes], seen: Mapping[str, bytes]) -> Iterator[str]:
    for path in sorted(expected.keys() | seen.keys()):
        is_uncached = path.startswith(CACHE) and path not in seen and "schemas" not in path
        if expected.get(path) != seen.get(path) and not is_uncached:
            yield f"{path} {'is missing' if path not in seen else 'is left' if path not in expected else 'differs'}"


def _shorten(lines: list[str]) -> str:
    return "; ".join(lines[:4]) + (f" and {len(lines) - 4} more" if len(lines) > 4 else "")
