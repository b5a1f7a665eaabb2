import { faultsAmong, faultsOf, type Fault } from '@anmin/domain/measures/check';
import { describe, expect, test } from 'vitest';
import { faultyCopies, isFound } from '../test/faulty.ts';
import { packs } from './packs.ts';
import { vocabularies } from './vocabulary.ts';

/** The fault classes a checker of notices must know, each in at least one sown fault. */
const classes: readonly Fault['fault'][] = [
  'gap',
  'overlap',
  'contradiction',
  'unreachable',
  'deadScope',
  'expired',
  'reversed',
  'unknownRegion',
  'unknownKind',
  'cyclic',
  'boundary',
  'uncited',
  'twice',
  'idle',
  'shape',
  'unknownWord',
];

const notices = packs.filter(({ notice }) => !notice.standing);
/** A quarter of them; `npm run policies -- sown` tries all. */
const sown = notices.flatMap((pack) => faultyCopies(pack)).filter((_, index) => index % 4 === 0);

test('no alarm on the packs as they are', () => {
  expect(packs.flatMap((pack) => faultsOf(pack, vocabularies[pack.notice.id]))).toEqual([]);
  expect(faultsAmong(packs)).toEqual([]);
});

describe('faults sown into the five notices', () => {
  test('are at least 1,200, of every class', () => {
    expect(sown.length).toBeGreaterThanOrEqual(1200);
    expect(classes.filter((fault) => !sown.some((it) => it.fault === fault))).toEqual([]);
  });

  test.each(classes)('%s: each is found where it was sown', (fault) => {
    const missed = sown.filter((it) => it.fault === fault).filter((it) => !isFound(it));
    expect(missed.map(({ at }) => at)).toEqual([]);
  });
});
