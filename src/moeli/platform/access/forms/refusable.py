"""A form that shows what a service refused."""

from django import forms

from moeli.platform.errors import MoeliError


class RefusableForm(forms.Form):
    """A form that can say what the service refused, beside the field it concerns."""

    field_of: dict[str, str] = {}

    def refuse(self, error: MoeliError) -> None:
        """Show the service's sentence at its field, or above the form."""
        self.add_error(self.field_of.get(error.code), str(error))
