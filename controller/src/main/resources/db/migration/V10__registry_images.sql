-- Where an image is in the platform's registry: what pulls exactly this one, name@digest.
create table registry_images (
    app_uuid  uuid        not null references apps on delete cascade,
    image_id  text        not null,
    local     text        not null,
    reference text        not null,
    pushed    timestamptz not null default now(),
    primary key (app_uuid, image_id)
);
