"""What people and readers do with a document of the desk, for the tests of its pages."""

from django.test import Client

from apps.archive.models import Meeting, SourceDocument
from apps.ingest.desk.approval import approve_document, seen_version

CANARY = "Kanariefuglegade"


def sign_in(person):
    client = Client()
    client.force_login(person)
    return client


def publish(source, people):
    source = SourceDocument.objects.get(pk=source.pk)
    approve_document(source.pk, by=people.approver, seen=seen_version(source))
    return Meeting.objects.get(source=source)


PUBLIC_PAGES = [
    "/", "/kommuner/", "/eksempelby/", "/eksempelby/teknik-og-miljoeudvalget/", "/tilbagetrukket/", "/feed/",
    "/eksempelby/teknik-og-miljoeudvalget/2024-02-07/",
    "/eksempelby/teknik-og-miljoeudvalget/2024-02-07/punkt-1/",
    "/eksempelby/teknik-og-miljoeudvalget/2024-02-07/original/", "/eksempelby/sager/05.01.02-P20-1-24/",
    "/eksempelby/teknik-og-miljoeudvalget/2024-02-07/feed/", "/eksempelby/feed/", "/sitemap/moeder-1.xml",
    "/eksempelby/teknik-og-miljoeudvalget/2024-02-07/historik/", f"/soeg/?q={CANARY}", "/soeg/?q=cykelsti",
    f"/api/v1/search?q={CANARY}", "/api/v1/meetings",
]  # fmt: skip


def leaks():
    """Public pages that hold the canary; a search page may repeat the question that it was asked."""
    told = {path: Client().get(path).content.decode(errors="replace") for path in PUBLIC_PAGES}
    own = {path: text.replace(f'value="{CANARY}"', "") for path, text in told.items()}
    return [path for path, text in own.items() if CANARY in text and CANARY not in path]
