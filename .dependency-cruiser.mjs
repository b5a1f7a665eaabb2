/** The walls of the house: who may import whom. See ARCHITECTURE.md. */
const rooms = ['appointments', 'evidence', 'organisation', 'vaccination'];
const open = '(calendar|regions|institutions|measures|people|sheets)';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['(^|/)\\$', 'paraglide', '\\?url'] },
    },
    {
      name: 'domain-is-pure',
      comment:
        'the domain knows its own rooms, zod, the calendar data and how a receipt is written and hashed, nothing else',
      severity: 'error',
      from: { path: '^packages/domain/src', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^packages/domain/src', 'node_modules/(zod|chinese-days|canonicalize|@noble/hashes)/'] },
    },
    ...rooms.map((room) => ({
      name: `domain-room-${room}`,
      comment: 'a room imports the open rooms, never another room',
      severity: 'error',
      from: { path: `^packages/domain/src/${room}/` },
      to: { path: '^packages/domain/src/', pathNot: `^packages/domain/src/(${room}/|${open}/|refusal\\.ts$)` },
    })),
    {
      name: 'open-rooms-know-no-room',
      severity: 'error',
      from: { path: `^packages/domain/src/${open}/` },
      to: { path: `^packages/domain/src/(${rooms.join('|')})/` },
    },
    {
      name: 'policies-know-measures-only',
      severity: 'error',
      from: { path: '^packages/policies/src' },
      to: {
        path: '^(packages|apps)/',
        pathNot: '^packages/(policies/(src|test)|domain/src/(measures|calendar|institutions|regions|refusal))',
      },
    },
    {
      name: 'db-knows-the-vocabulary-of-the-domain',
      severity: 'error',
      from: { path: '^packages/db/src' },
      to: { path: '^(packages|apps)/', pathNot: '^packages/(db|domain)/src' },
    },
    {
      name: 'api-knows-domain-policies-db',
      severity: 'error',
      from: { path: '^packages/api/src', pathNot: '\\.test\\.ts$' },
      to: { path: '^(packages|apps|tooling)/', pathNot: '^packages/(api|domain|policies|db)/' },
    },
    {
      name: 'words-and-ui-know-the-vocabulary-of-the-domain',
      severity: 'error',
      from: { path: '^packages/(words|ui)/src' },
      to: { path: '^(packages|apps)/', pathNot: '^packages/(words|ui|domain)/src' },
    },
    {
      name: 'sites-take-types-only-from-the-api',
      severity: 'error',
      from: { path: '^apps/(booking|portal)/src' },
      to: { path: '^packages/api/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sites-know-no-database-and-no-policy',
      severity: 'error',
      from: { path: '^apps/(booking|portal)/src' },
      to: { path: '^(packages/(db|policies)|apps/server)/|node_modules/(pg|drizzle-orm)/' },
    },
    {
      name: 'booking-knows-not-portal',
      severity: 'error',
      from: { path: '^apps/booking/' },
      to: { path: '^apps/portal/' },
    },
    {
      name: 'portal-knows-not-booking',
      severity: 'error',
      from: { path: '^apps/portal/' },
      to: { path: '^apps/booking/' },
    },
    {
      name: 'only-db-knows-the-driver',
      severity: 'error',
      from: { path: '^(packages|apps|tooling)/', pathNot: '^packages/db/' },
      to: { path: 'node_modules/pg/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(\\.svelte-kit|/build/|paraglide/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.svelte', '.json'],
    },
  },
};
