-- How hard browsers work before a code is sent or a place is booked, while the site is under attack; 0: not at all.
-- Every row that stands met the narrower constraints, so there is nothing to validate.
alter table privacy_setting drop constraint privacy_setting_kind_check, drop constraint privacy_setting_amount_check;
alter table privacy_setting
  add constraint privacy_setting_kind_check check (kind in ('answerWithin', 'phone', 'parties', 'health', 'note', 'messages', 'reports', 'feedback', 'requests', 'exportAlone', 'proofOfWork')) not valid,
  add constraint privacy_setting_amount_check check (amount between case when kind = 'proofOfWork' then 0 else 1 end and 36500) not valid;

-- A challenge that was solved serves one act; a row lives as long as its challenge.
create table spent_work (
  mark bytea primary key,
  act bytea not null,
  expires_at timestamptz not null
);
