import json
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.bench import builds
from tests.bench.benchmark_page import benchmark_page
from tests.bench.builds import Measured, turns
from tests.bench.contenders import Contender, Task, contenders, prove_found, prove_printed, prove_says
from tests.bench.machine import Machine
from tests.bench.measurements import Cost, Size, Step, as_json, from_json, growth
from tests.bench.metering import Failed, metered
from tests.bench.stage import EDIT, Sample, Stage, edited
from tests.bench.stock import stock_configuration
from tests.bench.tables import all_tables, costs, pages, targets
from tests.bench.targets import TARGETS, Verdict, verdicts

MEGABYTES = 10**6
SAMPLE = Sample("meetings/one/index.html", "agreed in substance", "meetings/one.yml")
MACHINE = Machine("2026-01-31", "Abacus", 2, 8 * 10**9, 0.5, "Linux 6", "3.11.1", {"Hugo": "0.1", "MkDocs": "1.6"})


def costing(*walls: float, memory: int = 100) -> list[Cost]:
    return [Cost(wall, wall * 1.5, memory * MEGABYTES) for wall in walls]


@pytest.fixture
def small() -> Size:
    return Size(
        1_400,
        {Step.COLD: costing(14), Step.HUGO: costing(14), Step.EDITED: costing(2.1), Step.MATERIAL: costing(70)},
    )


@pytest.fixture
def large() -> Size:
    """Everything is missed."""
    return Size(
        12_000,
        {
            Step.COLD: costing(170, 200, 180, memory=590),
            Step.EDITED: costing(20, 30, 40, memory=600),
            Step.CHECK_COLD: costing(6, 6, 6),
            Step.CHECK_WARM: costing(1, 9, 2.5),
            Step.MATERIAL: costing(899),
            Step.HUGO: costing(150, 179, 190, memory=900),
        },
    )


def words(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]


def test_the_usual_cost_is_medians_of_the_times_and_the_highest_peak() -> None:
    size = Size(10, {Step.HUGO: [Cost(9, 1, 5), Cost(1, 2, 7), Cost(2, 9, 6)], Step.COLD: costing(1, 4)})
    assert size.usual(Step.HUGO) == (2, 2, 7)
    assert size.usual(Step.COLD) == (2.5, 3.75, 100 * MEGABYTES)
    assert size.usual(Step.WARM) is None
    assert size.times(Step.COLD, Step.HUGO) == 1.25
    assert size.times(Step.WARM, Step.HUGO) is None
    assert size.per_page(Step.HUGO) == 0.2


def test_commands_in_a_row_cost_the_sum_of_their_times_and_the_higher_peak() -> None:
    assert Cost.of_all([Cost(1, 2, 30), Cost(4, 5, 6)]) == Cost(5, 7, 30)


def test_the_growth_is_that_of_the_cost_of_a_page(small: Size, large: Size) -> None:
    assert growth({1_000: small, 10_000: large}, Step.COLD, 1_000, 10_000) == pytest.approx(1.5)
    assert growth({1_000: small}, Step.COLD, 1_000, 10_000) is None
    assert growth({1_000: small, 10_000: large}, Step.CHECK_COLD, 1_000, 10_000) is None


def test_each_target_is_missed_where_it_is(small: Size, large: Size) -> None:
    found = [verdict for verdict in verdicts({1_000: small, 10_000: large}) if verdict.records == 10_000]
    assert [verdict.target for verdict in found] == list(TARGETS)
    assert [(verdict.found, verdict.met) for verdict in found] == [
        (pytest.approx(180 / 179), False),
        (pytest.approx(30 / 179), False),
        (pytest.approx(899 / 180), False),
        (pytest.approx(1.5), False),
        (600, False),
        (6, False),
        (2.5, False),
    ]


def test_each_target_is_met_where_it_is_just_kept(small: Size) -> None:
    size = Size(
        14_000,
        {
            Step.COLD: costing(168, memory=599),
            Step.EDITED: costing(25.2),
            Step.CHECK_COLD: costing(5.99),
            Step.CHECK_WARM: costing(1.99),
            Step.MATERIAL: costing(840),
            Step.HUGO: costing(168),
        },
    )
    found = [verdict for verdict in verdicts({1_000: small, 10_000: size}) if verdict.records == 10_000]
    assert [verdict.word for verdict in found] == ["met"] * len(TARGETS)


