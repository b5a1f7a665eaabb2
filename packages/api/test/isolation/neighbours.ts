import { sealHeads } from '@anmin/api/sheets/lines';
import { seal, sha256 } from '@anmin/api/privacy/seal';
import { holdPersons, sealCard } from '@anmin/api/people/card';
import { inScope } from '@anmin/api/scope';
import { membership, personCard } from '@anmin/db/schema/people';
import { tokenOf } from '@anmin/api/queue/displays';
import { readDuties } from '@anmin/api/staff/grants';
import type { StaffActor } from '@anmin/api/trpc';
import { demoRegion, idNumberOf } from '@anmin/domain/people/id-number';
import type { SheetLedger } from '@anmin/domain/sheets/ledgers';
import { roles, type Role } from '@anmin/domain/organisation/roles';
import { randomUUID } from 'node:crypto';
import type { TestOffice } from '../../../../tooling/test/office.ts';
import { answersFor, book } from '../citizens.ts';
import { crowd } from '../vaccination/crowd.ts';
import { bookableSlots, standingAt, type SlotAt } from '../race.ts';

/** What somebody reaches for: an office, a booking there, a closure of it. `nowhere` exists for nobody. */
export type Target = {
  readonly office: string;
  readonly booking: string;
  readonly reference: string;
  readonly closure: string;
  /** an institution shut to some, and a fact recorded there */
  readonly closing: string;
  readonly fact: string;
  /** a notice passed on to an office by itself, which no verb allows */
  readonly forwarding: string;
  readonly client: string;
  readonly apiKey: string;
  readonly webhook: string;
  /** somebody who works there, with their post and what was lent to them */
  readonly holder: string;
  readonly post: string;
  readonly delegation: string;
  /** what somebody asked of their data there, and a list somebody made */
  readonly request: string;
  readonly export: string;
  /** a notice that is being entered there */
  readonly draft: string;
  /** who was turned away at the gate there */
  readonly passage: string;
  /** somebody who came in there, by their passage */
  readonly comer: string;
  /** the number somebody waits under there */
  readonly ticket: string;
  /** a screen in the hall there */
  readonly display: string;
  /** a day that is drawn there */
  readonly ballot: string;
  /** somebody on record there, with a dose and a reason why they have no other */
  readonly vaccinated: string;
  readonly dose: string;
  readonly hindrance: string;
  /** what came after the dose, and what was granted for it */
  readonly reaction: string;
  readonly incentive: string;
  /** a day on which people are vaccinated there */
  readonly vaccinationDay: string;
  /** somebody who lives there */
  readonly membership: string;
  /** what was written down there of a day */
  readonly entry: string;
  /** a certificate that was attached there */
  readonly file: string;
  /** files somebody gave there, of people and of doses */
  readonly peopleSheet: string;
  readonly vaccinationSheet: string;
  readonly transfer: string;
};

export const nowhere: Target = {
  office: 'nowhere',
  booking: randomUUID(),
  reference: 'HY 0000 0000 00',
  closure: randomUUID(),
  closing: randomUUID(),
  fact: randomUUID(),
  forwarding: randomUUID(),
  client: randomUUID(),
  apiKey: randomUUID(),
  webhook: randomUUID(),
  holder: randomUUID(),
  post: randomUUID(),
  delegation: randomUUID(),
  request: randomUUID(),
  export: randomUUID(),
  draft: randomUUID(),
  passage: randomUUID(),
  comer: randomUUID(),
  ticket: randomUUID(),
  display: randomUUID(),
  ballot: randomUUID(),
  vaccinated: randomUUID(),
  dose: randomUUID(),
  hindrance: randomUUID(),
  reaction: randomUUID(),
  incentive: randomUUID(),
  vaccinationDay: randomUUID(),
  membership: randomUUID(),
  entry: randomUUID(),
  file: randomUUID(),
  peopleSheet: randomUUID(),
  vaccinationSheet: randomUUID(),
  transfer: randomUUID(),
};

