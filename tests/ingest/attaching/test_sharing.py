from apps.ingest.attaching.sharing import share_out
from tests.ingest.records import make_item

A = (make_item("1", attachments=("Kort", "Referat fra Handicaprådet")),)
B = (make_item("1", attachments=("Plan",)),)


def share(**files):
    """Which document each file was given to; `files` are paths (`__` for `/`) with their items or None."""
    paths = [path.replace("__", "/") for path in files]
    items_of = {index: items for index, items in enumerate(files.values()) if items}
    return {paths[file]: paths[owner] for file, owner in share_out(paths, items_of).items()}


def test_files_belong_to_the_only_document_in_any_order_and_folder():
    assert share(a__kort=None, referat=A, z__y__ukendt=None) == {"a/kort": "referat", "z/y/ukendt": "referat"}
    assert share(bilag__kort=None, referat__referat=A) == {"bilag/kort": "referat/referat"}


def test_files_belong_to_the_document_of_their_folder():
    shared = share(marts__referat=A, marts__bilag__plan=None, april__referat=B, april__kort=None)

    assert shared == {"marts/bilag/plan": "marts/referat", "april/kort": "april/referat"}


def test_file_beside_several_documents_belongs_to_the_one_that_names_it():
    assert share(a=A, b=B, kort=None, plan=None, ukendt=None) == {"kort": "a", "plan": "b"}
    assert share(a=A, a2=A, kort=None) == {}


def test_minutes_that_others_name_are_an_attachment():
    files = {"referat": A, "Referat fra Handicaprådet": B, "referat andet": B}

    assert share(**files) == {"Referat fra Handicaprådet": "referat"}
    assert share(referat=A, bilag__tidligere=B) == {"bilag/tidligere": "referat"}
    assert share(bilag__a=A, bilag__b=B) == {}


def test_without_a_document_nothing_is_an_attachment():
    assert share(kort=None, plan=None) == {}
