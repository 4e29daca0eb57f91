"""Run in the sandbox as `python -m apps.ingest.checking.layers.child`: a file in, its layers as JSON out."""

from dataclasses import asdict

from apps.ingest.checking.layers.finding import find_layers
from apps.ingest.checking.layers.layer import Layer
from apps.ingest.sandbox_child import answer_with


def _as_json(content: bytes) -> dict[str, object]:
    found = find_layers(content)
    return {
        "layers": [asdict(one) for one in found if isinstance(one, Layer)],
        "concerns": [asdict(one) for one in found if not isinstance(one, Layer)],
    }


if __name__ == "__main__":
    answer_with(_as_json)