/** The unit at which each role works in these tests, in Jiagedaqi or above it. */
export const workplaces: Record<Role, string> = {
  prefectureHead: '232700',
  sectionClerk: '232700-shehui',
  countyClerk: '232761',
  townshipClerk: '232761',
  villageWorker: '232761',
  institutionManager: 'jiagedaqi',
  institutionStaff: 'jiagedaqi',
  lotterySupervisor: '232700-shehui',
  dutyOfficer: '232700',
  auditor: '232700',
  systemAdministrator: '232700',
};

/** A prefecture of other people beside the demo's, with an office that is run in the same way. */
export async function openForeignOffice({ ownerDatabase }: TestOffice): Promise<void> {
  await ownerDatabase.pool.query(`
    insert into unit (id, kind, name, region) values
      ('231200', 'prefecture', '绥化市民政局', '231200'), ('231202', 'county', '北林区民政局', '231202'),
      ('beilin', 'institution', '北林区婚姻登记处', '231202');
    insert into unit_membership (unit, parent, from_day) values
      ('231200', '230000', '2002-01-01'), ('231202', '231200', '2002-01-01'), ('beilin', '231202', '2002-01-01');
    insert into institution (id, kind, region, prefecture, name, address, phone, hours)
      select 'beilin', kind, '231202', '231200', '北林区婚姻登记处', address, phone, hours from institution where id = 'mohe';
    insert into office_setting (office, valid_from, rules, source, made_by)
      select 'beilin', valid_from, rules, source, made_by from office_setting where office = 'mohe';
    select derive_unit_reach()`);
}

/** Somebody with each role, as their posts in the database say. */
export async function staffOf(office: TestOffice): Promise<Record<Role, StaffActor>> {
  const actors = await Promise.all(roles.map(async (role) => [role, await appoint(office, role)] as const));
  return Object.fromEntries(actors) as Record<Role, StaffActor>;
}

export async function appoint(office: TestOffice, role: Role, unit = workplaces[role]): Promise<StaffActor> {
  const id = randomUUID();
  await office.ownerDatabase.pool.query(
    `insert into staff_user (id, name, email, username) values ($1, $2, $1 || '@test.invalid', $1)`,
    [id, role],
  );
  await office.ownerDatabase.pool.query(
    `insert into post (id, holder, role, unit, from_day, made_by) values (gen_random_uuid(), $1, $2, $3, '2002-01-01', 'test')`,
    [id, role, unit],
  );
  return actorOf(office, id, role);
}

export async function actorOf(office: TestOffice, id: string, name: string): Promise<StaffActor> {
  const session = { session: randomUUID(), secondFactorAt: Temporal.Now.instant().toString(), passphraseDue: false };
  return {
    kind: 'staff',
    id,
    name,
    address: '127.0.0.1',
    ...session,
    ...(await readDuties(office.databases.staff, id)),
  };
}

