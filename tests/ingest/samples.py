"""Where the sample documents of the dialects lie, and which there are."""

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "documents"
SAMPLES = sorted(path for path in FOLDER.glob("*/*") if not path.name.endswith(".expected.json"))


def expected_path(sample):
    return sample.with_name(f"{sample.name}.expected.json")
