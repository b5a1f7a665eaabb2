import { demoRules } from '@anmin/api/demo/seed';
import { demoRegion, idNumberOf } from '@anmin/domain/people/id-number';
import { randomUUID } from 'node:crypto';
import { lotteryVisit } from '@anmin/domain/appointments/services/lottery';
import type { Target } from './neighbours.ts';

const span = { from: '2022-05-10', until: '2022-05-10', services: null, reason: '停电检修' };
const contacts = { name: '某处', address: '某路', phone: '0457-000 0009', hours: '工作日', bus: '', access: '' };
/** A version nobody has seen: who may act here is told so, and nothing changes. */
const version = 999_999;
const act = ({ booking }: Target) => ({ booking, version, key: randomUUID() });
const plan = ({ office }: Target) => ({ office, rules: demoRules, validFrom: '2022-06-01', source: '试验' });

const told = { region: '232761', from: '2022-05-20', until: null, reference: '试验', note: '试验', rule: null };
const recorded = ({ office }: Target) => ({
  fact: { ...told, unit: office, kind: 'outbreak', value: null },
  counters: null,
});
const decided = ({ office }: Target) => ({
  decision: { ...told, unit: office, rule: 'DX/funeral-suspension@1', taken: true },
  counters: null,
});

const noticeHead = {
  ...{ title: '试验', number: null, issuer: '试验', issuedOn: '2022-05-16', region: '232700' },
  ...{ from: '2022-05-16', until: null, replaces: [] },
};

const vaccinated = ({ office, vaccinated: person }: Target) => ({ unit: office, person });
const given = {
  ...{ kind: 'inactivated', number: 2, on: '2022-05-10' },
  ...{ product: '试验', batch: '试验', place: '试验' },
};
const comer = { came: 'visitor', name: '试验人', phone: '13900000009', idNumber: '', purpose: '试验' };
const ending = { reason: '试验' };
const vaccinationDay = {
  ...{ mode: 'onSite', on: '2022-06-01', starts: ['09:00'], place: '试验', provider: '试验' },
  ...{ kind: 'inactivated', product: '', batch: '' },
};
const course = {
  ...{ kind: 'inactivated', doses: 2, gapDays: 21, withinDays: null, boosterAfterDays: null },
  ...{ validFrom: '2022-05-01', source: '试验' },
};
const elsewhere = { role: 'resident', standing: '', groups: '', post: '', room: '101', bed: '1' };
const written = {
  ...{ name: '试验', idNumber: '', sex: 'male', bornOn: '', phone: '', since: '2022-05-01' },
  ...{ ...elsewhere, room: '', bed: '' },
};
const { role: _, ...corrected } = written;

