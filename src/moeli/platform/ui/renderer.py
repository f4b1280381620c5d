"""The one form renderer: every field with label, help and error in the same place."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Django's own renderer with our field and error-list templates."""

    form_template_name = "moeli/form.html"
    field_template_name = "moeli/field.html"