/** A booking, a closure and a member of staff at an office, for others to reach for. */
export async function targetAt(office: TestOffice, id: string, n: number): Promise<Target> {
  const [slot] = (await bookableSlots(office, id)) as [SlotAt];
  await book(office, answersFor(n, { ...slot, office: id }));
  const [booking = ''] = await standingAt(office, slot);
  const { rows } = await office.ownerDatabase.pool.query<{ reference: string; closure: string }>(
    `insert into closure (id, prefecture, office, from_day, until_day, reason, made_by)
       select gen_random_uuid(), prefecture, id, '2022-01-01', '2022-01-02', '停电', 'test' from institution where id = $1
     returning id as closure, (select reference from booking where id = $2) as reference`,
    [id, booking],
  );
  const { rows: keys } = await office.ownerDatabase.pool.query<{ client: string; api_key: string }>(
    `with opened as (
       insert into api_client (id, unit, name, contact, channel, per_minute, made_by)
         values (gen_random_uuid(), $1, '试验', '试验', 'online', 60, 'test') returning id)
     insert into api_key (id, client, unit, scopes, hash, hint, expires_at, made_by)
       select gen_random_uuid(), id, $1, '{offices.read}', sha256($1::bytea), '0000', now() + interval '1 day', 'test' from opened
     returning client, id as api_key`,
    [id],
  );
  const { client = '', api_key: apiKey = '' } = keys[0] ?? {};
  const webhook = randomUUID();
  await office.ownerDatabase.pool.query(
    `insert into webhook (id, client, unit, url, events, secret_sealed)
       values ($1, $2, $3, 'https://client.example', '{booking.left}', '\\x00')`,
    [webhook, client, id],
  );
  const holder = await appoint(office, 'institutionStaff', id);
  const giver = await appoint(office, 'institutionManager', id);
  const given = await office.ownerDatabase.pool.query<{ post: string; delegation: string }>(
    `insert into delegation (id, giver, taker, abilities, unit, from_day, until_day, reason)
       values (gen_random_uuid(), $2, $1, '{closures.make}', $3, '2022-05-01', '2022-06-01', 'test')
     returning id as delegation, (select id from post where holder = $1) as post`,
    [holder.id, giver.id, id],
  );
  const { reference = '', closure = '' } = rows[0] ?? {};
  const { post = '', delegation = '' } = given.rows[0] ?? {};
  const [request, made] = [randomUUID(), randomUUID()];
  const [closing, fact, forwarding] = [randomUUID(), randomUUID(), randomUUID()];
  await office.ownerDatabase.pool.query(
    `insert into notice_forwarding (id, notice, unit, recipient, number, on_day, made_by)
       select $1::uuid, 'DX', region, id, 'test', '2022-01-01', 'test' from unit where id = $2`,
    [forwarding, id],
  );
  await office.ownerDatabase.pool.query(
    `insert into unit_closure (id, unit, scopes, from_day, reason, made_by)
       values ($1, $2, '{visitor}', '2022-01-01', '停电', 'test')`,
    [closing, id],
  );
  await office.ownerDatabase.pool.query(
    `insert into fact (id, unit, kind, region, from_day, reference, made_by)
       select $1::uuid, id, 'outbreak', region, '2022-01-01', 'test', 'test' from unit where id = $2`,
    [fact, id],
  );
  await office.ownerDatabase.pool.query(
    `insert into privacy_request (id, office, kind, phone_index) values ($1, $2, 'correction', '\\x00')`,
    [request, id],
  );
  await office.ownerDatabase.pool.query(
    `insert into export (id, office, from_day, until_day, persons, reason, made_by, needs_approval)
       values ($1, $2, '2022-05-20', '2022-05-21', 2, 'test', 'staff:nobody', true)`,
    [made, id],
  );
  const { rows: passages } = await office.ownerDatabase.pool.query<{ id: string }>(
    `insert into gate_passage (id, unit, at, checks, found, cleared, exemptions, verdict, clauses, made_by)
       values (gen_random_uuid(), $1, 'entry', '{}', '{}', '{}', '{}', 'incomplete', '{}', 'test') returning id`,
    [id],
  );
  const { rows: tickets } = await office.ownerDatabase.pool.query<{ id: string }>(
    `insert into ticket (office, booking, turn) values ($1, $2, office_now()) returning id`,
    [id, booking],
  );
  const display = randomUUID();
  await office.ownerDatabase.pool.query(
    `insert into display (id, office, name, token_hash, made_by) values ($1, $2, 'test', $3, 'test')`,
    [display, id, sha256(tokenOf(office, display))],
  );
  return {
    office: id,
    booking,
    reference,
    closure,
    closing,
    fact,
    forwarding,
    holder: holder.id,
    post,
    delegation,
    client,
    apiKey,
    webhook,
    request,
    export: made,
    draft: await draftAt(office, id),
    passage: passages[0]?.id ?? '',
    comer: await comerAt(office, id),
    ticket: tickets[0]?.id ?? '',
    display,
    ballot: await ballotAt(office, id),
    ...(await vaccinatedAt(office, id)),
    membership: await memberAt(office, id),
    ...(await writtenAt(office, id)),
    peopleSheet: await sheetAt(office, id, 'people'),
    vaccinationSheet: await sheetAt(office, id, 'vaccination'),
    transfer: await transferAt(office, id),
  };
}

async function comerAt({ ownerDatabase, keys }: TestOffice, unit: string): Promise<string> {
  const id = randomUUID();
  await ownerDatabase.pool.query(
    `with passed as (
       insert into gate_passage (id, unit, at, checks, found, cleared, exemptions, verdict, clauses, made_by)
         values ($1, $2, 'entry', '{}', '{}', '{}', '{}', 'passes', '{}', 'test') returning id)
     insert into gate_person (passage, unit, came, name_sealed, purpose_sealed, made_by)
       select id, $2, 'visitor', $3, $4, 'test' from passed`,
    [
      id,
      unit,
      seal(keys, `gate_person.name:${id}.${unit}`, '试验'),
      seal(keys, `gate_person.purpose:${id}.${unit}`, '试验'),
    ],
  );
  return id;
}

