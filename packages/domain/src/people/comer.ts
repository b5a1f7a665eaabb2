import { readIdNumber, type IdNumberContext } from './id-number.ts';
import { readName, type NameProblem } from './name.ts';
import { readPhone } from './phone.ts';
import { plainText, ungrouped } from './typed-text.ts';

/** As what somebody comes in at a gate. */
export const comerKinds = ['visitor', 'staff', 'delivery', 'other'] as const;
export type ComerKind = (typeof comerKinds)[number];

/** What is typed of somebody at a gate; an empty text: nothing was said. `purpose`: to whom they come, or what for. */
export const comerFields = ['came', 'name', 'phone', 'idNumber', 'purpose'] as const;
export type TypedComer = Readonly<Record<(typeof comerFields)[number], string>>;

export type WrittenComer = {
  readonly came: ComerKind;
  readonly name: string;
  readonly phone: string | null;
  readonly idNumber: string | null;
  readonly purpose: string;
};

type IdProblem = 'empty' | Extract<ReturnType<typeof readIdNumber>, { error: unknown }>['error'];
export type ComerProblem =
  'came.empty' | `name.${NameProblem}` | 'phone.wrong' | `idNumber.${IdProblem}` | 'purpose.empty' | 'purpose.length';

export type ComerContext = IdNumberContext & {
  /** Whether a rule in force asks that they come under their real name. */
  readonly byNumber: boolean;
};

/** how long a purpose may be; a guard of the page, not policy */
const longestPurpose = 100;

/** Everything that is wrong at once. Only who works there needs no phone: it stands on their card. */
export function readComer(
  typed: TypedComer,
  context: ComerContext,
): { readonly ok: WrittenComer } | { readonly wrong: readonly ComerProblem[] } {
  const wrong: ComerProblem[] = [];
  const came = comerKinds.find((it) => it === typed.came);
  if (came === undefined) wrong.push('came.empty');
  const name = readName(typed.name);
  if ('error' in name) wrong.push(`name.${name.error}`);
  const phone = typed.phone.trim() === '' ? null : readPhone(typed.phone);
  if (phone === null ? came !== 'staff' : 'error' in phone) wrong.push('phone.wrong');
  const number = readNumber(typed.idNumber, context);
  if ('error' in number) wrong.push(`idNumber.${number.error}`);
  const purpose = plainText(typed.purpose).trim();
  if (purpose === '') wrong.push('purpose.empty');
  if (Array.from(purpose).length > longestPurpose) wrong.push('purpose.length');
  if (wrong.length > 0 || came === undefined || !('ok' in name) || !('ok' in number)) return { wrong };
  return {
    ok: { came, name: name.ok, phone: phone !== null && 'ok' in phone ? phone.ok : null, idNumber: number.ok, purpose },
  };
}

/** An identity number, or that of a passport or another paper: letters and digits, not all of them digits. */
function readNumber(text: string, context: ComerContext): { ok: string | null } | { error: IdProblem } {
  const typed = ungrouped(text).toUpperCase();
  if (typed === '') return context.byNumber ? { error: 'empty' } : { ok: null };
  if (/^(?=\d*[A-WYZ])[A-Z0-9]{5,20}$/.test(typed)) return { ok: typed };
  const read = readIdNumber(typed, context);
  return 'ok' in read ? { ok: read.ok.number } : { error: read.error };
}
