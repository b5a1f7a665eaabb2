-- A list is taken out of the bookings of an office, or of a ledger of a unit, which may be a bureau above institutions.
-- Numbers and phones stand in it whole only where a second person agreed to that.
alter table export add column ledger text not null default 'bookings';
alter table export add column whole boolean not null default false;
alter table export add constraint export_whole_is_approved check (not whole or needs_approval) not valid;
alter table export drop constraint export_office_fkey;
alter table export add constraint export_office_fkey foreign key (office) references unit not valid;
