"""What the templates print: one frozen dataclass a generated file, made from the resolved schema and nothing else.

Every name, type and default in a view is ready Python text. A template places, a view decides.
"""
