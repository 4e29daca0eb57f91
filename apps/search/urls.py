"""The addresses of the search page and what belongs to it."""

from django.urls import path

from apps.search import feeds, views

app_name = "search"

urlpatterns = [
    path("", views.search_page, name="search"),
    path("forslag", views.suggestions, name="suggestions"),
    path("feed/", feeds.search_feed, name="feed"),
]
