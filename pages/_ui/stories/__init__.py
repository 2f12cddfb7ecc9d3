"""The facilitator's page of stories that people handed on, piece by piece."""
