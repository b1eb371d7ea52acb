"""Every error that Dateline raises on purpose.

    DatelineError
    ├── InputError                what was given cannot be read
    │   ├── EmptyInput            nothing to read in it
    │   ├── BinaryInput           not text, and no format that is known
    │   ├── TooLarge              over a limit of size or depth
    │   ├── BadEncoding           bytes that are no text in any likely encoding
    │   ├── NotEnglish            another language
    │   ├── NotFound              no such file, or the server says so
    │   ├── FetchFailed           the network or the server let us down
    │   ├── ForbiddenAddress      an address that is never fetched
    │   ├── BadLine               a line of a JSON Lines file that is off
    │   └── BadFeed               a feed that is off, or where no feed can be
    ├── PipelineError
    │   ├── StageOrder            a stage stands before what it requires
    │   └── StageFailed           a stage raised: which one, on which report
    ├── KnowledgeError            a data file is missing or does not say what it should
    ├── ConfigError               a setting that does not exist or cannot be so
    └── StoreError
        ├── NoSuchReport          nothing is stored under that id
        ├── NoSuchActor           no report of the store tells of such a one
        ├── NoSuchSearch          no search is saved under that id
        ├── AccountError          an account that is not there, or cannot be so
        └── StoreTooNew           the store was written by a later version

Each one says which input, what is wrong and what to do; `kind` is its name in machine-readable answers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.model.report import Report


class DatelineError(Exception):
    """The root: `source` names the input, `reason` what is wrong with it, `advice` the way out."""

    def __init__(self, source: str, reason: str, advice: str = "") -> None:
        super().__init__(source, reason, advice)
        self.source = source
        self.reason = reason
        self.advice = advice

    @property
    def kind(self) -> str:
        """`not-english` for NotEnglish: stable, for programs that read our answers."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()

    @property
    def message(self) -> str:
        """Reason and advice in one line, without the name of the input."""
        return f"{self.reason} {self.advice}".strip()

    def __str__(self) -> str:
        return f"{self.source}: {self.message}"


class InputError(DatelineError):
    """What was given cannot be read. `id` is the report's own, where the input names one."""

    def __init__(self, source: str, reason: str, advice: str = "", *, id: str | None = None) -> None:
        super().__init__(source, reason, advice)
        self.id = id


class EmptyInput(InputError):
    """There is nothing to read."""


class BinaryInput(InputError):
    """Bytes that are neither text nor a format that is known."""


class TooLarge(InputError):
    """Over a limit of size or depth."""


class BadEncoding(InputError):
    """Bytes that make no text in any likely encoding."""


class NotEnglish(InputError):
    """A report in a language that is not read. `report` is what could be cleaned of it all the same."""

    report: Report | None = None


class NotFound(InputError):
    """No such file, or the server says that there is no such page."""


class FetchFailed(InputError):
    """The network or the server let us down."""


class ForbiddenAddress(InputError):
    """A private address, or a scheme that is not http or https."""


class BadLine(InputError):
    """A line of a JSON Lines file that is not what it should be."""


class BadFeed(InputError):
    """A feed that cannot be read, or one where a page is expected."""


class PipelineError(DatelineError):
    """The stages do not fit together, or one of them failed."""


class StageOrder(PipelineError):
    """A stage stands before what it requires."""


class StageFailed(PipelineError):
    """A stage raised an error of its own."""


class KnowledgeError(DatelineError):
    """A data file is missing, or does not say what it should."""


class ConfigError(DatelineError):
    """A setting that does not exist, or a value that it cannot have."""


class StoreError(DatelineError):
    """The store cannot do what was asked."""


class NoSuchReport(StoreError):
    """Nothing is stored under that id."""


class AccountError(StoreError):
    """An account that is not there, or a name, role or password that it cannot have. Never tells a password."""


class NoSuchSearch(StoreError):
    """No search is saved under that id."""


class NoSuchActor(StoreError):
    """No report of the store tells of such a one."""


class StoreTooNew(StoreError):
    """The store was written by a later version of Dateline."""
