"""Where the sample documents of the dialects lie, and which there are."""

from pathlib import Path

from apps.ingest.dialects import DIALECTS

FOLDER = Path(__file__).parents[1] / "documents"
DIALECT_NAMES = sorted(dialect.__name__.rsplit(".", 1)[1] for dialect in DIALECTS)
SAMPLES = sorted(
    path for name in DIALECT_NAMES for path in (FOLDER / name).glob("*") if path.suffix != ".json"
)


def expected_path(sample):
    return sample.with_name(f"{sample.name}.expected.json")
