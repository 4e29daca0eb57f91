import json
from math import log2

import pytest
from django.core.management import CommandError, call_command

from apps.archive.models import SourceDocument
from apps.search.evaluation import JudgedQuery, Score, average, judge

pytestmark = pytest.mark.django_db


def test_an_answer_is_measured_against_the_judgement(make_findable):
    title = make_findable("Svømmehal")
    body = make_findable("Andet", text="Om en svømmehal.")
    wrong = make_findable("Tredje", text="Om svømmehal og park.")
    missing = make_findable("Badeanstalt")
    ambiguous = make_findable("Svømmehal")
    query = JudgedQuery(
        "svømmehal", {title.pk: 2, body.pk: 1, missing.pk: 1}, ambiguous=frozenset([ambiguous.pk])
    )

    score = judge(query)

    assert score.recall == pytest.approx(2 / 3)
    assert score.precision == pytest.approx(2 / 3)
    assert score.missing == (missing.get_absolute_url(),)
    assert score.wrong == (wrong.get_absolute_url(),)
    ideal = 3 + 1 / log2(3) + 1 / log2(4)
    # Title, then the two equals with the higher id first.
    assert score.ndcg == pytest.approx((3 + 1 / log2(4)) / ideal)


def test_precision_is_averaged_over_queries_with_an_answer():
    summary = average([Score(1.0, 0.5, 1.0), Score(0.0, None, 0.0)])

    assert (summary.recall, summary.precision, summary.ndcg, summary.empty_count) == (0.5, 0.5, 0.5, 1)


@pytest.fixture
def judged_file(make_findable, tmp_path):
    item = make_findable("Svømmehal")
    source = SourceDocument.objects.create(sha256="0" * 64, file_name="raad-2024.txt", byte_count=1)
    type(item.meeting).objects.update(source=source)
    path = tmp_path / "queries.json"
    relevant = [{"file": "raad-2024.txt", "item": 1, "grade": 2}]
    path.write_text(json.dumps({"queries": [{"query": "svømmehallen", "relevant": relevant}]}))
    return path


def test_the_command_prints_the_averages(judged_file, capsys):
    call_command("evaluate_search", judged_file)

    assert capsys.readouterr().out.splitlines() == [
        "Søgninger: 1, heraf 0 uden resultater",
        "Genkaldelse: 1.000",
        "Præcision:   1.000",
        "nDCG@10:     1.000",
    ]


def test_the_command_lists_queries_when_asked(judged_file, capsys):
    call_command("evaluate_search", judged_file, verbose=True)

    assert capsys.readouterr().out.splitlines()[0] == "G 1.00  P 1.00  nDCG 1.00  svømmehallen"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "har ikke den form"),
        ('{"queries": [{"query": "vej"}]}', "har ikke den form"),
        (
            '{"queries": [{"query": "vej", "relevant": [{"file": "x.txt", "item": 3, "grade": 1}]}]}',
            "Punkt 3 i x.txt findes ikke i arkivet.",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_explained(tmp_path, content, message):
    path = tmp_path / "queries.json"
    path.write_text(content)

    with pytest.raises(CommandError, match=message):
        call_command("evaluate_search", path)


def test_a_missing_file_is_explained(tmp_path):
    with pytest.raises(CommandError, match="kan ikke læses"):
        call_command("evaluate_search", tmp_path / "none.json")