async function sheetAt({ ownerDatabase, keys }: TestOffice, unit: string, ledger: SheetLedger): Promise<string> {
  const id = randomUUID();
  const counts = { new: 0, changed: 0, same: 0, wrong: 1, double: 0 };
  await ownerDatabase.pool.query(
    `insert into sheet (id, unit, ledger, file_hash, heads_sealed, counts, made_by) values ($1, $2, $3, '\\x00', $4, $5, 'test')`,
    [id, unit, ledger, sealHeads(keys, id, { cells: [], places: {} }), counts],
  );
  return id;
}

async function vaccinatedAt(office: TestOffice, unit: string) {
  const [person = ''] = await crowd(office, { unit, role: 'staff', count: 1, born: '1980-01-01', first: '2021-07-01' });
  const { rows } = await office.ownerDatabase.pool.query<{ dose: string; hindrance: string }>(
    `insert into vaccination_hindrance (id, person, unit, kind, from_day, made_by)
       values (gen_random_uuid(), $1, $2, 'noSupply', '2021-07-01', 'test')
     returning id as hindrance, (select id from dose where person = $1) as dose`,
    [person, unit],
  );
  const id = randomUUID();
  const after = await office.ownerDatabase.pool.query<{ reaction: string; incentive: string; day: string }>(
    `with granted as (
       insert into vaccination_incentive (id, person, unit, kind, on_day, made_by)
         values (gen_random_uuid(), $1, $2, 'restDay', '2021-07-01', 'test') returning id),
     planned as (
       insert into vaccination_session (id, unit, mode, on_day, starts, place, provider, kind, product, batch, made_by)
         values (gen_random_uuid(), $2, 'onSite', '2022-05-20', '{09:00}', 'test', 'test', 'inactivated', '', '', 'test')
       returning id),
     attending as (
       insert into vaccination_attendance (session, person, unit, group_number, made_by)
         select id, $1, $2, 1, 'test' from planned)
     insert into vaccination_reaction (id, person, unit, on_day, told_sealed, made_by)
       values ($3, $1, $2, '2021-07-01', $4, 'test')
     returning id as reaction, (select id from granted) as incentive, (select id from planned) as day`,
    [person, unit, id, seal(office.keys, `vaccination_reaction.told:${id}`, '试验')],
  );
  const { reaction = '', incentive = '', day = '' } = after.rows[0] ?? {};
  return {
    ...{ vaccinated: person, dose: rows[0]?.dose ?? '', hindrance: rows[0]?.hindrance ?? '' },
    ...{ reaction, incentive, vaccinationDay: day },
  };
}

async function memberAt({ job, keys }: TestOffice, unit: string): Promise<string> {
  return inScope(job, [unit], async (tx) => {
    const born = Temporal.PlainDate.from('1950-01-01');
    const idNumber = idNumberOf(demoRegion, born, 2 * unit.length + 1);
    const written = { name: '试验', idNumber, phone: null, sex: 'male' as const, bornOn: born.toString() };
    const [person = ''] = await holdPersons(tx, keys, [written]);
    await tx.insert(personCard).values(sealCard(keys, { person, unit, ...written }));
    const id = randomUUID();
    await tx.insert(membership).values({ id, person, unit, role: 'visitor', since: '2022-01-01', madeBy: 'test' });
    return id;
  });
}

async function transferAt(office: TestOffice, unit: string): Promise<string> {
  const [person = ''] = await crowd(office, { unit, role: 'volunteer', count: 1, born: '1980-01-01' });
  const transfer = randomUUID();
  await office.ownerDatabase.pool.query(
    `insert into member_transfer (id, membership, person, unit, to_unit, role, on_day, name_sealed, made_by)
       select $1, id, person, unit, unit, role, '2022-05-16', $3, 'test' from membership where person = $2`,
    [transfer, person, seal(office.keys, `member_transfer.name:${transfer}`, '甄平安')],
  );
  return transfer;
}

