"""Telling somebody that their account is closed for a while, because somebody tried too many passwords."""

import hashlib

from django.core.cache import cache

from apps.accounts.models import User

# As in `ACCOUNT_RATE_LIMITS`.
FAILURES = 5
SECONDS = 15 * 60


def is_locked_now(email: str) -> bool:
    """Note a failed sign-in with an address, known or not; True for the one that closes it."""
    key = "failed-sign-ins:" + hashlib.sha256(email.strip().lower().encode()).hexdigest()
    count = cache.get(key, 0) + 1
    cache.set(key, count, SECONDS)
    return bool(count == FAILURES)


def find_owner(email: str) -> User | None:
    """Whose account it is, if they may sign in at all."""
    return User.objects.filter(email=email.strip().lower(), is_active=True).first()
