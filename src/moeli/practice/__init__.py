"""The practice desk: scenes with drawn travellers, on a site that knows nothing of the live one."""
