-- From when a token is worth nothing any more; null for never.
alter table tokens add column expires timestamptz;