/** How each verb of the staff reaches for something of an office. A verb without its line here fails the test. */
export const reaching: Readonly<Record<string, (target: Target) => unknown>> = {
  'counter.sheet': ({ office }) => ({ office, day: '2022-05-20' }),
  'counter.find': ({ office, reference }) => ({ office, text: reference }),
  'counter.row': ({ booking }) => ({ booking }),
  'counter.checkIn': act,
  'counter.screen': (target) => ({
    ...act(target),
    parties: [{ keyAreaStay: false, quarantineEnd: null, temperature: null }],
  }),
  'counter.finish': (target) => ({ ...act(target), outcome: 'registered' }),
  'counter.amend': (target) => ({ ...act(target), outcome: 'registered', reason: '试验' }),
  'counter.correct': (target) => ({ ...act(target), name1: '试验', reason: '试验' }),
  'counter.notePapers': (target) => ({ ...act(target), papers: [{ material: '试验', mark: 'seen' }] }),
  'counter.compare': ({ booking }) => ({ booking, position: 1, idNumber: '990001' }),
  'counter.bookFor': ({ office }) => ({ office, key: randomUUID(), channel: 'phone', answers: {} }),
  'counter.walkIn': ({ office }) => ({ office, key: randomUUID(), answers: {} }),
  'counter.move': (target) => ({ ...act(target), office: target.office, day: '2022-05-24', time: '09:00' }),
  'counter.forgive': (target) => ({ ...act(target), reason: '试验' }),
  'counter.cancel': (target) => ({ ...act(target), reason: '试验' }),
  'counter.slip': ({ booking }) => ({ booking }),
  'counter.report': ({ booking }) => ({ booking, key: randomUUID(), text: '试验' }),
  'counter.statistics': ({ office }) => ({ office, from: '2022-05-01', until: '2022-06-30', by: 'channel' }),
  'counter.reports': ({ office }) => ({ office }),
  'visits.list': ({ office }) => ({ office }),
  'visits.show': ({ booking }) => ({ booking }),
  'visits.confirm': (target) => ({ ...act(target), wish: null }),
  'visits.decline': (target) => ({ ...act(target), reason: 'houseBusy', instead: 'call' }),
  'visits.signIn': (target) => ({
    ...{ ...act(target), temperature: 365 },
    answers: { checks: [], found: [], cleared: [], exemptions: [] },
  }),
  'visits.signOut': act,
  'inside.show': ({ office }) => ({ office }),
  'inside.press': ({ office }) => ({ key: randomUUID(), office, day: '2022-05-20', change: 1 }),
  'queue.line': ({ office }) => ({ office }),
  'queue.callNext': ({ office }) => ({ key: randomUUID(), office, counter: 1 }),
  'queue.displays': ({ office }) => ({ office }),
  'queue.makeDisplay': ({ office }) => ({ key: randomUUID(), office, name: '试验' }),
  'queue.endDisplay': ({ display }) => ({ key: randomUUID(), display }),
  'queue.change': ({ ticket }) => ({ key: randomUUID(), ticket, act: 'putBack', counter: 1 }),
  'plans.show': ({ office }) => ({ office }),
  'plans.preview': plan,
  'plans.save': (target) => ({ ...plan(target), version, key: randomUUID() }),
  'plans.contacts': ({ office }) => ({ office, version, key: randomUUID(), contacts }),
  'closures.list': ({ office }) => ({ office }),
  'closures.preview': ({ office }) => ({ office, ...span }),
  'closures.close': ({ office }) => ({ office, ...span, key: randomUUID() }),
  'closures.lift': ({ closure }) => ({ closure, version, key: randomUUID(), reason: '试验' }),
  'forwardings.forward': ({ office }) => ({
    ...{
      key: randomUUID(),
      notice: 'DX',
      unit: office,
      recipients: [office],
      number: '试验',
      day: '2022-05-20',
      note: '',
    },
  }),
  'forwardings.confirm': ({ forwarding }) => ({ key: randomUUID(), forwarding, note: '' }),
  'forwardings.urge': ({ forwarding }) => ({ key: randomUUID(), forwarding }),
  'vaccination.statistics': ({ office }) => ({ unit: office, day: null, known: null }),
  'vaccination.ledger': ({ office }) => ({ unit: office }),
  'vaccination.list': ({ office }) => ({
    unit: office,
    day: null,
    known: null,
    of: null,
    place: null,
    at: null,
    after: null,
  }),
  'vaccination.person': vaccinated,
  'vaccination.courses': ({ office }) => ({ unit: office }),
  'vaccination.enterDose': (target) => ({ ...vaccinated(target), key: randomUUID(), dose: given }),
  'vaccination.correctDose': ({ office, dose }) => ({
    ...ending,
    key: randomUUID(),
    unit: office,
    id: dose,
    dose: given,
  }),
  'vaccination.strikeDose': ({ office, dose }) => ({ ...ending, key: randomUUID(), unit: office, id: dose }),
  'vaccination.hinder': (target) => ({
    ...vaccinated(target),
    key: randomUUID(),
    hindrance: { kind: 'ownRefusal', from: '2022-05-10', until: null, evidence: '', note: '' },
  }),
  'vaccination.endHindrance': ({ office, hindrance }) => ({
    ...ending,
    key: randomUUID(),
    unit: office,
    id: hindrance,
  }),
  'vaccination.assess': (target) => ({
    ...vaccinated(target),
    key: randomUUID(),
    assessment: { on: '2022-05-10', conditionGood: true, medicationStable: true, suitable: true, medic: '试验' },
  }),
  'vaccination.contact': (target) => ({
    ...vaccinated(target),
    key: randomUUID(),
    contact: { on: '2022-05-10', nextOn: null, note: '' },
  }),
  'vaccination.aftercare': ({ office }) => ({ unit: office }),
  'vaccination.followUp': (target) => ({
    ...vaccinated(target),
    key: randomUUID(),
    followUp: { forDay: '2022-05-10', well: true, note: '' },
  }),
  'vaccination.react': (target) => ({
    ...vaccinated(target),
    key: randomUUID(),
    reaction: { on: '2022-05-10', told: '试验' },
  }),
  'vaccination.handleReaction': ({ office, reaction }) => ({
    ...{ key: randomUUID(), unit: office, id: reaction, handling: { step: 'inform' } },
  }),
  'vaccination.grantIncentive': (target) => ({
    ...vaccinated(target),
    key: randomUUID(),
    incentive: { kind: 'mark', on: '2022-05-10' },
  }),
  'vaccination.takeRestDay': ({ office, incentive }) => ({
    ...{ key: randomUUID(), unit: office, id: incentive, on: '2022-05-10' },
  }),
  'vaccination.endIncentive': ({ office, incentive }) => ({
    ...{ ...ending, key: randomUUID(), unit: office, id: incentive },
  }),
  'vaccination.sessions': ({ office }) => ({ unit: office }),
  'vaccination.session': ({ vaccinationDay: session }) => ({ session }),
  'vaccination.sessionPlan': ({ vaccinationDay: session }) => ({ session }),
  'vaccination.planSession': ({ office }) => ({ key: randomUUID(), unit: office, session: vaccinationDay }),
  'vaccination.changeSession': ({ vaccinationDay: id }) => ({
    ...{ key: randomUUID(), id, version, session: vaccinationDay },
  }),
  'vaccination.cancelSession': ({ vaccinationDay: id }) => ({ ...ending, key: randomUUID(), id, version }),
  'vaccination.invite': (target) => ({
    ...{ key: randomUUID(), id: target.vaccinationDay, group: 1, people: [vaccinated(target)] },
  }),
  'vaccination.outstanding': ({ office }) => ({ unit: office, mobiliser: null, after: null }),
  'vaccination.mobilise': ({ office, vaccinated: person, holder: mobiliser }) => ({
    ...{ key: randomUUID(), unit: office, persons: [person], mobiliser },
  }),
  'vaccination.attend': (target) => ({
    ...{ ...vaccinated(target), key: randomUUID(), id: target.vaccinationDay, came: { outcome: 'absent' } },
  }),
  'vaccination.endObservation': (target) => ({
    ...{ ...vaccinated(target), key: randomUUID(), id: target.vaccinationDay },
  }),
  'vaccination.uninvite': (target) => ({ ...vaccinated(target), key: randomUUID(), id: target.vaccinationDay }),
  'vaccination.drawUpCircular': ({ office }) => ({
    ...{ key: randomUUID(), unit: office, day: null, rules: ['DX/none@1'] },
  }),
  'vaccination.settleCourse': ({ office }) => ({ key: randomUUID(), unit: office, course }),
  'closings.list': ({ office }) => ({ unit: office }),
  'closings.count': ({ office }) => ({ below: office }),
  'dashboard.board': ({ office }) => ({ unit: office, day: null }),
  'dashboard.dutiesBefore': ({ office }) => ({ unit: office, day: null }),
  'dashboard.coverageBefore': ({ office }) => ({ unit: office, day: null, rules: ['DX/coverage@1'] }),
  'closings.preview': ({ office }) => ({
    ...{ unit: office, scopes: ['visitor'], from: '2022-05-20', until: null, reason: '试验' },
  }),
  'closings.close': ({ office }) => ({
    ...{ key: randomUUID(), unit: office, scopes: ['service'], from: '2022-05-20', until: null, reason: '试验' },
  }),
  'closings.lift': ({ closing }) => ({ key: randomUUID(), closing, version, from: '2022-05-20', reason: '试验' }),
  'facts.preview': recorded,
  'facts.record': (target) => ({ key: randomUUID(), ...recorded(target) }),
  'facts.previewLift': ({ fact }) => ({ fact, from: '2022-05-20' }),
  'facts.lift': ({ fact }) => ({ key: randomUUID(), fact, version, from: '2022-05-20' }),
  'facts.previewDecision': decided,
  'facts.decide': (target) => ({ key: randomUUID(), ...decided(target) }),
  'closures.displaced': ({ office }) => ({ office }),
  'calls.list': ({ office }) => ({ office }),
  'calls.done': (target) => ({ ...act(target), reason: '试验' }),
  'waiting.list': ({ office }) => ({ office }),
  'ballots.draw': ({ ballot }) => ({ ballot, publicValue: '试验', source: '试验', key: randomUUID() }),
  'waiting.promote': (target) => ({ ...act(target), reason: '试验' }),
  'clients.list': ({ office }) => ({ unit: office }),
  'clients.one': ({ client }) => ({ client }),
  'clients.webhooks': ({ client }) => ({ client }),
  'clients.endWebhook': ({ client, webhook }) => ({ client, webhook, key: randomUUID() }),
  'clients.open': ({ office }) => ({
    ...{ key: randomUUID(), unit: office, name: '试验', contact: '试验', channel: 'online', perMinute: 60 },
    sandboxLike: null,
  }),
  'clients.rename': ({ client }) => ({ client, version, key: randomUUID(), name: '试验', contact: '试验' }),
  'clients.end': ({ client }) => ({ client, version, key: randomUUID() }),
  'clients.reset': ({ client }) => ({ client, key: randomUUID() }),
  'clients.issueKey': ({ client, office }) => ({
    ...{ client, unit: office, key: randomUUID(), scopes: ['offices.read'], addresses: [], days: 1 },
  }),
  'clients.revokeKey': ({ apiKey }) => ({ apiKey, key: randomUUID() }),
  'feedback.list': ({ office }) => ({ office }),
  'persons.reveal': ({ booking }) => ({ booking, fields: ['phone'], reason: 'contact' }),
  'requests.list': ({ office }) => ({ office }),
  'requests.one': ({ request }) => ({ request }),
  'requests.answer': ({ request }) => ({ key: randomUUID(), request, outcome: 'refused', text: '试验' }),
  'exports.list': ({ office }) => ({ office }),
  'exports.make': ({ office }) => ({
    ...{ key: randomUUID(), office, from: '2022-05-20', until: '2022-05-20', reason: '试验' },
  }),
  'exports.approve': (target) => ({ key: randomUUID(), export: target.export }),
  'notices.draft': ({ draft }) => ({ draft }),
  'notices.impact': ({ draft }) => ({ draft }),
  'notices.impactUnits': ({ draft }) => ({
    ...{ draft, what: 'gains', from: '2022-05-16', rule: 'XX/r1@1', after: null },
  }),
  'notices.head': ({ draft }) => ({ key: randomUUID(), draft, version, head: noticeHead }),
  'notices.clauses': ({ draft }) => ({ key: randomUUID(), draft, version, clauses: [] }),
  'notices.rule': ({ draft }) => ({ key: randomUUID(), draft, version, replaces: null, rule: null, words: {} }),
  'notices.drop': ({ draft }) => ({ key: randomUUID(), draft, version }),
  'notices.check': ({ draft }) => ({ key: randomUUID(), draft, version }),
  'notices.approve': ({ draft }) => ({ key: randomUUID(), draft, version, from: null }),
  'units.open': ({ office }) => ({
    ...{ key: randomUUID(), kind: 'village', name: '试验村', region: '232721', parent: office, from: '2022-06-01' },
  }),
  'units.move': ({ office }) => ({
    ...{ key: randomUUID(), unit: office, version },
    parent: office,
    from: '2022-06-01',
  }),
  'units.merge': ({ office }) => ({
    ...{ key: randomUUID(), unit: office, version },
    into: office,
    from: '2022-06-01',
  }),
  'staff.invite': ({ office }) => ({
    ...{ key: randomUUID(), username: 'jiagedaqi', name: '某某', role: 'villageWorker', unit: office },
  }),
  'staff.appoint': ({ holder, office }) => ({
    ...{ key: randomUUID(), holder, role: 'villageWorker', unit: office, from: '2022-05-01', until: null },
  }),
  'staff.relieve': ({ post }) => ({ key: randomUUID(), post, reason: '试验' }),
  'staff.disable': ({ holder }) => ({ key: randomUUID(), holder, reason: '试验' }),
  'staff.enable': ({ holder }) => ({ key: randomUUID(), holder, reason: '试验' }),
  'staff.renewCode': ({ holder }) => ({ key: randomUUID(), holder, reason: '试验' }),
  'measures.duties': ({ office }) => ({ unit: office, on: null }),
  'measures.agenda': ({ office }) => ({ unit: office, month: null }),
  'measures.standings': ({ office }) => ({ unit: office, kind: null, standing: null, after: null }),
  'measures.overview': ({ office }) => ({ unit: office, kind: null, after: null }),
  'evidence.day': ({ office }) => ({ unit: office, ledger: 'temperature', day: null }),
  'evidence.list': ({ office }) => ({ unit: office, ledger: 'mourners', from: '2022-05-01', until: '2022-05-31' }),
  'evidence.past': ({ entry }) => ({ entry }),
  'evidence.missing': ({ office }) => ({ unit: office }),
  'evidence.settings': ({ office }) => ({ unit: office }),
  'evidence.enter': ({ office }) => ({
    ...{ key: randomUUID(), unit: office, ledger: 'mourners', day: '2022-05-16', reason: null },
    entries: [{ person: null, subject: '', turn: randomUUID(), fields: { at: { value: '09:00', read: 0 } } }],
  }),
  'evidence.attach': ({ entry }) => ({
    key: randomUUID(),
    entry,
    field: 'quarantineCertificate',
    file: 'JVBERi0xLjQKJSVFT0Y=',
  }),
  'evidence.file': ({ file }) => ({ file }),
  'evidence.strike': ({ entry }) => ({ key: randomUUID(), entry, version, reason: '试验' }),
  'evidence.settle': ({ office }) => ({
    ...{ key: randomUUID(), unit: office, setting: { kind: 'feverFrom', amount: 373 }, source: '试验' },
    validFrom: '2022-06-01',
  }),
  'gate.asked': ({ office }) => ({ unit: office, at: 'entry', as: null }),
  'gate.check': ({ office }) => ({
    ...{ key: randomUUID(), unit: office, at: 'entry', as: null },
    ...{ checks: [], found: [], cleared: [], exemptions: [] },
  }),
  'gate.name': ({ passage }) => ({ key: randomUUID(), passage, who: comer }),
  'gate.leave': ({ comer: passage }) => ({ key: randomUUID(), passage }),
  'gate.comers': ({ office }) => ({ unit: office, day: null }),
  'gate.override': ({ passage }) => ({ key: randomUUID(), passage, reason: '试验' }),
  'peopleSheets.list': ({ office }) => ({ unit: office }),
  'peopleSheets.check': ({ office }) => ({
    key: randomUUID(),
    unit: office,
    file: '',
    words: { heads: {}, options: {} },
  }),
  'peopleSheets.one': ({ peopleSheet: sheet }) => ({ sheet }),
  'peopleSheets.lines': ({ peopleSheet: sheet }) => ({ sheet, after: -1 }),
  'peopleSheets.confirm': ({ peopleSheet: sheet }) => ({ key: randomUUID(), sheet, doubles: false, reason: '试验' }),
  'peopleSheets.undo': ({ peopleSheet: sheet }) => ({ key: randomUUID(), sheet, reason: '试验' }),
  'vaccinationSheets.list': ({ office }) => ({ unit: office }),
  'vaccinationSheets.check': ({ office }) => ({
    key: randomUUID(),
    unit: office,
    file: '',
    words: { heads: {}, options: {} },
  }),
  'vaccinationSheets.one': ({ vaccinationSheet: sheet }) => ({ sheet }),
  'vaccinationSheets.lines': ({ vaccinationSheet: sheet }) => ({ sheet, after: -1 }),
  'vaccinationSheets.confirm': ({ vaccinationSheet: sheet }) => ({
    key: randomUUID(),
    sheet,
    doubles: false,
    reason: '试验',
  }),
  'vaccinationSheets.undo': ({ vaccinationSheet: sheet }) => ({ key: randomUUID(), sheet, reason: '试验' }),
  'people.list': ({ office }) => ({
    ...{ unit: office, role: null, standing: null, group: null, room: null, left: false, after: null },
  }),
  'people.find': ({ office }) => ({ unit: office, text: '试' }),
  'people.one': ({ membership }) => ({ membership }),
  'people.enter': ({ office }) => ({ key: randomUUID(), unit: office, member: written }),
  'people.correct': ({ membership }) => ({
    key: randomUUID(),
    membership,
    version,
    card: 1,
    member: corrected,
    reason: '试验',
  }),
  'people.move': ({ membership }) => ({ key: randomUUID(), membership, version, on: '2022-05-16', to: elsewhere }),
  'people.send': ({ membership }) => ({ key: randomUUID(), membership, version, to: 'songtao', on: '2022-05-16' }),
  'people.homes': ({ office }) => ({ unit: office }),
  'people.transfers': ({ office }) => ({ unit: office }),
  'people.receive': ({ transfer }) => ({
    key: randomUUID(),
    transfer,
    on: '2022-05-16',
    to: { ...elsewhere, role: '' },
  }),
  'people.callOff': ({ transfer }) => ({ key: randomUUID(), transfer }),
  'people.leave': ({ membership }) => ({ key: randomUUID(), membership, version, on: '2022-05-16', reason: 'home' }),
  'duties.delegate': ({ holder, office }) => ({
    ...{ key: randomUUID(), taker: holder, abilities: ['counter.see'], unit: office, reason: '试验' },
    ...{ from: '2022-05-01', until: '2022-05-02' },
  }),
  'duties.revoke': ({ delegation }) => ({ key: randomUUID(), delegation }),
};

