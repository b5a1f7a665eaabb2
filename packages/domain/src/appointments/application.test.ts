import { describe, expect, test } from 'vitest';
import { day } from '../../test/office.ts';
import { findService } from './service.ts';
import { houseServices } from './services/house.ts';
import { demoRegion, idNumberOf } from '../people/id-number.ts';
import { fields, type Answers, type FieldErrorCode, type Reading } from './answers.ts';
import { fieldsFor, readApplication, readScreening } from './application.ts';

const his = idNumberOf(demoRegion, day('1990-01-05'), 1);
const hers = idNumberOf(demoRegion, day('1991-02-06'), 2);
const complete: Answers = {
  service: 'marriage',
  office: 'mohe',
  day: '2022-05-20',
  time: '09:40',
  name1: '王建军',
  id1: his,
  name2: '李秀英',
  id2: hers,
  phone: '13800001234',
};
const reading: Reading = {
  services: houseServices,
  today: day('2022-05-16'),
  demo: true,
  gate: false,
  phoneOptional: false,
};
const gate = { ...reading, gate: true };
const certificate = { ...complete, service: 'divorceCertificate' };
const applied = { applicationYear: '2022', applicationMonth: '4', applicationDay: '5' };

describe('the answers of a citizen', () => {
  test('make an application', () => {
    expect(readApplication({ ...complete, military: 'yes' }, reading)).toEqual({
      application: {
        service: 'marriage',
        office: 'mohe',
        day: day('2022-05-20'),
        time: '09:40',
        applicationDay: null,
        parties: [
          { name: '王建军', idNumber: his, sex: 'male', birth: day('1990-01-05'), screening: null },
          { name: '李秀英', idNumber: hers, sex: 'female', birth: day('1991-02-06'), screening: null },
        ],
        phone: '13800001234',
        military: true,
        visit: null,
      },
    });
  });

  test('[A8] are read as people type them', () => {
    const typed = {
      id1: ` ${his.slice(0, 6)} ${his.slice(6).toLowerCase()} `,
      phone: '+86 138-0000-1234',
      name1: ' 王建军 ',
    };
    expect(readApplication({ ...complete, ...typed }, reading)).toEqual(readApplication(complete, reading));
  });

  test('of a divorce certificate hold the day of the application', () => {
    const typed = { ...certificate, ...applied, applicationYear: '２０２２' };
    expect(readApplication(typed, reading)).toMatchObject({ application: { applicationDay: day('2022-04-05') } });
  });

  test('of a replacement name one person of either sex, whatever else is typed', () => {
    for (const id1 of [his, hers]) {
      const alone: Answers = { ...complete, service: 'marriageReplacement', id1, name2: '', id2: '' };
      const read = readApplication(alone, reading);
      expect(read).toMatchObject({ application: { parties: [{ idNumber: id1 }] } });
      expect(readApplication({ ...alone, name2: '李秀英', id2: '1' }, reading)).toEqual(read);
    }
  });

  test('[DX-3.1.14] hold the stay and quarantine of both while a gate asks', () => {
    const typed = {
      ...complete,
      stay1: 'no',
      stay2: 'yes',
      quarantine2Year: '2022',
      quarantine2Month: '5',
      quarantine2Day: '19',
    };
    expect(readApplication(typed, gate)).toMatchObject({
      application: {
        parties: [
          { screening: { keyAreaStay: false, quarantineEnd: null } },
          { screening: { keyAreaStay: true, quarantineEnd: day('2022-05-19') } },
        ],
      },
    });
    expect(readApplication(typed, reading)).toMatchObject({
      application: { parties: [{ screening: null }, { screening: null }] },
    });
  });

  test('may leave the phone out where the desk books', () => {
    const read = readApplication({ ...complete, phone: '' }, { ...reading, phoneOptional: true });
    expect(read).toMatchObject({ application: { phone: null } });
  });
});

