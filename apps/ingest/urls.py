"""The addresses of the desk. All but the first name the municipality whose documents they are about."""

from django.urls import path

from apps.ingest.desk import file_views, review_views, settling_views, views, withdrawal_views

app_name = "ingest"

urlpatterns = [
    path("", views.start, name="start"),
    path("<slug:municipality>/", views.desk_page, name="desk"),
    path("<slug:municipality>/laeg-ind/", views.upload, name="upload"),
    path("<slug:municipality>/aflevering/<uuid:batch>/", views.delivery, name="delivery"),
    path("<slug:municipality>/fuldstaendighed/", views.completeness, name="completeness"),
    path("<slug:municipality>/dokument/<int:document>/", review_views.review, name="review"),
    path("<slug:municipality>/dokument/<int:document>/fil/", file_views.original, name="original"),
    path("<slug:municipality>/dokument/<int:document>/ret/", review_views.correct, name="correct"),
    path(
        "<slug:municipality>/dokument/<int:document>/fund/<int:finding>/", review_views.accept, name="accept"
    ),
    path("<slug:municipality>/dokument/<int:document>/kasser/", review_views.discard, name="discard"),
    path("<slug:municipality>/dokument/<int:document>/tag-frem/", review_views.take_up, name="take_up"),
    path("<slug:municipality>/dokument/<int:document>/offentliggoer/", review_views.approve, name="approve"),
    path(
        "<slug:municipality>/moede/<int:meeting>/traek-tilbage/", withdrawal_views.withdraw, name="withdraw"
    ),
    path(
        "<slug:municipality>/moede/<int:meeting>/traek-passage-tilbage/",
        withdrawal_views.withdraw_words,
        name="withdraw_passage",
    ),
    path("<slug:municipality>/drift/", views.figures, name="figures"),
    path("<slug:municipality>/udvalg/", settling_views.committee_list, name="committees"),
    path("<slug:municipality>/udvalg/<int:committee>/", settling_views.committee, name="committee"),
    path("<slug:municipality>/sager/", settling_views.case_list, name="cases"),
    path("<slug:municipality>/sager/<int:case>/", settling_views.case, name="case"),
    path("<slug:municipality>/tilbagetrukket/", withdrawal_views.withdrawn, name="withdrawn"),
    path("<slug:municipality>/tilbagetrukket/<int:withdrawal>/ophaev/", withdrawal_views.lift, name="lift"),
]