/** Verbs that list whatever is in reach. */
export const listing: Readonly<Record<string, () => unknown>> = {
  'checks.list': () => undefined,
  'measures.clauseStandings': () => ({ notice: 'DX' }),
  'measures.places': () => ({ find: '', also: null }),
  'evidence.places': () => ({ find: '', also: null }),
  'gate.places': () => ({ find: '', also: null }),
  'measures.replay': () => ({
    receipt: JSON.stringify({
      place: { region: '232700', kind: 'bureau' },
      clocks: { factsAt: '2022-05-16', lawAt: '2022-05-16', knownAt: '2022-05-16T08:00' },
    }),
  }),
  'units.tree': () => undefined,
  'notices.drafts': () => undefined,
  'staff.list': () => ({}),
  'duties.delegations': () => undefined,
  'journal.list': () => ({}),
  'facts.list': () => ({}),
  'forwardings.chain': () => ({ notice: 'DX', after: null }),
  'forwardings.received': () => ({ after: null }),
  'forwardings.addressees': () => ({ notice: 'DX' }),
  'facts.choices': () => undefined,
  'facts.pending': () => undefined,
  'facts.decidable': () => ({ rule: 'DX/funeral-suspension@1' }),
  'closings.closable': () => undefined,
  'services.list': () => undefined,
  'persons.reveals': () => ({ after: null }),
  'retention.show': () => undefined,
};

