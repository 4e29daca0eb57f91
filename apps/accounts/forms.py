"""What staff fill in to invite somebody, to take an invitation and to change a role."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError

from apps.accounts.models import Role, User


class InviteForm(forms.Form):
    email = forms.EmailField(label="E-mail", max_length=254, widget=forms.EmailInput({"autocomplete": "off"}))
    role = forms.ChoiceField(
        label="Rolle",
        choices=[(role.value, f"{role.label}: {role.meaning}") for role in Role],
        widget=forms.RadioSelect,
        initial=Role.UPLOADER,
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Rolle", choices=Role.choices)


class AcceptForm(forms.Form):
    """Name and password of somebody who has no user yet."""

    name = forms.CharField(label="Navn", max_length=150, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        label="Adgangskode",
        strip=False,
        help_text=" ".join(password_validators_help_texts()),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label="Adgangskode igen",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        answers = self.cleaned_data
        password = answers.get("password")
        if password and answers.get("password_again") not in (None, password):
            self.add_error("password_again", "De to adgangskoder er ikke ens.")
        elif password:
            self._judge(password, answers.get("name", ""))
        return answers

    def _judge(self, password: str, name: str) -> None:
        try:
            validate_password(password, User(email=self.email, name=name))
        except ValidationError as error:
            self.add_error("password", error)
