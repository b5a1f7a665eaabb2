create table staff_user (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  username text not null unique,
  display_username text,
  role text not null constraint staff_user_role check (role in ('clerk', 'bureau')),
  office text,
  region text not null,
  constraint a_clerk_has_an_office check (role <> 'clerk' or office is not null)
);

create table staff_session (
  id text primary key,
  expires_at timestamptz(3) not null,
  token text not null unique,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null,
  ip_address text,
  user_agent text,
  user_id text not null references staff_user on delete cascade
);

create index on staff_session (user_id);

create table staff_account (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null references staff_user on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz(3),
  refresh_token_expires_at timestamptz(3),
  scope text,
  password text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null
);

create index on staff_account (user_id);

create table staff_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create index on staff_verification (identifier);

create table staff_rate_limit (
  id text primary key,
  key text not null unique,
  count integer not null,
  last_request bigint not null
);
