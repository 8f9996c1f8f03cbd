"""What can go wrong, with Prisma's codes.

No message holds a value: neither of the caller's input nor of a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar


class TenantryError(Exception):
    """Base of all errors of the data layer."""


class ClientNotConnectedError(TenantryError):
    """An operation before `connect()` or after `disconnect()`."""

    def __init__(self) -> None:
        super().__init__("The client is not connected: use it as a context manager, or call connect() first.")


class ClientNotRegisteredError(TenantryError):
    """`get_client()` before `register()`."""

    def __init__(self) -> None:
        super().__init__("No client is registered: call register(client) first, with a client or a function.")


class ClientAlreadyRegisteredError(TenantryError):
    """A second `register()`."""

    def __init__(self) -> None:
        super().__init__("A client is registered already: there is one for the process.")


class ConfigurationError(TenantryError):
    """The client cannot be set up as asked: no database URL, or one for a database that the package was not
    generated for.
    """


class DataError(TenantryError):
    """An operation failed. `code` is Prisma's; `model` and `target` (field names) say where; the driver's error is
    the cause.
    """

    code: ClassVar[str] = "P2010"

    def __init__(self, message: str, *, model: str | None = None, target: Sequence[str] = ()) -> None:
        super().__init__(f"{self.code}: {message}")
        self.model = model
        self.target = list(target)


class UniqueViolationError(DataError):
    """Another row has these values already. `target` lists the fields."""

    code = "P2002"


class ForeignKeyViolationError(DataError):
    """A key that the row refers to does not exist, or rows still refer to the one that was to go."""

    code = "P2003"


class NullConstraintViolationError(DataError):
    """The database was given no value for a column that needs one."""

    code = "P2011"


class MissingRequiredValueError(NullConstraintViolationError):
    """The input lacks a required field."""

    code = "P2012"


class RequiredRelationError(DataError):
    """The change would leave a row without another that it must refer to."""

    code = "P2014"


class RecordNotFoundError(DataError):
    """No row in the client's scope fits; a row of another tenant counts as none."""

    code = "P2025"


class TableNotFoundError(DataError):
    """The database has no such table: run the migrations."""

    code = "P2021"


class ColumnNotFoundError(DataError):
    """The database has no such column: run the migrations."""

    code = "P2022"


class InputError(DataError):
    """The input does not fit the model: an unknown field or operator, or a value of the wrong type."""

    code = "P2009"


class FieldNotFoundError(InputError):
    """The input names a field that the model does not have."""


class ValueOutOfRangeError(DataError):
    """The database refused a value as too long or too large for its column."""

    code = "P2020"


class WriteConflictError(DataError):
    """A concurrent transaction won (serialization failure, deadlock, locked database): the whole transaction may be
    tried again.
    """

    code = "P2034"


class DatabaseTimeoutError(DataError):
    """No connection came free in time, or the database stopped a statement for its time limit."""

    code = "P2024"


class DatabaseUnreachableError(DataError):
    """The database does not answer, or the connection broke."""

    code = "P1001"


class AccessDeniedError(DataError):
    """The database role may not do this."""

    code = "P1010"


class RawQueryError(DataError):
    """The database refused a statement for a reason that has no code of its own."""

    code = "P2010"


class TransactionError(DataError):
    """Base of the errors of `tx()`."""

    code = "P2028"


class TransactionExpiredError(TransactionError):
    """The transaction has ended, or took longer than its timeout: its client is of no more use."""


class TransactionNotStartedError(TransactionError):
    """No connection came free within the transaction's `max_wait`."""


class TenantRequiredError(TenantryError):
    """No tenant was given where one is needed."""


class TenantMismatchError(TenantryError):
    """A payload names a tenant other than the client's, or would move a row to another tenant."""

    def __init__(self, model: str, field: str) -> None:
        super().__init__(f"{model}.{field} is set by the client's tenant and never changes: leave it out of the data.")
        self.model = model
        self.target = [field]
