"""Decimals as doubles, to the last bit as Prisma makes them: not the nearest one, so `float` would not do.

Source: `to_f64` of the Rust crate bigdecimal 0.3, and `__powidf2` of LLVM's runtime, which raises to powers there.
"""

from __future__ import annotations

from tenantry.psl.literals import whole


def double(text: str) -> float:
    """All digits as a whole number, times a power of ten. Infinite or no number where that is beyond a double."""
    mantissa, _, exponent = text.lower().replace("_", "").partition("e")
    front, _, decimals = mantissa.partition(".")
    scale = len(decimals) - whole(exponent)
    # From text, which may be as long as it likes, whole numbers become the nearest double. Zero has no sign.
    return (float(front + decimals) or 0.0) * _power_of_ten(-scale)


def _power_of_ten(exponent: int) -> float:
    result, square, left = 1.0, 10.0, abs(exponent)
    while left:
        if left & 1:
            result *= square
        square *= square
        left >>= 1
    return 1 / result if exponent < 0 else result
