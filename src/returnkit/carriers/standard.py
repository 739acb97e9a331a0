"""Standard: the carriers that come along, registered as those of others are."""

from __future__ import annotations

from returnkit.hookspecs import RegisterCarrier, hookimpl


@hookimpl
def returnkit_register_carriers(register: RegisterCarrier) -> None:
    """Register the carriers that come along."""
    register(
        "manual",
        "returnkit.carriers.manual:ManualCarrier",
        summary="labels that the merchant has from elsewhere, or none",
        capabilities=("label", "label_less", "qr_code"),
        options=("drop_off",),
    )
