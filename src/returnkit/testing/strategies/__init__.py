"""Strategies: conditions, policies, orders, requests, histories and whole cases for Hypothesis."""

from .cases import cases
from .conditions import conditions
from .orders import histories, orders, requests
from .policies import policies

__all__ = ["cases", "conditions", "histories", "orders", "policies", "requests"]
