import { daySchema } from '../calendar/day.ts';
import { readIdNumber, sexes, type IdNumberContext, type Sex } from './id-number.ts';
import {
  hasBed,
  hasPost,
  memberGroups,
  memberRoles,
  standingsFor,
  type MemberGroup,
  type MemberRole,
  type Standing,
} from './membership.ts';
import { readName } from './name.ts';
import { readPhone } from './phone.ts';
import { plainText, ungrouped } from './typed-text.ts';

/** What somebody types, or a sheet holds, of a person who belongs to a unit; an empty text: nothing was said. */
export const memberFields = [
  'name',
  'idNumber',
  'sex',
  'bornOn',
  'phone',
  'role',
  'standing',
  'groups',
  'post',
  'room',
  'bed',
  'since',
] as const;
export type MemberField = (typeof memberFields)[number];
/** `groups`: their codes with a space between. */
export type TypedMember = Readonly<Record<MemberField, string>>;

export type WrittenMember = {
  readonly name: string;
  readonly idNumber: string | null;
  readonly phone: string | null;
  readonly sex: Sex;
  readonly bornOn: string | null;
  readonly role: MemberRole;
  readonly standing: Standing | null;
  readonly groups: readonly MemberGroup[];
  readonly post: string | null;
  readonly room: string | null;
  readonly bed: string | null;
  readonly since: string;
};

/** What can be wrong, by the field it is mended in. `other`: it contradicts the number; `role`: not with this role. */
export const memberProblems = [
  'name.empty',
  'name.digit',
  'name.length',
  'idNumber.old15',
  'idNumber.length',
  'idNumber.char',
  'idNumber.region',
  'idNumber.date',
  'idNumber.future',
  'idNumber.check',
  'sex.empty',
  'sex.other',
  'bornOn.date',
  'bornOn.future',
  'bornOn.other',
  'phone.wrong',
  'role.empty',
  'standing.empty',
  'standing.role',
  'groups.unknown',
  'post.role',
  'post.length',
  'room.role',
  'room.length',
  'bed.role',
  'bed.length',
  'bed.room',
  'since.empty',
  'since.future',
  'since.born',
] as const;
export type MemberProblem = (typeof memberProblems)[number];

/** Beside what is wrong by itself: what does not go with what is recorded. */
export type EntryProblem =
  MemberProblem | 'idNumber.otherName' | 'idNumber.taken' | 'role.already' | 'since.overlaps' | 'on.wrong' | 'to.empty';

export type MemberReading = { readonly ok: WrittenMember } | { readonly wrong: readonly MemberProblem[] };

/** how long a post, a room or a bed may be called; a guard of the pages, not policy */
const longest = { post: 40, room: 20, bed: 20 } as const;

/** Everything that is wrong at once, so that it is mended in one go. */
export function readMember(typed: TypedMember, context: IdNumberContext): MemberReading {
  const wrong: MemberProblem[] = [];
  const say = (is: boolean, problem: MemberProblem) => {
    if (is) wrong.push(problem);
  };
  const name = readName(typed.name);
  if ('error' in name) wrong.push(`name.${name.error}`);
  const identity = readIdentity(typed, context, wrong);
  const phone = typed.phone.trim() === '' ? null : readPhone(typed.phone);
  say(phone !== null && 'error' in phone, 'phone.wrong');

  const role = memberRoles.find((it) => it === typed.role.trim());
  say(role === undefined, 'role.empty');
  const standing = role === undefined ? null : readStanding(typed.standing.trim(), role, wrong);
  const named = typed.groups.split(/\s+/).filter((it) => it !== '');
  const groups = memberGroups.filter((it) => named.includes(it));
  say(groups.length < new Set(named).size, 'groups.unknown');
  const [post, room, bed] = [readWord(typed.post), readWord(typed.room), readWord(typed.bed)];
  for (const [field, word] of [
    ['post', post],
    ['room', room],
    ['bed', bed],
  ] as const) {
    const fits = role === undefined || (field === 'post' ? hasPost(role) : hasBed(role));
    say(word !== null && !fits, `${field}.role`);
    say(word !== null && Array.from(word).length > longest[field], `${field}.length`);
  }
  say(bed !== null && room === null && role !== undefined && hasBed(role), 'bed.room');

  const since = typed.since.trim();
  const isDay = daySchema.safeParse(since).success;
  say(!isDay, 'since.empty');
  say(isDay && since > context.today.toString(), 'since.future');
  say(isDay && identity?.bornOn != null && since < identity.bornOn, 'since.born');
  if (wrong.length > 0 || !('ok' in name) || identity === null || role === undefined) return { wrong };
  return {
    ok: {
      ...{ name: name.ok, phone: phone !== null && 'ok' in phone ? phone.ok : null, ...identity },
      ...{ role, standing, groups, post, room, bed, since },
    },
  };
}

type Identity = Pick<WrittenMember, 'idNumber' | 'sex' | 'bornOn'>;

/** A number says sex and day of birth; who has none says them, the day only if it is known. */
function readIdentity(typed: TypedMember, context: IdNumberContext, wrong: MemberProblem[]): Identity | null {
  const sex = sexes.find((it) => it === typed.sex.trim());
  const born = typed.bornOn.trim();
  const isDay = born === '' || daySchema.safeParse(born).success;
  if (!isDay) wrong.push('bornOn.date');
  else if (born > context.today.toString()) wrong.push('bornOn.future');
  if (ungrouped(typed.idNumber) === '') {
    if (sex === undefined) wrong.push('sex.empty');
    return sex === undefined || !isDay ? null : { idNumber: null, sex, bornOn: born === '' ? null : born };
  }
  const number = readIdNumber(typed.idNumber, context);
  if ('error' in number) {
    if (number.error !== 'empty') wrong.push(`idNumber.${number.error}`);
    return null;
  }
  const read = { idNumber: number.ok.number, sex: number.ok.sex, bornOn: number.ok.birth.toString() };
  if (sex !== undefined && sex !== read.sex) wrong.push('sex.other');
  if (isDay && born !== '' && born !== read.bornOn) wrong.push('bornOn.other');
  return read;
}

/** Where a role has one standing only it needs no saying. */
function readStanding(text: string, role: MemberRole, wrong: MemberProblem[]): Standing | null {
  const possible = standingsFor(role);
  if (text === '') {
    if (possible.length > 1) wrong.push('standing.empty');
    return possible.length === 1 ? (possible[0] ?? null) : null;
  }
  const standing = possible.find((it) => it === text);
  if (standing === undefined) wrong.push('standing.role');
  return standing ?? null;
}

const readWord = (text: string): string | null => plainText(text).replaceAll(/\s+/g, ' ').trim() || null;
