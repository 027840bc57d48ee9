-- The process types a release was deployed for, none meaning all: a rollback may be for some only.
alter table releases add column ptypes text[] not null default '{}';
