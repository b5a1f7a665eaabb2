-- Systems that ask the office by program. A client belongs to a unit; a key of it is good for some acts at a unit, from
-- some addresses, for some time, and is kept as a hash only.
create table api_client (
  id uuid primary key,
  unit text not null references unit,
  name text not null,
  contact text not null,
  channel text not null check (channel in ('online', 'phone')),
  per_minute int not null check (per_minute > 0),
  -- a client that tries things out has an office of its own and reaches no other
  sandbox text unique references institution,
  made_by text not null,
  made_at timestamptz not null default now(),
  ended_at timestamptz,
  version int not null default 1,
  -- its calls of this minute, by whichever key
  minute timestamptz,
  used int not null default 0
);
create index on api_client (unit);

create table api_key (
  id uuid primary key,
  client uuid not null references api_client,
  unit text not null references unit,
  scopes text[] not null check (cardinality(scopes) > 0),
  -- empty: from everywhere
  addresses inet[] not null default '{}',
  hash bytea not null unique,
  hint text not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz,
  made_by text not null,
  made_at timestamptz not null default now()
);
create index on api_key (client);

-- Where a client wants to be told, and up to which journal entry it was.
create table webhook (
  id uuid primary key,
  client uuid not null references api_client,
  unit text not null references unit,
  url text not null,
  events text[] not null check (cardinality(events) > 0),
  secret_sealed bytea not null,
  seen_xact xid8 not null default pg_current_xact_id(),
  seen_entry bigint not null default 0,
  made_at timestamptz not null default now(),
  ended_at timestamptz
);
create index on webhook (client);

create table delivery (
  id uuid primary key default gen_random_uuid(),
  webhook uuid not null references webhook,
  entry bigint not null,
  event text not null,
  body text not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  attempts int not null default 0,
  retry_at timestamptz not null default now(),
  status int,
  made_at timestamptz not null default now(),
  delivered_at timestamptz,
  unique (webhook, entry)
);
create index on delivery (retry_at) where state = 'waiting';

-- The office of a client's trials: on no public page, below no bureau, and no message leaves it.
alter table institution add column sandbox boolean not null default false;

alter table api_client enable row level security;
alter table api_client force row level security;
create policy a_definer on api_client to current_user using (current_user <> session_user);
create policy within_scope on api_client using (unit in (select units_in_scope()));

alter table api_key enable row level security;
alter table api_key force row level security;
create policy a_definer on api_key to current_user using (current_user <> session_user);
create policy within_scope on api_key using (exists (select from api_client where api_client.id = api_key.client));

alter table webhook enable row level security;
alter table webhook force row level security;
create policy a_definer on webhook to current_user using (current_user <> session_user);
create policy within_scope on webhook using (unit in (select units_in_scope()));

alter table delivery enable row level security;
alter table delivery force row level security;
create policy a_definer on delivery to current_user using (current_user <> session_user);
create policy within_scope on delivery using (exists (select from webhook where webhook.id = delivery.webhook));

-- Where a client may reach: its unit and what is below it, or, if it tries things out, its sandbox and nothing else.
create function client_reaches(p_client uuid, p_unit text) returns boolean stable language sql security definer
  set search_path = public, pg_temp as $$
  select case when sandbox is null then p_unit in (select units_under(array[unit])) else p_unit = sandbox end
    from api_client where id = p_client
$$;

create function stays_in_reach() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if client_reaches(new.client, new.unit) is not true then
    raise exception 'beyond the reach of its client' using errcode = 'AN008';
  end if;
  return new;
end $$;
create trigger stays_in_reach before insert or update of client, unit on api_key
  for each row execute function stays_in_reach();
create trigger stays_in_reach before insert or update of client, unit on webhook
  for each row execute function stays_in_reach();

create function stays_what_it_is() returns trigger language plpgsql as $$
begin
  raise exception 'a client does not change from trying to earnest' using errcode = 'AN008';
end $$;
create trigger stays_what_it_is before update of sandbox on api_client
  for each row when (old.sandbox is distinct from new.sandbox) execute function stays_what_it_is();

-- One statement says whether a key opens, counts its client's use of this minute, and tells what it is good for. A key
-- that was revoked, has expired, comes from elsewhere, or whose client has ended, is no key.
create function use_key(p_hash bytea, p_address inet)
  returns table (client uuid, name text, channel text, sandbox text, unit text, scopes text[], per_minute int, used int, resets int)
  language sql security definer set search_path = public, pg_temp as $$
  with opened as (
    update api_key k set last_used_at = now() from api_client c
     where k.hash = p_hash and c.id = k.client and k.revoked_at is null and k.expires_at > now() and c.ended_at is null
       and (cardinality(k.addresses) = 0 or p_address <<= any (k.addresses))
       and client_reaches(c.id, k.unit)
    returning k.client, k.unit, k.scopes)
  update api_client c
     set used = case when c.minute = date_trunc('minute', now()) then c.used + 1 else 1 end,
         minute = date_trunc('minute', now())
    from opened where c.id = opened.client
  returning c.id, c.name, c.channel, c.sandbox, opened.unit, opened.scopes, c.per_minute, c.used,
            60 - floor(extract(second from now()))::int
