-- Since format 2 a config holds values by group and process type, limits, healthchecks and the like; 1 is values only.
alter table configs add column format smallint not null default 1;
alter table configs alter column format drop default;
