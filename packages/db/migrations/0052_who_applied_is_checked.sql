alter table waiting validate constraint waiting_ballot_fkey;
alter table waiting validate constraint waiting_application_check;
