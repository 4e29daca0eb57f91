"""What people fill in on the desk. Every message is a Danish sentence."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from apps.archive.models import AgendaItem, Committee, Municipality, Outcome, Withdrawal
from apps.ingest.storing.placing import committee_slug

_KINDS = ["REFERAT", "DAGSORDEN", "TILLÆGSDAGSORDEN"]


class MeetingForm(forms.Form):
    """The head of a document; `places` are the municipalities that the clerk may choose among."""

    municipality = forms.ModelChoiceField(Municipality.objects.none(), label="Kommune", empty_label=None)
    committee = forms.CharField(
        label="Udvalg",
        max_length=300,
        help_text="Vælg et, der er her i forvejen, eller skriv navnet på et nyt.",
        widget=forms.TextInput(attrs={"list": "udvalg", "autocomplete": "off"}),
        error_messages={"required": "Skriv udvalgets navn."},
    )
    document_type = forms.ChoiceField(label="Art", choices=[(kind, kind.capitalize()) for kind in _KINDS])
    date = forms.DateField(
        label="Mødedato",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Angiv mødedatoen.", "invalid": "Datoen findes ikke."},
    )
    time = forms.TimeField(
        label="Begynder kl.",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Klokkeslættet findes ikke."},
    )

    def __init__(self, *args: Any, places: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["municipality"].queryset = places  # type: ignore[attr-defined] # the field above

    def clean_committee(self) -> str:
        name = " ".join(self.cleaned_data["committee"].split())
        if committee_slug(name) in ("", "sager", "feed"):
            raise forms.ValidationError("Det kan et udvalg ikke hedde.")
        return name

    def clean_date(self) -> str:
        return str(self.cleaned_data["date"].isoformat())

    def clean_time(self) -> str:
        return f"{self.cleaned_data['time']:%H:%M}" if self.cleaned_data["time"] else ""


class ItemForm(forms.Form):
    """An agenda item; `attachments` are the titles as they were read, each with what it is called now."""

    number = forms.CharField(label="Punktnummer", required=False, max_length=20)
    title = forms.CharField(label="Overskrift", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    case_number = forms.CharField(label="Sagsnummer", required=False, max_length=100)
    closed = forms.BooleanField(label="Punktet er lukket", required=False)
    decision = forms.CharField(label="Beslutning", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    outcome = forms.ChoiceField(
        label="Udfald", choices=[(outcome.label, outcome.label.capitalize()) for outcome in Outcome]
    )

    def __init__(self, *args: Any, attachments: list[tuple[str, str]] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self._read = [read for read, _ in attachments or ()]
        for place, (read, called) in enumerate(attachments or (), start=1):
            told = f"I filen: {read}" if called != read else ""
            self.fields[f"attachment_{place}"] = forms.CharField(
                label=f"Bilag {place}", required=False, max_length=500, initial=called, help_text=told
            )

    @property
    def attachment_fields(self) -> list[forms.BoundField]:
        return [self[f"attachment_{place}"] for place in range(1, len(self._read) + 1)]

    def clean(self) -> dict[str, Any]:
        """`attachments` is the title as it was read to the new one, of those that differ; empty for gone."""
        names = dict(self.initial.get("attachments") or {})
        for place, read in enumerate(self._read, start=1):
            name = self.cleaned_data.get(f"attachment_{place}")
            if name is not None and f"attachment_{place}" in self.data:
                names[read] = " ".join(name.split())
        self.cleaned_data["attachments"] = {read: name for read, name in names.items() if name != read}
        return self.cleaned_data

    def clean_number(self) -> str:
        return " ".join(self.cleaned_data["number"].split()).removesuffix(".")

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_decision(self) -> str:
        return str(self.cleaned_data["decision"]).replace("\r\n", "\n")


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Hvorfor må det offentliggøres?",
        max_length=1000,
        error_messages={"required": "Skriv, hvorfor det må offentliggøres."},
    )


class WithdrawalReasonForm(forms.Form):
    kind = forms.ChoiceField(
        label="Grund (vises offentligt)",
        choices=[("", "Vælg"), *Withdrawal.Kind.choices],
        error_messages={"required": "Vælg en grund."},
    )
    note = forms.CharField(
        label="Begrundelse (kun til kommunens egen log)",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv en begrundelse."},
    )


class WithdrawForm(WithdrawalReasonForm):
    """`what` names the meeting, one item or one attachment of those the page shows."""

    what = forms.ChoiceField(
        label="Hvad skal trækkes tilbage?",
        error_messages={"required": "Vælg, hvad der skal trækkes tilbage."},
    )
    field_order = ("what", "kind", "note")

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["what"].choices = choices  # type: ignore[attr-defined] # the field above


class WithdrawPassageForm(WithdrawalReasonForm):
    passage = forms.CharField(
        label="Passagen, ord for ord",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Kopiér den fra mødets side. Den fjernes overalt i mødet, hvordan linjerne end er brudt.",
        error_messages={"required": "Skriv den passage, der skal væk."},
    )
    field_order = ("passage", "kind", "note")


class DiscardForm(forms.Form):
    reason = forms.CharField(
        label="Hvorfor skal dokumentet ikke bruges?",
        max_length=1000,
        error_messages={"required": "Skriv, hvorfor dokumentet ikke skal bruges."},
    )


class LiftForm(forms.Form):
    note = forms.CharField(
        label="Hvorfor var tilbagetrækningen en fejl?",
        max_length=2000,
        error_messages={"required": "Skriv, hvorfor tilbagetrækningen var en fejl."},
    )


class RenameForm(forms.Form):
    name = forms.CharField(
        label="Nyt navn", max_length=300, error_messages={"required": "Skriv udvalgets nye navn."}
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class MergeCommitteeForm(forms.Form):
    into = forms.ModelChoiceField(
        Committee.objects.none(),
        label="Flyt alle møder til",
        empty_label="Vælg udvalg",
        error_messages={"required": "Vælg det udvalg, som møderne hører til."},
    )

    def __init__(self, *args: Any, others: QuerySet[Committee], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["into"].queryset = others  # type: ignore[attr-defined] # the field above


class SuccessorForm(forms.Form):
    successor = forms.ModelChoiceField(
        Committee.objects.none(), label="Afløst af", required=False, empty_label="Intet udvalg"
    )

    def __init__(self, *args: Any, others: QuerySet[Committee], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["successor"].queryset = others  # type: ignore[attr-defined] # the field above


class MergeCaseForm(forms.Form):
    into = forms.CharField(
        label="Sagsnummer, som den skal fortælles under",
        max_length=100,
        error_messages={"required": "Skriv den anden sags nummer."},
    )


class SplitForm(forms.Form):
    """Some of the items that the page shows, and the number of the case that they are."""

    number = forms.CharField(
        label="Deres eget sagsnummer", max_length=100, error_messages={"required": "Skriv et sagsnummer."}
    )

    def __init__(self, *args: Any, items: Iterable[AgendaItem], **options: Any) -> None:
        super().__init__(*args, **options)
        self._items = {str(item.pk): item for item in items}
        self.fields["items"] = forms.MultipleChoiceField(
            choices=[(pk, str(item)) for pk, item in self._items.items()],
            error_messages={"required": "Vælg mindst ét punkt."},
        )

    @property
    def rows(self) -> list[tuple[AgendaItem, bool]]:
        """Every item, and whether it was chosen."""
        chosen = self["items"].value() or []
        return [(item, pk in chosen) for pk, item in self._items.items()]

    @property
    def chosen_items(self) -> list[AgendaItem]:
        return [self._items[pk] for pk in self.cleaned_data["items"]]
