"""The addresses of our own account pages; those of allauth are in `allauth_urls`."""

from django.urls import path

from apps.accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("invitation/<str:secret>/", views.invitation, name="invitation"),
    path("<slug:municipality>/brugere/", views.users, name="users"),
    path("<slug:municipality>/brugere/inviter/", views.invite, name="invite"),
    path("<slug:municipality>/brugere/<int:membership>/rolle/", views.change_role, name="change_role"),
    path("<slug:municipality>/brugere/<int:membership>/fjern/", views.remove_member, name="remove_member"),
    path("<slug:municipality>/invitationer/<int:invitation>/send-igen/", views.resend, name="resend"),
    path("<slug:municipality>/invitationer/<int:invitation>/traek-tilbage/", views.revoke, name="revoke"),
    path("<slug:municipality>/spor/", views.audit_trail, name="audit_trail"),
    path("<slug:municipality>/spor.csv", views.audit_trail_csv, name="audit_trail_csv"),
]
