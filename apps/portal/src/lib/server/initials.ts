/**
 * The first letters of a text's pinyin, as people type them to find a menu: 值班表 is zbb. Where a character has several
 * readings the collation's own one counts. Everything but Chinese stays as it is, in lower case.
 */
export function initialsOf(text: string): string {
  return Array.from(text.normalize('NFKC').toLowerCase(), initialOf).join('').replaceAll(/\s/g, '');
}

function initialOf(character: string): string {
  if (!/\p{Script=Han}/u.test(character)) return character;
  return firsts.findLast(([first]) => collator.compare(first, character) <= 0)?.[1] ?? character;
}

const collator = new Intl.Collator('zh-CN-u-co-pinyin');

/** The first common character of each letter in the order of the collation; no reading begins with i, u or v. */
const firsts = Array.from('阿八嚓搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝', (first, n) => [
  first,
  'abcdefghjklmnopqrstwxyz'.charAt(n),
]) as readonly (readonly [string, string])[];
