"""From a call to SQL: tables, call shapes, conditions, the tenant's term, plans and their cache."""
