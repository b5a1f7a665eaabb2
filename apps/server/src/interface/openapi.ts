import { namesIn, operationNames, operations, samples, type OperationName } from '@anmin/api/clients/interface/paths';
import { interfaceRouter } from '@anmin/api/clients/interface/router';
import { proceduresOf } from '@anmin/api/procedures';
import type { ClientScope } from '@anmin/domain/organisation/clients';
import { operationWords, pageWords, propertyWord, toldCodes } from '@anmin/words/interface';
import { z } from 'zod';

type Schema = { readonly [key: string]: unknown };
type ObjectSchema = Schema & {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly ObjectSchema[];
};

const procedures = proceduresOf(interfaceRouter);
const zh = { locale: 'zh-CN' } as const;

/** Made from the procedures themselves: what they read, what they answer, and whom they serve. */
export function openApiDocument(): object {
  return (made ??= document());
}

let made: object | undefined;

export function scopesOf(name: OperationName): readonly ClientScope[] {
  const meta = procedures.get(name)?.meta;
  return meta !== undefined && 'scopes' in meta ? meta.scopes : [];
}

type List = { readonly at: string; readonly fields: readonly string[] };

/** Of an operation that answers a list: where it stands in the answer, and what its entries can hold. */
export function listIn(name: OperationName): List | null {
  return (lists ??= new Map(operationNames.map((it) => [it, readList(it)]))).get(name) ?? null;
}

let lists: ReadonlyMap<OperationName, List | null> | undefined;

function readList(name: OperationName): List | null {
  if (!name.startsWith('list')) return null;
  for (const [at, { type, items }] of Object.entries(answerOf(name).properties ?? {}))
    if (type === 'array') return { at, fields: fieldsOf(items as ObjectSchema) };
  return null;
}

/** Of entries of several kinds, what any of them holds. */
function fieldsOf({ anyOf, properties = {} }: ObjectSchema): string[] {
  return [...new Set(anyOf === undefined ? Object.keys(properties) : anyOf.flatMap(fieldsOf))];
}

/** Whether the operation does something, once for each key. */
export function takesKey(name: OperationName): boolean {
  return 'key' in (inputOf(name).properties ?? {});
}

/** Whether it changes what somebody has read before. */
export function takesVersion(name: OperationName): boolean {
  return 'version' in (inputOf(name).properties ?? {});
}

/** An example with invented values in the places of its reader's. */
export function sampled<Value>(example: Value): Value {
  const text = JSON.stringify(example).replaceAll(/\$([A-Z]+)/g, (whole, name: string) => samples[name] ?? whole);
  return JSON.parse(text) as Value;
}

function document(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const name of operationNames) {
    const { path, method } = operations[name];
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(name) };
  }
  return {
    openapi: '3.1.0',
    info: { title: pageWords.title({}, zh), version: '1', description: pageWords.intro({}, zh) },
    servers: [{ url: '/api/v1' }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: pageWords.intro({}, zh) } },
      schemas: { Problem: problemSchema() },
    },
  };
}

function describe(name: OperationName): object {
  const { status, answer, method } = operations[name];
  const words = operationWords[name];
  return {
    operationId: name,
    summary: words.name({}, zh),
    description: words.text({}, zh),
    security: [{ key: scopesOf(name) }],
    parameters: parametersOf(name),
    ...(method === 'GET' ? {} : { requestBody: bodyOf(name) }),
    responses: {
      [status]: {
        description: words.name({}, zh),
        content: {
          'application/json': { schema: answerOf(name), example: sampled(answer) },
        },
      },
      default: {
        description: pageWords.ruleError({}, zh),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function parametersOf(name: OperationName): object[] {
  const { path, method, example } = operations[name];
  const { properties = {}, required = [] } = inputOf(name);
  const sample = sampled(example) as Record<string, unknown>;
  const inPath = namesIn(path);
  const named = Object.entries(properties)
    .filter(([property]) => inPath.includes(property) || (method === 'GET' && !isHeader(property)))
    .map(([property, schema]) => ({
      name: property,
      in: inPath.includes(property) ? 'path' : 'query',
      required: required.includes(property),
      description: propertyWord[property]?.({}, zh) ?? property,
      schema,
      ...(property in sample ? { example: sample[property] } : {}),
    }));
  const list = listIn(name);
  return [
    ...named,
    ...(list === null ? [] : [fieldsParameter(list.fields)]),
    ...(takesKey(name) ? [header('Idempotency-Key', pageWords.ruleKey({}, zh), 'c0a8012e-6a51-4f0e-9d53')] : []),
    ...(takesVersion(name) ? [header('If-Match', pageWords.ruleVersion({}, zh), '"1"')] : []),
  ];
}

function fieldsParameter(fields: readonly string[]): object {
  const schema = { type: 'array', items: { type: 'string', enum: fields } };
  const description = pageWords.ruleFields({}, zh);
  return { name: 'fields', in: 'query', required: false, style: 'form', explode: false, description, schema };
}

function header(name: string, description: string, example: string): object {
  return { name, in: 'header', required: true, description, schema: { type: 'string' }, example };
}

function bodyOf(name: OperationName): object {
  const { path, example } = operations[name];
  const inPath = namesIn(path);
  const { properties = {}, required = [], ...rest } = inputOf(name);
  const inBody = (property: string) => !inPath.includes(property) && !isHeader(property);
  const schema = {
    ...rest,
    properties: Object.fromEntries(Object.entries(properties).filter(([property]) => inBody(property))),
    required: required.filter(inBody),
  };
  const sample = Object.fromEntries(Object.entries(sampled(example)).filter(([property]) => inBody(property)));
  return { required: schema.required.length > 0, content: { 'application/json': { schema, example: sample } } };
}

function isHeader(property: string): boolean {
  return property === 'key' || property === 'version';
}

function inputOf(name: OperationName): ObjectSchema {
  const [input] = procedures.get(name)?.inputs ?? [];
  return input === undefined ? {} : schemaOf(input, 'input');
}

function answerOf(name: OperationName): ObjectSchema {
  const output = procedures.get(name)?.output;
  return output === undefined ? {} : schemaOf(output, 'output');
}

function schemaOf(type: z.ZodType, io: 'input' | 'output'): ObjectSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(type, {
    io,
    override: ({ jsonSchema }) => {
      for (const [name, property] of Object.entries(jsonSchema.properties ?? {}))
        if (typeof property === 'object') property.description ??= propertyWord[name]?.({}, zh) ?? name;
    },
  });
  return schema as ObjectSchema;
}

function problemSchema(): object {
  const text = { type: 'string' };
  return {
    type: 'object',
    required: ['type', 'code', 'title', 'status', 'requestId'],
    properties: {
      type: text,
      code: { type: 'string', enum: toldCodes },
      ...{ title: text, detail: text, status: { type: 'integer' }, requestId: text },
      clauses: { type: 'array', items: text },
      facts: { type: 'object' },
      errors: {
        type: 'array',
        items: { type: 'object', required: ['pointer', 'code'], properties: { pointer: text, code: text } },
      },
    },
  };
}
