import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageOn, demoRegion, idNumberOf, readIdNumber, type IdNumber } from './id-number.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const today = day('2026-08-19');
const real = { today, regions: 'real' } as const;
const demo = { today, regions: 'demo' } as const;
const mo = idNumberOf('232723', day('1998-03-05'), 17);
const withX = '11010519491231002X';

function read(text: string, context: typeof real | typeof demo = real): IdNumber {
  const reading = readIdNumber(text, context);
  if ('error' in reading) throw new Error(reading.error);
  return reading.ok;
}

describe('[A8] [G16] a number as people type it', () => {
  test.each([
    ['as printed', '11010519491231002X'],
    ['small x', '11010519491231002x'],
    ['full-width X', '11010519491231002Ｘ'],
    ['full-width small x', '11010519491231002ｘ'],
    ['multiplication sign', '11010519491231002×'],
    ['Cyrillic letter', '11010519491231002Х'],
    ['small Cyrillic letter', '11010519491231002х'],
    ['full-width digits', '１１０１０５１９４９１２３１００２Ｘ'],
    ['grouped by spaces', '110105 19491231 002X'],
    ['grouped by hyphens', '110105-19491231-002X'],
    ['grouped by full-width hyphens', '110105－19491231－002X'],
    ['grouped by dashes', '110105—19491231–002X'],
    ['full-width spaces', '　110105　19491231　002X　'],
    ['no-break spaces', '110105\u00a019491231\u00a0002X'],
    ['a tab and a line end from a table', '\t11010519491231002X\r\n'],
    ['a zero-width space from a chat', '11010519491231\u200b002X'],
    ['a direction mark from a contact card', '\u202d11010519491231002X\u202c'],
    ['a byte order mark from a file', '\ufeff11010519491231002X'],
  ])('%s is read', (_, text) => {
    expect(read(text)).toEqual({ number: withX, sex: 'female', birth: day('1949-12-31'), region: '110105' });
  });
});

describe('[G16] what is wrong with a number', () => {
  test.each([
    ['nothing typed', '', 'empty', 0],
    ['only spaces', ' 　\t', 'empty', 0],
    ['the old number of 15 digits', '110105491231002', 'old15', 15],
    ['one digit short', '1101051949123100X', 'length', 17],
    ['one digit long', '110105194912310020X', 'length', 19],
    ['15 characters with a letter', '11010549123100X', 'length', 15],
    ['a name instead', '王小明', 'length', 3],
    ['a rare character counts once', '𠮷', 'length', 1],
    ['a letter inside', '1101051949123100AX', 'char', 18],
    ['X inside', 'X1010519491231002X', 'char', 18],
    ['a wrong last letter', '11010519491231002Y', 'char', 18],
    ['digits of another script', '١١010519491231002X', 'char', 18],
    ['a region nobody was given', '99999919491231002X', 'region', 18],
    ['a province', '11000019491231002X', 'region', 18],
    ['29 February of a common year', '11010519490229002X', 'date', 18],
    ['29 February 1900', '11010519000229002X', 'date', 18],
    ['31 April', '11010519490431002X', 'date', 18],
    ['month 13', '11010519491331002X', 'date', 18],
    ['month 0', '11010519490031002X', 'date', 18],
    ['day 0', '11010519491200002X', 'date', 18],
    ['born tomorrow', '11010520260820002X', 'future', 18],
    ['a wrong check character', '110105194912310021', 'check', 18],
  ])('%s', (_, text, error, length) => {
    expect(readIdNumber(text, real)).toEqual({ error, length });
  });

  test('born today is no future', () => {
    expect(read(idNumberOf('110105', today, 2)).birth.equals(today)).toBe(true);
  });

  test('a number from a county abolished since is still a number', () => {
    expect([read(mo).region, read(idNumberOf('510202', day('1970-01-01'), 1)).region]).toEqual(['232723', '510202']);
  });

  test('an invented person exists in the demonstration only', () => {
    const invented = idNumberOf(demoRegion, day('2000-02-29'), 28);
    expect(readIdNumber(invented, real)).toEqual({ error: 'region', length: 18 });
    expect(read(invented, demo)).toMatchObject({ sex: 'female', region: demoRegion });
    expect(read(withX, demo).number).toBe(withX);
    expect(readIdNumber('990002' + invented.slice(6), demo)).toEqual({ error: 'region', length: 18 });
  });
});

describe('the check character', () => {
  const anyNumber = fc
    .tuple(
      fc.constantFrom('110105', '232723', '450202', '510202', '441900', '659001'),
      fc.integer({ min: 0, max: 46_000 }).map((days) => day('1900-01-01').add({ days })),
      fc.integer({ min: 0, max: 999 }),
    )
    .map(([region, birth, order]) => idNumberOf(region, birth, order));

  test('tells every single wrong character, at every place', () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        for (let place = 0; place < 18; place += 1) {
          for (const wrong of place < 17 ? '0123456789' : '0123456789X') {
            if (wrong === number[place]) continue;
            const mistyped = number.slice(0, place) + wrong + number.slice(place + 1);
            expect(readIdNumber(mistyped, real)).toHaveProperty('error');
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test('tells two neighbours swapped', () => {
    fc.assert(
      fc.property(anyNumber, fc.integer({ min: 0, max: 15 }), (number, place) => {
        const [one, other] = [number.charAt(place), number.charAt(place + 1)];
        fc.pre(one !== other);
        const swapped = number.slice(0, place) + other + one + number.slice(place + 2);
        expect(readIdNumber(swapped, real)).toHaveProperty('error');
      }),
    );
  });
});

test('every day of birth from 1900 to 2026 comes back from its number', () => {
  const last = day('2026-12-31');
  let count = 0;
  const lost: string[] = [];
  for (let birth = day('1900-01-01'); Temporal.PlainDate.compare(birth, last) <= 0; birth = birth.add({ days: 1 })) {
    const reading = readIdNumber(idNumberOf('110105', birth, count % 1000), { today: last, regions: 'real' });
    const same =
      'ok' in reading && reading.ok.birth.equals(birth) && reading.ok.sex === (count % 2 === 1 ? 'male' : 'female');
    if (!same) lost.push(birth.toString());
    count += 1;
  }
  expect([count, lost]).toEqual([46_386, []]);
});

test.each([
  ['the day before the birthday', '2004-08-20', '2026-08-19', 21],
  ['the birthday itself', '2004-08-19', '2026-08-19', 22],
  ['born on a leap day, 28 February of a common year', '2004-02-29', '2026-02-28', 21],
  ['born on a leap day, 1 March of a common year', '2004-02-29', '2026-03-01', 22],
  ['born on a leap day, the leap day', '2004-02-29', '2024-02-29', 20],
  ['born on 31 December, the day after', '2004-12-31', '2005-01-01', 0],
  ['the day of birth', '2026-08-19', '2026-08-19', 0],
])('age: %s', (_, birth, on, age) => {
  expect(ageOn(day(birth), day(on))).toBe(age);
});
