"""Standing consent: for a span of days, whoever must consent to a minor's journeys has done so."""