async function ballotAt({ ownerDatabase }: TestOffice, office: string): Promise<string> {
  const ballot = randomUUID();
  await ownerDatabase.pool.query(
    `insert into ballot (id, office, day, secret_sealed, commitment, public_value_name, apply_from, apply_until, answer_hours)
     values ($1, $2, '2022-06-30', '', '', 'test', '2022-06-01', '2022-06-02', 1)`,
    [ballot, office],
  );
  return ballot;
}

async function writtenAt({ ownerDatabase, keys }: TestOffice, unit: string) {
  const [entry, file] = [randomUUID(), randomUUID()];
  await ownerDatabase.pool.query(
    `with written as (
       insert into entry (id, unit, ledger, on_day, turn, fields, told, version, made_by, changed_by)
         values ($1, $2, 'goods', '2022-05-01', 'test', '{}', '{}', 1, 'test', 'test') returning id)
     insert into entry_file (id, entry, unit, field, type, size, bytes_sealed, made_by)
       select $3, id, $2, 'quarantineCertificate', 'application/pdf', 4, $4, 'test' from written`,
    [entry, unit, file, seal(keys, `entry_file.bytes:${file}`, 'JVBERg==')],
  );
  return { entry, file };
}

async function draftAt({ ownerDatabase }: TestOffice, unit: string): Promise<string> {
  const [draft, id] = [randomUUID(), unit.toUpperCase()];
  const pack = {
    notice: {
      id,
      title: '试验',
      number: null,
      issuer: '试验',
      issuedOn: '2022-05-16',
      region: '232700',
      standing: false,
    },
    clauses: [{ id: `${id}-1.1`, place: '一', kind: 'none', room: 'measures', summary: '' }],
    rules: [],
  };
  await ownerDatabase.pool.query(
    `insert into notice_draft (id, unit, notice, text, pack, words, hash, made_by, changed_by)
       values ($1, $2, $3, '一、试验。', $4, '{}', '', 'staff:nobody', '{staff:nobody}')`,
    [draft, unit, id, pack],
  );
  return draft;
}

/** What a walk through every verb may have ended begins again. */
export async function restore({ ownerDatabase }: TestOffice): Promise<void> {
  await ownerDatabase.pool.query(`
    update post set revoked_at = null;
    update webhook set ended_at = null;
    update display set ended_at = null;
    update privacy_request set state = 'open', answered_at = null;
    update export set approved_by = null, approved_at = null;
    update delegation set revoked_at = null;
    update staff_user set disabled_at = null;
    alter table member_transfer disable trigger transfer_ends_once;
    update member_transfer set state = 'waiting', ended_by = null, ended_at = null;
    alter table member_transfer enable trigger transfer_ends_once;
    delete from dose where made_by <> 'test';
    alter table dose disable trigger known_until_now;
    update dose set known_until = null, ended_by = null, end_reason = null;
    alter table dose enable trigger known_until_now;
    alter table vaccination_hindrance disable trigger known_until_now;
    update vaccination_hindrance set known_until = null, ended_by = null, end_reason = null;
    alter table vaccination_hindrance enable trigger known_until_now;
    delete from vaccination_attendance where made_by <> 'test';
    delete from vaccination_session where made_by <> 'test';
    update vaccination_session set version = 1, cancelled_at = null, cancelled_by = null, cancel_reason = null;
    delete from vaccination_follow_up;
    delete from vaccination_reaction where made_by <> 'test';
    alter table vaccination_reaction disable trigger reaction_keeps_its_steps;
    update vaccination_reaction set informed_at = null, informed_by = null;
    alter table vaccination_reaction enable trigger reaction_keeps_its_steps;
    delete from vaccination_incentive where made_by <> 'test';
    alter table vaccination_incentive disable trigger known_until_now;
    update vaccination_incentive set taken_on = null, known_until = null, ended_by = null, end_reason = null;
    alter table vaccination_incentive enable trigger known_until_now;
    insert into vaccination_attendance (session, person, unit, group_number, made_by)
      select day.id, person, unit, 1, 'test' from vaccination_session day join vaccination_incentive using (unit)
       where day.made_by = 'test' and vaccination_incentive.made_by = 'test' on conflict do nothing`);
}
