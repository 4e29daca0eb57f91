"""Who may change things: users, their role in a municipality, and invitations to get one."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user with this address; without a password nobody can sign in as them."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who may sign in, by e-mail address.

    What they may do is said by their memberships alone: there are no groups and no single permissions that
    could lead around the rules. `is_superuser` is a platform administrator. Users are never deleted, only
    deactivated, because the audit trail names them.
    """

    email = models.EmailField("e-mail", unique=True, error_messages={"unique": "Adressen er i brug."})
    name = models.CharField("navn", max_length=150)
    is_active = models.BooleanField("må logge ind", default=True)
    is_superuser = models.BooleanField("platformadministrator", default=False)
    created_at = models.DateTimeField("oprettet", default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "bruger"
        verbose_name_plural = "brugere"
        ordering = ["email"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="user_email_is_lower_case")
        ]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>" if self.name else self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def is_platform_administrator(self) -> bool:
        return self.is_active and self.is_superuser

    # Django's administration asks these three.
    @property
    def is_staff(self) -> bool:
        return self.is_platform_administrator

    def has_perm(self, permission: str, obj: models.Model | None = None) -> bool:
        return self.is_platform_administrator

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_platform_administrator


class Role(models.TextChoices):
    """In rising order: each may do what those before it may."""

    UPLOADER = "uploader", "Indlægger"
    APPROVER = "approver", "Godkender"
    ADMINISTRATOR = "administrator", "Administrator"

    @property
    def rank(self) -> int:
        return list(Role).index(self)

    @property
    def meaning(self) -> str:
        """What somebody with the role may do, for whoever hands it out."""
        return {
            Role.UPLOADER: "kan lægge referater ind og rette i det, der ikke er offentliggjort",
            Role.APPROVER: "kan også godkende, offentliggøre og trække tilbage",
            Role.ADMINISTRATOR: "kan også invitere brugere og se, hvem der har gjort hvad",
        }[self]


class Membership(models.Model):
    """The one role that a user has in a municipality."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="bruger")
    municipality = models.ForeignKey(
        "archive.Municipality", models.PROTECT, related_name="+", verbose_name="kommune"
    )
    role = models.CharField("rolle", max_length=13, choices=Role)

    class Meta:
        verbose_name = "medlemskab"
        verbose_name_plural = "medlemskaber"
        ordering = ["municipality", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "user"],
                name="user_has_one_role_in_municipality",
                violation_error_message="Brugeren har allerede en rolle i kommunen.",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.municipality}: {self.get_role_display()}"

    def get_additional_data(self) -> dict[str, int]:
        """For the audit trail: whose administrators may see the change."""
        return {"municipality": self.municipality_id}


class Invitation(models.Model):
    """A link sent by mail that gives its reader a role, once. Only the SHA-256 of its secret is kept.

    Without a municipality it makes a platform administrator.
    """

    email = models.EmailField("e-mail")
    municipality = models.ForeignKey(
        "archive.Municipality",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kommune",
    )
    role = models.CharField("rolle", max_length=13, choices=Role, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations_sent",
        verbose_name="inviteret af",
    )
    created_at = models.DateTimeField("oprettet", default=timezone.now)
    expires_at = models.DateTimeField("udløber")
    accepted_at = models.DateTimeField("taget imod", null=True, blank=True)
    revoked_at = models.DateTimeField("trukket tilbage", null=True, blank=True)

    class Meta:
        verbose_name = "invitation"
        verbose_name_plural = "invitationer"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "email"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                nulls_distinct=False,
                name="one_open_invitation_per_address_and_municipality",
            ),
            models.CheckConstraint(
                condition=Q(municipality__isnull=True, role="")
                | Q(municipality__isnull=False, role__in=Role.values),
                name="invitation_gives_a_role_exactly_in_a_municipality",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower(F("email"))), name="invitation_email_is_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.role_name}"

    @property
    def role_name(self) -> str:
        return self.get_role_display() if self.role else "Platformadministrator"

    @property
    def is_open(self) -> bool:
        """Whether its link still works."""
        return self.accepted_at is None and self.revoked_at is None and not self.has_expired

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    def get_additional_data(self) -> dict[str, int]:
        """For the audit trail: whose administrators may see the change."""
        return {"municipality": self.municipality_id} if self.municipality_id else {}
