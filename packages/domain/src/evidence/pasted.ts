import { plainText } from '../people/typed-text.ts';

/** Somebody a pasted line may mean. */
export type Listed = {
  readonly person: string;
  readonly name: string;
  readonly room: string | null;
  readonly bed: string | null;
};

/**
 * A list as it comes from a laboratory, a line a person: the name, or room and bed (`101-1`), and the result in one of its
 * words, among whatever else stands there. `unread`: the lines that mean nobody, several, or no result.
 */
export function readResults<Result extends string>(
  text: string,
  people: readonly Listed[],
  words: Readonly<Record<Result, readonly string[]>>,
): { readonly results: ReadonlyMap<string, Result>; readonly unread: readonly string[] } {
  const results = new Map<string, Result>();
  const unread: string[] = [];
  const known = Object.entries<readonly string[]>(words) as [Result, readonly string[]][];
  for (const line of text.split('\n')) {
    const parts = plainText(line)
      .split(/[\s,;、]+/)
      .filter((it) => it !== '');
    if (parts.length === 0) continue;
    const result = known.find(([, said]) => said.some((it) => parts.includes(it)))?.[0];
    const called = people.filter(({ name }) => parts.includes(name));
    const lying = people.filter(({ room, bed }) => room !== null && parts.includes(`${room}-${bed ?? ''}`));
    const both = called.filter((it) => lying.includes(it));
    const meant = both.length > 0 ? both : called.length > 0 && lying.length > 0 ? [] : [...called, ...lying];
    const [one, ...others] = meant;
    if (result === undefined || one === undefined || others.length > 0 || results.has(one.person))
      unread.push(line.trim());
    else results.set(one.person, result);
  }
  return { results, unread };
}
