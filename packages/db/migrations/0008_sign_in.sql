-- The second factor of somebody: a secret sealed outside the database's reach, and the last code that was used, so that
-- none counts twice.
create table second_factor (
  holder text primary key references staff_user on delete cascade,
  secret bytea not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  failures int not null default 0,
  locked_until timestamptz
);

-- What was stored until now were the sessions' own keys; from here on only their hashes are.
delete from staff_session;
alter table staff_session
  add column second_factor_at timestamptz(3),
  add column device text not null default 'desktop';

-- One session on each kind of device: a second sign-in there ends the first.
create function session_ends_its_like() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform from staff_user where id = new.user_id for update;
  delete from staff_session where user_id = new.user_id and device = new.device;
  return new;
end $$;
create trigger one_session_a_device before insert on staff_session
  for each row execute function session_ends_its_like();

-- Whoever gets or loses a role, or is shut out, signs in anew.
create function role_ends_sessions() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then delete from staff_session where user_id = old.holder; end if;
  if tg_op <> 'DELETE' then delete from staff_session where user_id = new.holder; end if;
  return null;
end $$;
create trigger a_role_ends_sessions after insert or update or delete on post
  for each row execute function role_ends_sessions();

create function shut_out_ends_sessions() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  delete from staff_session where user_id = new.id;
  return null;
end $$;
create trigger shut_out after update of disabled_at on staff_user
  for each row when (new.disabled_at is not null) execute function shut_out_ends_sessions();

-- How often a subject, a keyed hash of who and what, tried within the span that began at `since`.
create table attempt (
  subject bytea primary key,
  since timestamptz not null,
  count int not null
);
create index on attempt (since);
