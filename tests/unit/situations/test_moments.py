from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from returnkit.situations import After, shown_instant
from returnkit.situations.moments import read_moment

CHICAGO = ZoneInfo("America/Chicago")


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-03-10", datetime(2026, 3, 10, 17, tzinfo=UTC)),
        ("2026-03-10 23:59", datetime(2026, 3, 11, 4, 59, tzinfo=UTC)),
        ("2026-03-10T23:59:58.5", datetime(2026, 3, 11, 4, 59, 58, 500_000, tzinfo=UTC)),
        ("2026-03-10T23:59:00+01:00", datetime(2026, 3, 10, 22, 59, tzinfo=UTC)),
        (" 2026-03-10   08:00 ", datetime(2026, 3, 10, 13, tzinfo=UTC)),
    ],
)
def test_a_day_is_its_noon_and_a_local_time_is_of_the_zone(text: str, instant: datetime) -> None:
    assert read_moment(text, CHICAGO) == instant


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("day 30", After(30, "days", "delivery")),
        ("day 30, 23:59:59", After(30, "days", "delivery", time(23, 59, 59))),
        ("30 days after order", After(30, "days", "order")),
        ("1 day before request", After(-1, "days", "request")),
        ("48 hours after shipment", After(48, "hours", "shipment")),
    ],
)
def test_a_moment_may_be_told_by_an_event(text: str, after: After) -> None:
    assert read_moment(text, CHICAGO) == after


def test_what_is_told_by_an_event_is_written_as_it_is_read() -> None:
    texts = ("30 days after delivery", "1 day before request, 23:59", "48 hours after shipment")

    assert [str(read_moment(text, CHICAGO)) for text in texts] == list(texts)


def test_days_are_counted_in_the_calendar_and_hours_by_the_clock() -> None:
    start = datetime(2026, 3, 7, 18, tzinfo=UTC)  # noon in Chicago, the day before clocks go forward

    assert After(1, "days", "delivery").from_(start, CHICAGO) == datetime(2026, 3, 8, 17, tzinfo=UTC)
    assert After(24, "hours", "delivery").from_(start, CHICAGO) == datetime(2026, 3, 8, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("soon", "`soon` is no time"),
        ("2026-02-30", "`2026-02-30` is no time"),
        ("2026-03-10 25:00", "`25:00` is no time"),
        ("3 days after delivrey", "did you mean `delivery`?"),
        ("3 days after noon", "use one of `order`"),
        ("3 hours after order, 12:00", "hours are elapsed time"),
        ("\u0663 days after order", "is no time"),
        ("1066-10-14T12:00:00Z", "not between 1900 and 9000"),
    ],
)
def test_what_is_no_moment_is_refused_with_the_way_out(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        read_moment(text, CHICAGO)

    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        (datetime(2026, 3, 10, 17, tzinfo=UTC), "2026-03-10"),
        (datetime(2026, 3, 11, 4, 59, tzinfo=UTC), "2026-03-10 23:59"),
        (datetime(2026, 3, 11, 4, 59, 59, tzinfo=UTC), "2026-03-10 23:59:59"),
        (datetime(2026, 11, 1, 6, 30, tzinfo=UTC), "2026-11-01T01:30:00-05:00"),
        (datetime(2026, 11, 1, 7, 30, tzinfo=UTC), "2026-11-01T01:30:00-06:00"),
        (datetime(1900, 1, 1, 3, tzinfo=UTC), "1900-01-01T03:00:00+00:00"),
    ],
)
def test_an_instant_is_written_so_that_it_is_read_again(instant: datetime, text: str) -> None:
    assert shown_instant(instant, CHICAGO) == text
    assert read_moment(text, CHICAGO) == instant
