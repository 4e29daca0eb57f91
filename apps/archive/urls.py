"""The lasting addresses of the archive. `<str:…>` where a slug may hold dots: case and item numbers."""

from django.urls import path

from apps.archive import attachment_views, calendars, feeds, sitemap, subject_views, views, withdrawal_feed
from apps.archive.former_addresses import led_by_former_name

app_name = "archive"

urlpatterns = [
    path("", views.front_page, name="front_page"),
    path("kommuner/", views.municipalities, name="municipalities"),
    path("emner/", subject_views.subject_list, name="subjects"),
    path("emner/<str:number>/", subject_views.subject, name="subject"),
    path("om/", views.about, name="about"),
    path("privatliv/", views.privacy, name="privacy"),
    path("tilbagetrukket/", views.withdrawn, name="withdrawn"),
    path("tilbagetrukket/feed/", withdrawal_feed.withdrawals, name="withdrawn_feed"),
    path("feed/", feeds.whole_archive, name="feed"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap/sider.xml", sitemap.pages, name="sitemap_pages"),
    path("sitemap/moeder-<int:number>.xml", sitemap.meetings, name="sitemap_meetings"),
    path("sitemap/sager-<int:number>.xml", sitemap.cases, name="sitemap_cases"),
    path("<slug:municipality>/", views.municipality, name="municipality"),
    path("<slug:municipality>/farver.css", views.colours, name="municipality_colours"),
    path("<slug:municipality>/feed/", feeds.municipality, name="municipality_feed"),
    path("<slug:municipality>/kalender.ics", calendars.municipality, name="municipality_calendar"),
    path("<slug:municipality>/sager/<str:case>/", views.case, name="case"),
    path("<slug:municipality>/sager/<str:case>/feed/", feeds.case, name="case_feed"),
    # A number typed with a slash (20/33839); the view leads it to the address above.
    path("<slug:municipality>/sager/<path:case>/", views.case, name="case_with_slash"),
    path("<slug:municipality>/<slug:committee>/", led_by_former_name(views.committee), name="committee"),
    path(
        "<slug:municipality>/<slug:committee>/feed/",
        led_by_former_name(feeds.committee),
        name="committee_feed",
    ),
    path(
        "<slug:municipality>/<slug:committee>/kalender.ics",
        led_by_former_name(calendars.committee),
        name="committee_calendar",
    ),
    path(
        "<slug:municipality>/<slug:committee>/<str:meeting>/",
        led_by_former_name(views.meeting),
        name="meeting",
    ),
    path(
        "<slug:municipality>/<slug:committee>/<str:meeting>/feed/",
        led_by_former_name(feeds.meeting),
        name="meeting_feed",
    ),
    path(
        "<slug:municipality>/<slug:committee>/<str:meeting>/kalender.ics",
        led_by_former_name(calendars.meeting),
        name="meeting_calendar",
    ),
    path(
        "<slug:municipality>/<slug:committee>/<str:meeting>/historik/",
        led_by_former_name(views.history),
        name="history",
    ),
    path(
        "<slug:municipality>/<slug:committee>/<str:meeting>/original/",
        led_by_former_name(views.original),
        name="original",
    ),
    path(
        "<slug:municipality>/<slug:committee>/<str:meeting>/punkt-<str:item>/",
        led_by_former_name(views.item),
        name="item",
    ),
    path(
        "<slug:municipality>/<slug:committee>/<str:meeting>/punkt-<str:item>/bilag/<int:position>/",
        led_by_former_name(attachment_views.attachment),
        name="attachment",
    ),
]