describe('what is to be mended', () => {
  test.each<[FieldErrorCode, string, Answers, Reading?]>([
    ['service.empty', 'service', { service: '' }],
    ['service.empty', 'service', { service: 'adoption' }],
    ['office.empty', 'office', { office: '' }],
    ['slot.empty', 'day', { day: '' }],
    ['slot.empty', 'day', { day: '2022-02-30' }],
    ['slot.empty', 'day', { time: '' }],
    ['slot.empty', 'day', { time: '25:00' }],
    ['application.empty', 'applicationYear', certificate],
    ['application.date', 'applicationYear', { ...certificate, ...applied, applicationMonth: '' }],
    ['application.date', 'applicationYear', { ...certificate, ...applied, applicationDay: '31' }],
    ['application.date', 'applicationYear', { ...certificate, ...applied, applicationYear: '22' }],
    ['application.future', 'applicationYear', { ...certificate, ...applied, applicationMonth: '6' }],
    ['name.empty', 'name1', { name1: ' ' }],
    ['name.digit', 'name2', { name2: '李4' }],
    ['name.length', 'name1', { name1: '王' }],
    ['id.empty', 'id1', { id1: '' }],
    ['id.old15', 'id1', { id1: '110101900105001' }],
    ['id.length', 'id2', { id2: hers.slice(1) }],
    ['id.char', 'id1', { id1: `A${his.slice(1)}` }],
    ['id.region', 'id1', { id1: `000000${his.slice(6)}` }],
    ['id.region', 'id1', { id1: his }, { ...reading, demo: false }],
    ['id.date', 'id1', { id1: `${his.slice(0, 6)}19900230${his.slice(14)}` }],
    ['id.future', 'id1', { id1: idNumberOf(demoRegion, day('2022-05-17'), 1) }],
    ['id.check', 'id1', { id1: his.slice(0, 17) + (his.endsWith('0') ? '1' : '0') }],
    ['id.sex', 'id1', { id1: idNumberOf(demoRegion, day('1990-01-05'), 4) }],
    ['id.same', 'id2', { id2: his }],
    ['phone.empty', 'phone', { phone: '' }],
    ['phone.wrong', 'phone', { phone: '12345' }],
    ['phone.wrong', 'phone', { phone: '12345' }, { ...reading, phoneOptional: true }],
    ['stay.empty', 'stay1', { stay2: 'no' }, gate],
    ['quarantine.empty', 'quarantine2Year', { stay1: 'no', stay2: 'yes' }, gate],
    ['quarantine.date', 'quarantine1Year', { stay1: 'yes', quarantine1Year: '2022', stay2: 'no' }, gate],
  ])('%s, at %s', (code, field, change, under = reading) => {
    const read = readApplication({ ...complete, ...change }, under);
    const errors = 'errors' in read ? read.errors : [];
    const others = under.demo ? [] : [{ field: 'id2', code: 'id.region' }];
    expect(errors).toMatchObject([{ field, code }, ...others]);
  });

  test('is told with the count and the sex a sentence needs', () => {
    const read = readApplication({ ...complete, id1: hers, id2: hers.slice(2) }, reading);
    expect(read).toMatchObject({
      errors: [
        { field: 'id1', code: 'id.sex', facts: { sex: 'female' } },
        { field: 'id2', code: 'id.length', facts: { n: 16 } },
      ],
    });
  });

  test('[A9] comes one a field, in the order of the screens', () => {
    const read = readApplication({ service: 'divorceCertificate', stay2: 'yes' }, gate);
    const wrong = 'errors' in read ? read.errors.map(({ field }) => field) : [];
    expect(wrong).toEqual([
      'office',
      'applicationYear',
      'day',
      'name1',
      'id1',
      'name2',
      'id2',
      'phone',
      'stay1',
      'quarantine2Year',
    ]);
    expect(wrong).toEqual(fields.filter((field) => (wrong as string[]).includes(field)));
  });

  test('[A7] one number for both is one sentence, not two', () => {
    const read = readApplication({ ...complete, id2: his }, reading);
    expect(read).toMatchObject({ errors: [{ field: 'id2', code: 'id.same' }] });
  });
});

describe('the fields of a service', () => {
  test.each([
    ['marriage', false, ['service', 'office', 'day', 'time', 'name1', 'id1', 'name2', 'id2', 'phone', 'military']],
    ['marriageReplacement', false, ['service', 'office', 'day', 'time', 'name1', 'id1', 'phone', 'military']],
  ] as const)('%s', (service, asks, expected) => {
    expect(fieldsFor(findService(houseServices, service), asks)).toEqual(expected);
  });

  test('a divorce certificate asks for the day of the application, after the office', () => {
    expect(fieldsFor(findService(houseServices, 'divorceCertificate'), false).slice(0, 5)).toEqual([
      'service',
      'office',
      'applicationYear',
      'applicationMonth',
      'applicationDay',
    ]);
  });

  test('[DX-3.1.14] a gate asks each party, and only a party that comes', () => {
    expect(fieldsFor(findService(houseServices, 'marriage'), true).filter((field) => field.startsWith('stay'))).toEqual(
      ['stay1', 'stay2'],
    );
    expect(
      fieldsFor(findService(houseServices, 'divorceReplacement'), true).filter((field) => field.startsWith('stay')),
    ).toEqual(['stay1']);
    expect(
      fieldsFor(findService(houseServices, 'marriage'), false).some((field) => /stay|quarantine/.test(field)),
    ).toBe(false);
  });
});

test('[DX-3.1.14] a party that answers no is not held by a date typed before', () => {
  expect(readScreening({ stay1: 'no', quarantine1Year: '2099' }, 1)).toEqual({
    value: { keyAreaStay: false, quarantineEnd: null, temperature: null },
  });
});
