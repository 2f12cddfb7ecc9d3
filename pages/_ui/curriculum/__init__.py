"""The facilitator's curriculum page, piece by piece."""
