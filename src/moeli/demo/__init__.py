"""A believable, fictitious Lesotho. No person, document or event in it is real."""
