-- A screen in the hall is shown under a link of its own, which nobody guesses and a manager can withdraw.
create table display (
  id uuid primary key,
  office text not null references institution,
  name text not null check (length(name) between 1 and 50),
  token_hash bytea not null unique,
  made_by text not null,
  made_at timestamptz not null default office_now(),
  ended_at timestamptz
);
create index on display (office, made_at);

alter table display enable row level security;
alter table display force row level security;
create policy a_definer on display to current_user using (current_user <> session_user);
create policy within_scope on display using (office in (select units_in_scope()));

-- What such a screen shows: numbers and counters, and nothing of a person. Null: no such link.
create function hall_of(p_token bytea) returns jsonb stable language sql security definer
  set search_path = public, pg_temp as $$
  select jsonb_build_object(
    'office', institution.name,
    'at', office_now(),
    'waiting', (select count(*) from ticket
                 where ticket.office = display.office and day = office_today() and state = 'waiting'),
    'called', (select coalesce(jsonb_agg(to_jsonb(c)), '[]')
                 from (select letter, number, counter, calls from ticket
                        where ticket.office = display.office and day = office_today() and state in ('called', 'serving')
                        order by last_called_at desc, number desc limit 12) c),
    'next', (select coalesce(jsonb_agg(to_jsonb(n)), '[]')
               from (select letter, number from ticket
                      where ticket.office = display.office and day = office_today() and state = 'waiting'
                      order by behind, turn, number limit 10) n))
    from display join institution on institution.id = display.office
   where token_hash = p_token and ended_at is null
$$;
