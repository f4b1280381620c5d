"""Gate slips: passengers walk through the hall while the driver takes the car to the lane."""
