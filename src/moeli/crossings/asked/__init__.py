"""What a traveller was asked beyond the document, by class: purpose, telephone, consent."""
