"""The schemas that reading is measured with are what they are said to be."""

from __future__ import annotations

from bench import synthetic
from tenantry import ir, pipeline
from tenantry.text.source import Source


def test_a_synthetic_schema_is_valid_and_has_relations_and_ten_fields_a_model() -> None:
    analysis = pipeline.analyze([Source("schema.prisma", synthetic.schema(30))])
    assert analysis.schema is not None
    assert not analysis.diagnostics
    own = [[f for f in model.fields if isinstance(f, ir.ScalarField)] for model in analysis.schema.models]
    assert [len(fields) for fields in own] == [9] * 30
    assert len(analysis.schema.relations) == 30


def test_a_synthetic_schema_of_five_hundred_models_has_about_nine_and_a_half_thousand_lines() -> None:
    assert 9_300 < synthetic.schema(500).count("\n") < 10_000


def test_a_broken_synthetic_schema_has_one_fault() -> None:
    analysis = pipeline.analyze([Source("schema.prisma", synthetic.broken(synthetic.schema(30)))])
    assert len({d.span.start for d in analysis.diagnostics if d.span}) == 1
