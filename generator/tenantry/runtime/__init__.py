"""What generated code imports. Names here are the runtime's public ones; the rest of the folder is its own business."""

from tenantry.runtime.async_client import AsyncClient, AsyncOpenClient, AsyncTenantClient, AsyncUnscopedClient
from tenantry.runtime.async_repository import AsyncRepository
from tenantry.runtime.client import Client, OpenClient, TenantClient, UnscopedClient
from tenantry.runtime.doors import Door
from tenantry.runtime.errors import (
    AccessDeniedError,
    ClientNotConnectedError,
    ColumnNotFoundError,
    ConfigurationError,
    DatabaseTimeoutError,
    DatabaseUnreachableError,
    DataError,
    FieldNotFoundError,
    ForeignKeyViolationError,
    InputError,
    MissingRequiredValueError,
    NullConstraintViolationError,
    RawQueryError,
    RecordNotFoundError,
    TableNotFoundError,
    TenantMismatchError,
    TenantRequiredError,
    TenantryError,
    TransactionError,
    TransactionExpiredError,
    TransactionNotStartedError,
    UniqueViolationError,
    ValueOutOfRangeError,
    WriteConflictError,
)
from tenantry.runtime.jsontext import JSON_NULL
from tenantry.runtime.keys import PrimaryKey
from tenantry.runtime.records import Record, field
from tenantry.runtime.repository import Repository, Upsert
