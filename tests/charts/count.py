#!/usr/bin/env python3
"""Counts the wall's charts straight from a database's events, by SQL, without a line of Lamplight.

    tests/charts/count.py DATA/lamplight.db [--figures FIGURES.json] [--organisation ID]

Prints the charts of each organisation as JSON. With --figures (what `lamplight check --figures` printed of
the same database, or `-` for standard input) they are compared, and every figure that differs is named: code
1. Works on a copy or a stopped server's database; of a running one the figures move on.
"""

import argparse
import json
import sqlite3
import sys
from collections import Counter
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
QUERIES = Path(__file__).with_name("count.sql")


def zone_of(name):
    try:
        from zoneinfo import ZoneInfo

        return ZoneInfo(name)
    except Exception:
        if name == "Asia/Shanghai":
            return timezone(timedelta(hours=8))
        raise


def id_text(raw):
    """The 13 characters of an id; none stays none."""
    if raw is None:
        return None
    return "".join(ALPHABET[(raw >> shift) & 31] for shift in range(60, -1, -5))


def median(seconds):
    ordered = sorted(seconds)
    if not ordered:
        return None
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return low + (high - low) // 2


def queries():
    """Name -> statement: each begins with a line `-- name: what it gives`."""
    found, name = {}, None
    for line in QUERIES.read_text(encoding="utf-8").splitlines():
        if line.startswith("-- ") and line[3:].split(":")[0].isidentifier() and ":" in line:
            name = line[3:].split(":")[0]
            found[name] = ""
        elif name:
            found[name] += line + "\n"
    return found


