#!/usr/bin/env python3
"""Counts what a kept replay holds, straight from its database and its file, without a line of Lamplight.

    tests/replay/count.py KEPT/lamplight.db FILE [--horizon-days 7] [--json FIGURES]

Every incident of FILE must stand exactly once in the database, opened once and, when it was resolved
within the horizon, completed once: not before its moment, not before it was accepted. With --json the
figures that `lamplight replay --json` wrote are compared. Ends with code 1 when anything is amiss.
"""

import argparse
import csv
import json
import sqlite3
import sys
from collections import Counter, defaultdict
from datetime import datetime, timedelta, timezone

MOMENT = "%d/%m/%Y %H:%M"


def micros(text):
    if text.strip() in ("", "?"):
        return None
    moment = datetime.strptime(text.strip(), MOMENT).replace(tzinfo=timezone.utc)
    return int(moment.timestamp()) * 1_000_000


def incidents_of(path):
    """Number -> (opened, resolved) in microseconds; the resolution is the latest row's that names one."""
    rows = defaultdict(list)
    with open(path, newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if row["number"].strip() not in ("", "?"):
                rows[" ".join(row["number"].split())].append(row)
    incidents = {}
    for number, history in rows.items():
        history.sort(key=lambda row: (micros(row["sys_updated_at"]) or 0, int(row["sys_mod_count"] or 0)))
        opened = next((at for at in (micros(row["opened_at"]) for row in history) if at is not None), None)
        resolved = [at for at in (micros(row["resolved_at"]) for row in history) if at is not None]
        if opened is not None:
            incidents[number] = (opened, max(resolved[-1], opened) if resolved else None)
    return incidents


class Kept:
    """The tickets of a database, by the incident's number at the head of their summary."""

    def __init__(self, path):
        self.database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.tickets = defaultdict(list)
        self.live = set()
        summaries = "select tickets.id, texts.text, tickets.live from tickets left join texts on texts.id = tickets.summary"
        for ticket, text, live in self.database.execute(summaries):
            self.tickets[(text or "").split(" ")[0]].append(ticket)
            if live:
                self.live.add(ticket)
        self.events = defaultdict(list)
        self.positions = []
        for position, ticket, version, kind, at in self.database.execute(
            "select position, ticket, version, type, at from events order by position"
        ):
            self.positions.append(position)
            if ticket is not None:
                self.events[ticket].append((version, kind, at))


def count(kept, incidents, horizon):
    """What is amiss, by name."""
    ends_at = max(opened for opened, _ in incidents.values()) + int(horizon.total_seconds()) * 1_000_000
    found = Counter()
    amiss = Counter()
    for number, (opened_at, resolved_at) in incidents.items():
        tickets = kept.tickets.get(number, [])
        amiss["lost"] += not tickets
        amiss["doubled"] += max(len(tickets) - 1, 0)
        for ticket in tickets:
            kinds = Counter(kind for _, kind, _ in kept.events[ticket])
            moment = {kind: at for _, kind, at in reversed(kept.events[ticket])}
            due = resolved_at is not None and resolved_at <= ends_at
            found["completed"] += kinds["completed"]
            found["lapsed"] += kinds["lapsed"]
            found["held"] += kinds["held"]
            amiss["not opened exactly once"] += kinds["opened"] != 1
            amiss["opened too early"] += moment.get("opened", opened_at) < opened_at
            amiss["completed more than once"] += kinds["completed"] > 1
            amiss["completed although never due"] += bool(kinds["completed"]) and not due
            amiss["due but not completed"] += due and not kinds["completed"]
            if kinds["completed"]:
                amiss["completed before its moment"] += moment["completed"] < (resolved_at or 0)
                amiss["completed before it was accepted"] += "accepted" not in moment
                amiss["completed but live"] += ticket in kept.live
    amiss["tickets of no incident"] = sum(
        len(tickets) for number, tickets in kept.tickets.items() if number not in incidents
    )
    versions = ([version for version, _, _ in events] for events in kept.events.values())
    amiss["tickets with a gap in their versions"] = sum(
        version != list(range(1, len(version) + 1)) for version in versions
    )
    amiss["gaps in the positions"] = int(kept.positions != list(range(1, len(kept.positions) + 1)))
    found["tickets"] = sum(len(tickets) for tickets in kept.tickets.values())
    found["events"] = len(kept.positions)
    found["open at end"] = len(kept.live)
    return found, amiss


def compare(figures, found, amiss):
    """The figures of the program's own report against what was counted here."""
    pairs = [
        ("tickets", found["tickets"]),
        ("events", found["events"]),
        ("lapses", found["lapsed"]),
        ("open_at_end", found["open at end"]),
        ("lost", amiss["lost"]),
        ("doubled", amiss["doubled"] + amiss["tickets of no incident"]),
    ]
    for name, counted in pairs:
        if figures[name] != counted:
            amiss[f"{name} is {figures[name]} by the report, {counted} by count"] += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("database")
    parser.add_argument("file")
    parser.add_argument("--horizon-days", type=float, default=7)
    parser.add_argument("--json")
    arguments = parser.parse_args()
    incidents = incidents_of(arguments.file)
    kept = Kept(arguments.database)
    found, amiss = count(kept, incidents, timedelta(days=arguments.horizon_days))
    if arguments.json:
        with open(arguments.json, encoding="utf-8") as file:
            compare(json.load(file), found, amiss)
    print(f"incidents {len(incidents)}")
    for name, number in [*sorted(found.items()), *((name, number) for name, number in amiss.items())]:
        print(f"{name} {number}")
    wrong = {name: number for name, number in amiss.items() if number}
    print("all accounted for" if not wrong else f"AMISS: {wrong}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
