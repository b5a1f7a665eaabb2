import type { Ask, Named, ServiceDefinition } from '../service.ts';

/** Services of a marriage registration office, in the order of the counter (《婚姻登记条例》). */
export const marriageServices: readonly ServiceDefinition[] = [
  registration('marriage', { zh: '结婚登记', en: 'Marriage registration' }, [{ ask: 'couple' }]),
  registration('divorceApplication', { zh: '离婚登记（申请）', en: 'Divorce registration (application)' }, [
    { ask: 'couple' },
  ]),
  registration('divorceCertificate', { zh: '离婚登记（发证）', en: 'Divorce registration (certificate)' }, [
    { ask: 'applicationDay' },
    { ask: 'couple' },
  ]),
  registration('marriageReplacement', { zh: '补领结婚证', en: 'Replacement marriage certificate' }, [
    { ask: 'applicant' },
  ]),
  registration('divorceReplacement', { zh: '补领离婚证', en: 'Replacement divorce certificate' }, [
    { ask: 'applicant' },
  ]),
];

/** What they cost and which papers they need is standing law, kept with the notices; here stands what a booking asks. */
function registration(id: string, name: Named, who: Ask[]): ServiceDefinition {
  return {
    ...{ id, name, institution: 'marriageRegistrationOffice', prefix: 'HY' },
    asks: [...who, { ask: 'phone' }, { ask: 'military' }],
    ...{ takes: 'onePlace', unique: ['person'], penalties: true },
    ...{ about: [], materials: [], afterwards: [], reminder: null },
  };
}
