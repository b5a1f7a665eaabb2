import type { Field } from '@anmin/domain/appointments/answers';
import { fieldsFor } from '@anmin/domain/appointments/application';
import { findService } from '@anmin/domain/appointments/service';
import { houseServices } from '@anmin/domain/appointments/services/house';
import { expect, test } from 'vitest';
import { counterpart, firstOpen, stepsFor, type Slug } from './steps.ts';

const couple = { service: 'marriage' } as const;
const asks = (service: string, gate: boolean) => fieldsFor(findService(houseServices, service), gate);
const slugsOf = (...given: Parameters<typeof stepsFor>) => stepsFor(...given).map(({ slug }) => slug);

test('a couple sees four screens, the receipt included', () => {
  expect(slugsOf('standard', couple, asks('marriage', false))).toHaveLength(3);
});

test('elder mode asks one question a page on nine pages', () => {
  expect(slugsOf('elder', couple, asks('marriage', false))).toEqual([
    'yewu',
    'xianqu',
    'dengjichu',
    'natian',
    'jidian',
    'nanfang',
    'nvfang',
    'shouji',
    'hedui',
  ]);
});

test.each([
  ['the day of acceptance', 'divorceCertificate', false, 'shouli'],
  ['the questions of a notice', 'marriage', true, 'xunwen'],
] as const)('%s adds one elder page and no standard screen', (_, service, gate, slug) => {
  expect(slugsOf('elder', { service }, asks(service, gate))).toHaveLength(10);
  expect(slugsOf('elder', { service }, asks(service, gate))).toContain(slug);
  expect(slugsOf('standard', { service }, asks(service, gate))).toHaveLength(3);
});

test('a replacement asks one person', () => {
  const asked = slugsOf('elder', { service: 'marriageReplacement' }, asks('marriageReplacement', false));
  expect(asked).toContain('shenqingren');
  expect(asked).not.toContain('nanfang');
  expect(asked).not.toContain('nvfang');
});

test('both renderings ask the same fields', () => {
  const asked = asks('divorceCertificate', true);
  const answers = { service: 'divorceCertificate' };
  const standard = stepsFor('standard', answers, asked).flatMap(({ fields }) => fields);
  const elder = stepsFor('elder', answers, asked).flatMap(({ fields }) => fields);
  expect(elder.toSorted()).toEqual(standard.toSorted());
  expect(standard.toSorted()).toEqual(asked.toSorted());
});

test.each<[string, Slug, 'standard' | 'elder', Field[], Slug]>([
  ['times, with a day chosen, to the hour', 'shijian', 'elder', ['time', 'name1'], 'jidian'],
  ['the woman to the people', 'nvfang', 'standard', ['name2'], 'xinxi'],
  ['the check to the check', 'hedui', 'elder', [], 'hedui'],
])('switching the rendering leads from %s', (_, slug, mode, open, expected) => {
  const steps = stepsFor(mode, couple, asks('marriage', false));
  const stays = steps.some((step) => step.slug === slug);
  expect(stays ? slug : counterpart(slug, steps, open)).toBe(expected);
});

test('nobody reaches the check past an open question', () => {
  const steps = stepsFor('elder', couple, asks('marriage', false));
  expect(firstOpen('hedui', steps, ['name2'])).toBe('nvfang');
  expect(firstOpen('nanfang', steps, ['name2'])).toBeNull();
});
