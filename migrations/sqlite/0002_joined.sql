-- Who joined a report, beside its first reporter: ids between bars, null when nobody did.
alter table tickets add column joined text;