class Judge:
    """One organisation's log in a temporary table, and what SQL says of it."""

    def __init__(self, path, organisation, zone):
        self.database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.zone = zone_of(zone)
        self.database.create_function("local_day", 1, lambda at: self.local(at).strftime("%Y-%m-%d"), deterministic=True)
        self.database.create_function("local_minute", 1, lambda at: self.minute(at), deterministic=True)
        self.queries = queries()
        self.database.execute(self.queries["log"], {"organisation": organisation})
        for name in ("by_ticket", "opened", "present", "ends", "categories", "owning"):
            self.database.execute(self.queries[name], {"organisation": organisation} if name == "categories" else {})
        self.at, self.first, latest, turned = self.database.execute(self.queries["span"]).fetchone()
        self.today = max(day for day in (latest, turned) if day)
        self.monday = self.back(date.fromisoformat(self.today).weekday())

    def local(self, at):
        return datetime.fromtimestamp(at // 1_000_000, self.zone)

    def minute(self, at):
        local = self.local(at)
        return local.hour * 60 + local.minute

    def back(self, days):
        return (date.fromisoformat(self.today) - timedelta(days=days)).isoformat()

    def rows(self, name):
        return self.database.execute(self.queries[name], {"today": self.today, "monday": self.monday}).fetchall()

    def shares(self, name):
        return {id_text(key): (today, week) for key, today, week in self.rows(name) if week}

    def days(self):
        counted = {row[0]: row[1:] for row in self.rows("days")}
        days = [self.back(ago) for ago in range(34, -1, -1)]
        return [(day, *counted.get(day, (0,) * 8)) for day in days if day >= self.first]

    def usual_by_now(self):
        like = [day for day in (self.back(7 * weeks) for weeks in range(1, 6)) if day > self.first]
        if not like:
            return None
        minute, parts = self.minute(self.at), 0
        for day, opened in self.database.execute("select day, minute from opened"):
            if day in like:
                parts += 30 if opened // 30 < minute // 30 else minute % 30 if opened // 30 == minute // 30 else 0
        return (parts + len(like) * 15) // (len(like) * 30)

    def same_day_of_month(self, days):
        month = [day for day in days if day[0][:7] == self.today[:7] and day[0] < self.today]
        opened, completed = sum(day[1] for day in month), sum(day[7] for day in month)
        return completed * 1000 // opened if opened else None

    def charts(self):
        days = self.days()
        engineers = Counter(), Counter()
        for engineer, completed, in_hand in self.rows("engineers"):
            engineers[0][id_text(engineer)] += completed
            engineers[1][id_text(engineer)] += in_hand
        people = set(engineers[0]) | set(engineers[1])
        return {
            "day": self.today,
            "categories": self.shares("category_shares"),
            "systems": self.shares("system_shares"),
            "departments": self.shares("department_shares"),
            "engineers": {who: (engineers[0][who], engineers[1][who]) for who in people},
            "days": days,
            "accept_median_s": median([row[0] for row in self.rows("accept_seconds")]),
            "respond_median_s": median([row[0] for row in self.rows("respond_seconds")]),
            "resolve_median_s": median([row[0] for row in self.rows("resolve_seconds")]),
            "same_day_of_month": self.same_day_of_month(days),
            "usual_by_now": self.usual_by_now(),
            "unassigned_since": self.rows("unassigned")[0][1],
            "overdue_since": self.rows("overdue")[0][1],
            "unassigned": self.rows("unassigned")[0][0],
            "overdue": self.rows("overdue")[0][0],
            "in_progress": self.rows("in_progress")[0][0],
            "opened_today": days[-1][1],
            "completed_today": self.rows("completed_today")[0][0],
        }


def micros(text):
    """An instant of the wire in microseconds."""
    if text is None:
        return None
    whole, _, rest = text.rstrip("Z").partition(".")
    seconds = int(datetime.fromisoformat(whole).replace(tzinfo=timezone.utc).timestamp())
    return seconds * 1_000_000 + int((rest + "000000")[:6])


def said(organisation):
    """What the program said, in the judge's words."""
    charts, figures = organisation["charts"], organisation["figures"]
    shares = lambda name: {share["id"]: (share["today"], share["week"]) for share in charts[name]}
    columns = ("day", "opened", "hardware", "software", "telephone", "mobile", "machine", "completed_same_day", "overdue_same_day")
    today = charts["today"]
    return {
        "day": charts["day"],
        "categories": shares("categories"),
        "systems": shares("systems"),
        "departments": shares("departments"),
        "engineers": {share["engineer"]["id"]: (share["completed"], share["in_hand"]) for share in charts["engineers"]},
        "days": [tuple(day[column] for column in columns) for day in charts["days"]],
        **{name: today[name] for name in ("accept_median_s", "respond_median_s", "resolve_median_s", "same_day_of_month", "usual_by_now")},
        "unassigned_since": micros(today["unassigned_since"]),
        "overdue_since": micros(today["overdue_since"]),
        **{name: figures[name] for name in ("unassigned", "overdue", "in_progress", "opened_today", "completed_today")},
    }


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("database")
    arguments.add_argument("--figures", help="what `lamplight check --figures` printed; - reads it from here")
    arguments.add_argument("--organisation", help="13 characters; otherwise all")
    given = arguments.parse_args()
    database = sqlite3.connect(f"file:{given.database}?mode=ro", uri=True)
    organisations = database.execute("select id, time_zone from organisations order by id").fetchall()
    program = None
    if given.figures:
        text = sys.stdin.read() if given.figures == "-" else Path(given.figures).read_text(encoding="utf-8")
        program = {one["organisation"]: said(one) for one in json.loads(text)["organisations"]}
    counted, amiss = {}, 0
    for raw, zone in organisations:
        organisation = id_text(raw)
        if given.organisation in (None, organisation):
            counted[organisation] = Judge(given.database, raw, zone).charts()
    for organisation, charts in counted.items() if program is not None else ():
        for name, value in charts.items():
            stated = program.get(organisation, {}).get(name)
            if stated != value:
                amiss += 1
                print(f"organisation {organisation}, {name}: the program says {stated}, SQL says {value}")
    if program is None:
        print(json.dumps(counted, ensure_ascii=False, indent=2, default=str))
    else:
        figures = sum(len(charts) for charts in counted.values())
        print(f"{figures} figures and charts of {len(counted)} organisations compared, {amiss} differ.")
    sys.exit(1 if amiss else 0)


if __name__ == "__main__":
    main()