$$;

-- Webhooks that may still be told: a living key of their client would let it read there what they tell.
create function live_webhooks() returns setof webhook stable language sql security definer
  set search_path = public, pg_temp as $$
  select webhook.* from webhook join api_client on api_client.id = webhook.client
   where webhook.ended_at is null and api_client.ended_at is null and client_reaches(webhook.client, webhook.unit)
     and exists (select from api_key k
                  where k.client = webhook.client and k.revoked_at is null and k.expires_at > now()
                    and k.scopes @> array['bookings.read', 'webhooks.manage']
                    and webhook.unit in (select units_under(array[k.unit])))
$$;

-- Writes what clients are to be told: entries of transactions that are all over, in their final order, each once. Told
-- are the facts of bookings at the webhook's own unit; of one that went elsewhere only that it is gone.
create function write_deliveries(p_limit int) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  w webhook;
  v_until xid8;
  v_entry bigint;
begin
  update delivery set state = 'failed' where state = 'waiting' and webhook not in (select id from live_webhooks());
  for w in select webhook.* from webhook
            where id in (select id from live_webhooks())
              and exists (select from journal_entry e where (e.xact, e.id) > (seen_xact, seen_entry)
                             and e.xact < pg_snapshot_xmin(pg_current_snapshot()))
            for update of webhook skip locked
  loop
    with seen as materialized (
      select e.* from journal_entry e
       where (e.xact, e.id) > (w.seen_xact, w.seen_entry) and e.xact < pg_snapshot_xmin(pg_current_snapshot())
       order by e.xact, e.id limit p_limit),
    near as materialized (select unit from units_under(array[w.unit]) unit),
    told as (
      select seen.id as entry, seen.xact, b.*, slot.day, slot.starts, seen.at as happened,
             case when action = 'booking.made' then 'booking.created'
                  when action = 'booking.left' then 'booking.left'
                  when action in ('booking.cancelled', 'booking.released') then 'booking.cancelled'
                  else 'booking.changed' end as event
        from seen
        join booking b on b.id = case when seen.action ~ '^(booking|offer)\.' then seen.subject::uuid end
        join slot on slot.id = b.slot
       where seen.office in (select unit from near)
         and (action = 'booking.left') = (b.office not in (select unit from near))),
    written as (
      insert into delivery (webhook, entry, event, body)
        select w.id, entry, event, json_build_object('event', event, 'entry', entry, 'at', happened, 'booking',
                 case event when 'booking.left' then json_build_object('id', id, 'state', 'gone')
                   else json_build_object('id', id, 'reference', reference, 'version', version, 'state', state,
                          'office', office, 'day', day, 'time', to_char(starts, 'HH24:MI')) end)::text
          from told where event = any (w.events) order by xact, entry on conflict do nothing)
    select xact, id into v_until, v_entry from seen order by xact desc, id desc limit 1;
    update webhook set seen_xact = v_until, seen_entry = v_entry where id = w.id;
  end loop;
end $$;

-- Webhooks with something due, beside those a process is telling already: each is told at its own pace.
create function due_webhooks(p_busy uuid[]) returns table (id uuid, unit text) stable language sql
  security definer set search_path = public, pg_temp as $$
  select w.id, w.unit from live_webhooks() w
   where w.id <> all (p_busy)
     and exists (select from delivery where webhook = w.id and state = 'waiting' and retry_at <= now())
$$;

-- Takes the next delivery of a webhook for a minute: a sender that dies leaves it to be sent again under the same id.
create function lease_delivery(p_webhook uuid) returns uuid language sql
  security definer set search_path = public, pg_temp as $$
  update delivery set attempts = attempts + 1, retry_at = now() + interval '1 minute'
   where id = (select delivery.id from delivery join live_webhooks() w on w.id = delivery.webhook
                where delivery.webhook = p_webhook and state = 'waiting' and retry_at <= now()
                order by entry limit 1 for update of delivery skip locked)
  returning id
$$;

-- A sandbox as on its first day. What was done there stays in the journal.
create function reset_sandbox(p_office text) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform refuse_out_of_scope(p_office);
  if not exists (select from institution where id = p_office and sandbox) then
    raise exception 'not a sandbox' using errcode = 'AN008';
  end if;
  update place set booking = null, offered_until = null
   where booking in (select id from booking where office = p_office);
  delete from claim where booking in (select id from booking where office = p_office);
  delete from message where booking in (select id from booking where office = p_office);
  delete from report where office = p_office;
  delete from party where booking in (select id from booking where office = p_office);
  delete from booking where office = p_office;
  delete from delivery where webhook in (select id from webhook where unit = p_office);
end $$;

-- What a tester typed is nobody's booking.
create or replace function bookings_of_phones(p_phones bytea[]) returns table (id uuid, office text) stable language sql
  security definer set search_path = public, pg_temp as $$
  select booking.id, office from booking join institution on institution.id = office and not sandbox
   where phone_index = any (p_phones) order by made_at desc
$$;
