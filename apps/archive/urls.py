"""The lasting addresses of the archive. `<str:…>` where a slug may hold dots: case and item numbers."""

from django.urls import path

from apps.archive import views

app_name = "archive"

urlpatterns = [
    path("", views.front_page, name="front_page"),
    path("kommuner/", views.municipalities, name="municipalities"),
    path("om/", views.about, name="about"),
    path("privatliv/", views.privacy, name="privacy"),
    path("<slug:municipality>/", views.municipality, name="municipality"),
    path("<slug:municipality>/sager/<str:case>/", views.case, name="case"),
    # A number typed with a slash (20/33839); the view leads it to the address above.
    path("<slug:municipality>/sager/<path:case>/", views.case, name="case_with_slash"),
    path("<slug:municipality>/<slug:committee>/", views.committee, name="committee"),
    path("<slug:municipality>/<slug:committee>/<str:meeting>/", views.meeting, name="meeting"),
    path("<slug:municipality>/<slug:committee>/<str:meeting>/original/", views.original, name="original"),
    path("<slug:municipality>/<slug:committee>/<str:meeting>/punkt-<str:item>/", views.item, name="item"),
]