def test_what_was_not_measured_is_neither_met_nor_missed() -> None:
    found = list(verdicts({1_000: Size(1_400, {Step.COLD: costing(1)})}))
    assert {verdict.target.words: verdict.word for verdict in found if verdict.found is not None} == {
        "Peak memory of any process of Aide-Mémoire": "met"
    }
    assert Counter(verdict.word for verdict in found) == {"not measured": 6, "met": 1}
    assert {verdict.records for verdict in found if verdict.target.only} == {10_000}


@pytest.mark.parametrize(
    ("found", "figure", "met"), [(1.0, "1.00×", True), (1.004, "1.004×", False), (1.25, "1.25×", False)]
)
def test_a_figure_that_is_shown_does_not_contradict_its_verdict(found: float, figure: str, met: bool) -> None:
    verdict = Verdict(TARGETS[0], 1_000, found)
    assert (verdict.figure, verdict.met) == (figure, met)


def test_the_table_of_costs_has_the_ratios_to_hugo_and_to_our_cold_build(large: Size) -> None:
    rows = {row[0]: row[1:] for row in words(costs(large))}
    assert rows[Step.COLD] == ["180.00 s", "170.00–200.00", "270.00 s", "590 MB", "67", "1.01×", "1.00×", "3"]
    assert rows[Step.MATERIAL] == ["899.00 s", "899.00–899.00", "1,348.50 s", "100 MB", "13", "5.02×", "4.99×", "1"]
    assert rows[Step.CHECK_WARM][4:] == ["–", "0.01×", "0.01×", "3"]
    assert Step.MKDOCS not in rows


def test_a_table_without_hugo_says_so() -> None:
    assert words(costs(Size(10, {Step.COLD: costing(1)})))[2][6:] == ["–", "1.00×", "1"]


def test_the_table_of_pages_has_the_cost_at_each_size_and_its_growth(small: Size, large: Size) -> None:
    rows = words(pages({10_000: large, 1_000: small}))
    assert rows[0] == ["a page", "at 1,000", "at 10,000", "10,000 to 1,000"]
    assert rows[2] == [Step.COLD, "10.00 ms", "15.00 ms", "1.50×"]
    assert [Step.CHECK_COLD, "–", "0.50 ms", "–"] in rows


def test_the_table_of_targets_names_the_bound_the_size_and_what_was_found(small: Size, large: Size) -> None:
    rows = words(targets({1_000: small, 10_000: large}))
    assert ["One edited meeting, to Hugo + Pagefind", "at most 0.15×", "1,000", "0.15×", "met"] in rows
    assert ["One edited meeting, to Hugo + Pagefind", "at most 0.15×", "10,000", "0.17×", "missed"] in rows
    assert ["Peak memory of any process of Aide-Mémoire", "under 600 MB", "10,000", "600 MB", "missed"] in rows


def test_all_lines_of_a_table_are_of_one_width(large: Size) -> None:
    assert {len(set(map(len, table.splitlines()))) for _, table in all_tables({10_000: large})} == {1}


def test_every_turn_begins_with_the_next_and_has_each_once() -> None:
    said = list(turns("abc", 4))
    assert "".join(each for _, each in said) == "abcbcacababc"
    assert [turn for turn, _ in said] == [0] * 3 + [1] * 3 + [2] * 3 + [3] * 3


def test_slow_ones_are_run_in_the_first_turn_alone() -> None:
    assert "".join(each for _, each in turns("abc", 3, once="b")) == "abccaca"


