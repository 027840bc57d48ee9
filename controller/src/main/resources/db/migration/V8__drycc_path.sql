-- The .drycc folder a build came with: its pipelines without values, which live in configs, and the images of its steps.
alter table builds add column dryccfile jsonb not null default '{}';
alter table builds add column path_images jsonb not null default '{}';   -- deploy or run → process type → {image, id}
