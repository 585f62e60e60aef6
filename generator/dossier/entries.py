"""The entries of a dossier: agreements, mechanisms, people and sectors, each with its details on the day."""

from typing import NamedTuple

from generator.kinds.agreement import Agreement
from generator.kinds.agreement_history import Standing
from generator.kinds.commitment import CommitmentInRecord
from generator.kinds.mechanism import Mechanism, Sessions
from generator.kinds.meeting import Meeting
from generator.kinds.person import Person, Position
from generator.kinds.sector import Sector


class AgreementStanding(NamedTuple):
    """An agreement and its standing on the day."""

    agreement: Agreement
    standing: Standing


class MechanismSessions(NamedTuple):
    """A mechanism and its sessions: the last one, the next one planned, the next one due."""

    mechanism: Mechanism
    sessions: Sessions


class Counterpart(NamedTuple):
    """A person the parties have met: the offices held on the day, and the meetings, the latest first."""

    person: Person
    offices: tuple[Position, ...]
    meetings: tuple[Meeting, ...]


class SectorActivity(NamedTuple):
    """The records and commitments of one sector."""

    sector: Sector
    meetings: tuple[Meeting, ...]
    agreements: tuple[Agreement, ...]
    commitments: tuple[CommitmentInRecord, ...]
    mechanisms: tuple[Mechanism, ...]

    @property
    def size(self) -> int:
        """The number of records and commitments."""
        return sum(map(len, (self.meetings, self.agreements, self.commitments, self.mechanisms)))