def test_what_is_kept_is_read_again(small: Size, large: Size, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    measured = Measured(MACHINE, 2, {1_000: small, 10_000: large})
    monkeypatch.setattr(builds, "KEPT", tmp_path / "builds.json")
    with pytest.raises(Failed, match="nothing was measured yet"):
        builds.kept()
    builds.keep(measured)
    assert builds.kept() == measured
    said = json.loads((tmp_path / "builds.json").read_text("utf-8"))
    assert said["sizes"]["10000"]["steps"]["cold"]["wall"] == 180
    assert [target["met"] for target in said["targets"]].count(False) == len(TARGETS)
    assert from_json(as_json({1_000: small})) == {1_000: small}


def test_the_document_says_when_and_on_what_it_was_measured(small: Size, large: Size) -> None:
    document = benchmark_page({1_000: small, 10_000: large}, MACHINE, 2)
    assert "Measured on 2026-01-31: Abacus, 2 cores, 8.0 GB of memory, Linux 6; load 0.5" in document
    assert "Python 3.11.1, Hugo 0.1, MkDocs 1.6." in document
    assert "`--jobs 2`" in document
    assert "`briefs: planned`" in document
    assert re.findall("^## (.+)$", document, re.M) == [
        "1,000 records, 1,400 pages",
        "10,000 records, 12,000 pages",
        "A page, as the archive grows",
        "Targets",
        "What was measured",
    ]


GRANDCHILD = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'bytearray(150_000_000)'])"


def test_a_command_is_metered_with_the_processes_it_starts(tmp_path: Path) -> None:
    cost = metered([(sys.executable, "-c", GRANDCHILD)], tmp_path, tmp_path / "log")
    assert cost.memory > 150 * MEGABYTES
    assert cost.cpu > 0
    assert cost.wall > 0


def test_a_command_that_fails_stops_with_its_last_lines(tmp_path: Path) -> None:
    command = (sys.executable, "-c", "print(*range(100), sep='\\n'); exit(3)")
    with pytest.raises(Failed, match=r"\A85\n(\d+\n)+99\nexit status 3; all it printed: log\Z"):
        metered([command], tmp_path, tmp_path / "log")


def test_the_edit_changes_the_first_word_of_the_summary_alone() -> None:
    record = "title: A\nsummary: >-\n  The sides met\n  again.\nstatus: held\n"
    assert edited(record) == record.replace("The", EDIT)


def site_of(folder: Path, text: str) -> Stage:
    page = folder / "site" / SAMPLE.page
    page.parent.mkdir(parents=True)
    page.write_text(f"<p>It was <b>agreed\n in</b> {text}</p>", "utf-8")
    return Stage(folder, 1, SAMPLE)


def test_a_site_is_proved_by_its_files_and_by_what_a_page_says(tmp_path: Path) -> None:
    stage = site_of(tmp_path, "substance.")
    prove_printed(tmp_path / "site", stage, at_least=False)
    with pytest.raises(Failed, match="2 pages were to be printed, found 1"):
        prove_printed(tmp_path / "site", stage._replace(pages=2), at_least=True)
    with pytest.raises(Failed, match="does not say 'in vain'"):
        prove_says(tmp_path / "site", SAMPLE._replace(words="in vain"))
    with pytest.raises(Failed, match="does not hold"):
        prove_found(tmp_path / "site", EDIT)


def test_each_contender_starts_from_an_empty_folder_and_all_steps_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    made = tmp_path / "made"

    def contender(name: str, *steps: Step) -> Contender:
        def prepare() -> None:
            order.append(f"{name}{' in what is left' if made.exists() else ''}")
            made.mkdir(exist_ok=True)

        return Contender(name, tuple(Task(step, (), prepare) for step in steps), tmp_path, made)

    monkeypatch.setattr(builds, "metered", lambda *_: Cost(1, 1, 1))
    both = (contender("ours", Step.COLD, Step.WARM), contender("hugo", Step.HUGO))
    said = list(builds.measure(Stage(tmp_path, 1, SAMPLE), both, 2, both[1:]))
    assert order == ["ours", "ours in what is left", "hugo", "ours", "ours in what is left"]
    assert [step for _, step, _ in said] == [Step.COLD, Step.WARM, Step.HUGO, Step.COLD, Step.WARM]
    assert not made.exists()


def test_all_steps_have_a_contender_of_a_name_that_can_be_asked_for() -> None:
    all_of_them = contenders(Stage(Path("work"), 1, SAMPLE), "hugo", 2)
    assert tuple(one.name for one in all_of_them) == builds.NAMES
    assert [task.step for one in all_of_them for task in one.tasks] == list(Step)
    assert all_of_them[0].tasks[0].commands[0][-2:] == ("--jobs", "2")
    assert "plugins: [search]" in stock_configuration()
