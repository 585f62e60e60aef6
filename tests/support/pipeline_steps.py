"""`StepRecorder`: the steps of a run of the pipeline."""

from generator.content.files import ContentFiles
from generator.pipeline import Listener


class StepRecorder(Listener):
    """The steps of a run, in order."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def on_files(self, files: ContentFiles) -> None:
        self.steps.append("files")

    def on_parse(self, files: ContentFiles, jobs: int | None) -> None:
        self.steps.append("parse")

    def on_report(self, report: str) -> None:
        self.steps.append(f"report: {report}")
