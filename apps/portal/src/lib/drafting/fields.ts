import { requirementSchema } from '@anmin/domain/measures/requirement';
import { z } from 'zod';

/** A field of a requirement as a form shows it, read off the schema of its kind. */
export type RuleField = { readonly name: string; readonly optional: boolean } & (
  | { readonly as: 'word' | 'words' | 'number' | 'numbers' | 'day' | 'days' | 'tick' | 'text' }
  | { readonly as: 'choice' | 'choices'; readonly options: readonly string[] }
  /** What every rule of the kind says alike; nobody is asked. */
  | { readonly as: 'fixed'; readonly value: unknown }
  | { readonly as: 'group' | 'list'; readonly fields: readonly RuleField[] }
);

/** The fields of a kind of requirement, in the order of its schema. */
export function fieldsOfKind(kind: string): readonly RuleField[] {
  return forms.get(kind) ?? [];
}

const nodeSchema: z.ZodType<Node> = z.looseObject({
  get properties() {
    return z.record(z.string(), nodeSchema).optional();
  },
  get items() {
    return nodeSchema.optional();
  },
  get anyOf() {
    return z.array(nodeSchema).optional();
  },
  get oneOf() {
    return z.array(nodeSchema).optional();
  },
  required: z.array(z.string()).optional(),
  enum: z.array(z.string()).optional(),
  const: z.unknown().optional(),
  type: z.string().optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
});

type Node = {
  readonly properties?: Readonly<Record<string, Node>> | undefined;
  readonly items?: Node | undefined;
  readonly anyOf?: readonly Node[] | undefined;
  readonly oneOf?: readonly Node[] | undefined;
  readonly required?: readonly string[] | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly const?: unknown;
  readonly type?: string | undefined;
  readonly format?: string | undefined;
  readonly pattern?: string | undefined;
};

const schema = nodeSchema.parse(z.toJSONSchema(requirementSchema));

const forms: ReadonlyMap<unknown, readonly RuleField[]> = new Map(
  (schema.oneOf ?? schema.anyOf ?? []).map((node) => [
    node.properties?.['kind']?.const,
    fieldsOf(node).filter(({ name }) => name !== 'kind'),
  ]),
);

function fieldsOf({ properties = {}, required = [] }: Node): RuleField[] {
  return Object.entries(properties).map(([name, node]) => fieldOf(name, node, !required.includes(name)));
}

/** A field may stay empty where the schema takes null, nothing, or an empty list. */
function fieldOf(name: string, node: Node, left: boolean): RuleField {
  const [inner] = node.anyOf?.filter(({ type }) => type !== 'null') ?? [node];
  const optional = left || node.anyOf !== undefined;
  const { type, format, pattern, items, enum: options, const: fixed } = inner ?? node;
  if (fixed !== undefined) return { name, optional, as: 'fixed', value: fixed };
  if (options !== undefined) return { name, optional, as: 'choice', options };
  if (type === 'object') return { name, optional, as: 'group', fields: fieldsOf(inner ?? node) };
  if (type === 'boolean') return { name, optional: true, as: 'tick' };
  if (type === 'integer') return { name, optional, as: 'number' };
  if (type === 'array') {
    if (items?.enum !== undefined) return { name, optional: true, as: 'choices', options: items.enum };
    if (items?.type === 'object') return { name, optional, as: 'list', fields: fieldsOf(items) };
    if (items?.type === 'integer') return { name, optional: true, as: 'numbers' };
    return { name, optional: true, as: items?.format === 'date' ? 'days' : 'words' };
  }
  if (format === 'date') return { name, optional, as: 'day' };
  return { name, optional, as: pattern === undefined ? 'text' : 'word' };
}
