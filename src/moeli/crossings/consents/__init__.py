"""Standing consent: for a span of days, those who must consent to a minor's journeys have done so."""
