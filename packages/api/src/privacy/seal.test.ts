import { describe, expect, test } from 'vitest';
import { addKey, createKeys, currentOf, dropKey, parseKeys, ringOf, useKey } from './keys.ts';
import { blindIndex, blindIndexes, seal, sign, unseal } from './seal.ts';

const keys = createKeys();
const spot = 'party.name:1.1';

describe('a sealed value', () => {
  test('opens where it was sealed', () => {
    expect(unseal(keys, spot, seal(keys, spot, '欧阳·Ann 𠮷'))).toBe('欧阳·Ann 𠮷');
    expect(unseal(keys, spot, seal(keys, spot, ''))).toBe('');
  });

  test('is never twice the same, and never shows what it holds', () => {
    const [one, other] = [seal(keys, spot, '13800001234'), seal(keys, spot, '13800001234')];
    expect(one.equals(other)).toBe(false);
    expect(one.includes('13800001234')).toBe(false);
  });

  test.each([['party.name:1.2'], ['party.name:2.1'], ['party.id:1.1']] as const)('does not open at %s', (elsewhere) => {
    expect(() => unseal(keys, elsewhere, seal(keys, spot, '王建军'))).toThrow();
  });

  test('does not open when any byte of it is changed', () => {
    const sealed = seal(keys, spot, '王建军');
    for (let at = 0; at < sealed.length; at += 1) {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(() => unseal(keys, spot, altered)).toThrow();
    }
  });

  test('does not open with the keys of another office', () => {
    expect(() => unseal(createKeys(), spot, seal(keys, spot, '王建军'))).toThrow();
  });

  test('opens after the sealing key was changed, as long as the old one is kept', () => {
    const { sealing } = createKeys();
    const changed = { ...keys, current: 'k2', sealing: { ...keys.sealing, k2: sealing['k1'] ?? '' } };
    expect(unseal(changed, spot, seal(keys, spot, '王建军'))).toBe('王建军');
    expect(unseal(changed, spot, seal(changed, spot, '王建军'))).toBe('王建军');
    expect(() => unseal(keys, spot, seal(changed, spot, '王建军'))).toThrow('sealed under an unknown key');
  });
});

describe('a blind index', () => {
  test('is equal for equal values of a field, and for nothing else', () => {
    const index = blindIndex(keys, 'party.id', '1234');
    expect(blindIndex(keys, 'party.id', '1234').equals(index)).toBe(true);
    for (const other of [
      blindIndex(keys, 'party.idTail', '1234'),
      blindIndex(keys, 'booking.phone', '1234'),
      blindIndex(keys, 'party.id', '1235'),
      blindIndex(createKeys(), 'party.id', '1234'),
      sign(keys, 'party.id', '1234'),
    ])
      expect(other.equals(index)).toBe(false);
  });
});

describe('the keys', () => {
  test.each([
    ['nothing', {}],
    ['a key of the wrong length', { ...keys, index: 'c2hvcnQ=' }],
    ['no current key', { ...keys, current: 'k9' }],
    ['an unknown word', { ...keys, plain: true }],
  ])('are refused with %s, there is no way around them', (_, data) => {
    expect(() => parseKeys(data)).toThrow();
  });

  test('of a file from before there were several index keys find what stood under its one', () => {
    const [only = ''] = Object.values(keys.index.keys);
    const old = parseKeys({ ...keys, index: only });
    expect(old).toEqual(keys);
    expect(blindIndex(old, 'party.id', '1234')).toHaveLength(32);
  });

  test.each(['sealing', 'index'] as const)('%s: an added key is read by, and written under once it is used', (ring) => {
    const { keys: added, id } = addKey(keys, ring);
    expect(currentOf(added, ring)).not.toBe(id);
    const used = useKey(added, ring, id);
    expect(currentOf(used, ring)).toBe(id);
    expect(unseal(used, spot, seal(added, spot, '王建军'))).toBe('王建军');
    expect(unseal(added, spot, seal(used, spot, '王建军'))).toBe('王建军');
    const own = blindIndex(used, 'party.id', '1234');
    expect(blindIndexes(added, 'party.id', '1234').some((it) => it.equals(own))).toBe(true);
    const [first = ''] = Object.keys(ringOf(keys, ring));
    expect(Object.keys(ringOf(dropKey(used, ring, first), ring))).toEqual([id]);
    expect(addKey(dropKey(used, ring, first), ring).id).not.toBe(id);
  });

  test('are read as they were made', () => {
    expect(parseKeys(JSON.parse(JSON.stringify(keys)))).toEqual(keys);
  });
});
