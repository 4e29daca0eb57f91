"""Where the sample files of the structured sources lie, and which there are."""

from pathlib import Path

FOLDER = Path(__file__).parents[2] / "exports"
SAMPLES = sorted(path for path in FOLDER.glob("*/*") if not path.name.endswith(".expected.json"))


def expected_path(sample):
    return sample.with_name(f"{sample.name}.expected.json")