/** Verbs whose answer does not depend on whose office it is: nothing of it, or nothing that others may have. */
export const unaimed: Readonly<Record<string, (target: Target) => unknown>> = {
  // a notice is that of a bureau
  'notices.begin': ({ office }) => ({
    ...{ key: randomUUID(), unit: office, notice: 'SHIYAN', text: '试验', head: noticeHead },
  }),
  'notices.upload': ({ office }) => ({ key: randomUUID(), unit: office, file: '{}' }),
  // a list is its maker's alone, whoever else could have made it
  'exports.fetch': (target) => ({ key: randomUUID(), export: target.export }),
  'exports.paper': (target) => ({ key: randomUUID(), export: target.export }),
  'exports.lines': (target) => ({ key: randomUUID(), export: target.export, after: null }),
  'retention.preview': () => ({ prefecture: '990000', kind: 'phone', amount: 30 }),
  'retention.save': () => ({
    ...{ key: randomUUID(), prefecture: '990000', kind: 'phone', amount: 30, source: '试验', validFrom: '2022-06-01' },
  }),
  'services.previewClosing': () => ({ service: 'visit-990000', from: '2022-06-01', source: '试验' }),
  'services.close': () => ({ key: randomUUID(), service: 'visit-990000', from: '2022-06-01', source: '试验' }),
  'services.open': () => ({
    ...{ key: randomUUID(), prefecture: '990000', validFrom: '2022-06-01', source: '试验' },
    definition: { ...lotteryVisit, id: 'visit-990000' },
  }),
  'counter.release': () => ({
    key: randomUUID(),
    idNumber: idNumberOf(demoRegion, Temporal.PlainDate.from('1960-02-03'), 1),
    service: 'marriage',
    reason: '本人到场',
  }),
};

/** Open to everybody; each was looked at on its own. */
export const open: readonly string[] = [
  'ballots.list',
  'bookings.accept',
  'bookings.book',
  'bookings.cancel',
  'bookings.correct',
  'bookings.decline',
  'bookings.find',
  'bookings.move',
  'bookings.open',
  'bookings.resend',
  'demo.codes',
  'demo.messages',
  'drafts.confirmCode',
  'drafts.consider',
  'drafts.fill',
  'drafts.others',
  'drafts.sendCode',
  'drafts.show',
  'drafts.start',
  'drafts.submit',
  'feedback.send',
  'office.list',
  'office.month',
  'office.now',
  'office.terms',
  'queue.hall',
  'requests.ask',
  'requests.copy',
  'requests.own',
  'staff.accept',
  'waiting.join',
];
