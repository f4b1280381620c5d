"""From bytes to a form: XForm XML, its secondary instances, and workbooks."""
