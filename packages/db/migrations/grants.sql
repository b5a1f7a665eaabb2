-- What the application's role may do; run after every migration. :app is the quoted name of the role.
grant usage on schema public to :app;
revoke all on all tables in schema public from :app;
revoke execute on all functions in schema public from public;
grant execute on all functions in schema public to :app;

grant select on all tables in schema public to :app;
revoke all on claim from :app;

grant insert, update on bureau, institution, office_setting, closure, booking, party, draft, phone_code, message, idempotency, tally to :app;
grant insert on journal_entry, journal_seal, report, feedback to :app;
grant delete on draft, idempotency, tally to :app;
grant update (booking, offered_until, closed_at, closes_when_freed) on place to :app;
-- no writing of days, but a lock on them: closing takes its days one after the other
grant update (version) on day to :app;
grant insert, update, delete on staff_user, staff_session, staff_account, staff_verification, staff_rate_limit to :app;
