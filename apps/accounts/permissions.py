"""The one place that answers who may do what. Every other room asks here and decides nothing itself."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from apps.accounts.models import Membership, Role, User

Visitor = AbstractBaseUser | AnonymousUser
View = Callable[..., HttpResponseBase]


def may_upload(user: Visitor, municipality: Model) -> bool:
    """May hand in minutes for `municipality`, and see and correct what is not public yet."""
    return _has_role(user, municipality, Role.UPLOADER)


def may_approve(user: Visitor, municipality: Model) -> bool:
    """May publish and withdraw for `municipality`."""
    return _has_role(user, municipality, Role.APPROVER)


def may_administer(user: Visitor, municipality: Model) -> bool:
    """May invite people to `municipality`, change their roles and see its audit trail."""
    return _has_role(user, municipality, Role.ADMINISTRATOR)


def municipalities_of(user: Visitor) -> QuerySet[Any]:
    """The municipalities that `user` has any role in; all of them for a platform administrator."""
    municipalities = _municipalities()
    if _is_platform_administrator(user):
        return municipalities
    if not user.is_authenticated:
        return municipalities.none()
    return municipalities.filter(pk__in=Membership.objects.filter(user=user.pk).values("municipality"))


def role_in(user: Visitor, municipality: Model) -> Role | None:
    """The role of `user` in `municipality`; the highest one for a platform administrator."""
    if _is_platform_administrator(user):
        return Role.ADMINISTRATOR
    if not (user.is_authenticated and user.is_active):
        return None
    role = (
        Membership.objects.filter(user=user.pk, municipality=municipality.pk)
        .values_list("role", flat=True)
        .first()
    )
    return Role(role) if role else None


def needs_second_factor(user: Visitor) -> bool:
    """Whether the password of `user` alone would let somebody publish or hand out rights."""
    if _is_platform_administrator(user):
        return True
    roles = [role for role in Role if role.rank >= Role.APPROVER.rank]
    return Membership.objects.filter(user=user.pk, role__in=roles).exists()


def membership_required(role: Role) -> Callable[[View], View]:
    """Decorator for a view under an address with `<slug:municipality>`; it gets the municipality itself.

    A visitor is asked to sign in. Whoever has no role in the municipality meets a 404, as if it were not
    there; whoever has too low a role there a 403.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def check(request: HttpRequest, municipality: str, **arguments: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            found = get_object_or_404(_municipalities(), slug=municipality)
            own_role = role_in(request.user, found)
            if own_role is None:
                raise Http404
            if own_role.rank < role.rank:
                raise PermissionDenied
            return view(request, municipality=found, **arguments)

        return check

    return decorate


def _has_role(user: Visitor, municipality: Model, least: Role) -> bool:
    own_role = role_in(user, municipality)
    return own_role is not None and own_role.rank >= least.rank


def _is_platform_administrator(user: Visitor) -> bool:
    return isinstance(user, User) and user.is_platform_administrator


def _municipalities() -> QuerySet[Any]:
    # By name: this room imports no other.
    municipalities: QuerySet[Any] = apps.get_model("archive", "Municipality").objects.all()
    return municipalities
