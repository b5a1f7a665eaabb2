import { Unread } from './fault.ts';

/** What is told of a part as it is read; names come without their prefix. */
export type Heard = {
  readonly open: (name: string, attribute: (name: string) => string | undefined) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
};

/** characters; no tag or text of a workbook is nearly as long */
const longestPiece = 200_000;

/**
 * Reads XML as it comes, so that nothing is held. What may name something outside of it (a document type, an entity of its
 * own) is not read at all.
 */
export function xmlReader({ open, text, close }: Heard) {
  let held = '';
  const take = (isLast: boolean) => {
    let at = 0;
    while (at < held.length) {
      const next = held.indexOf('<', at);
      if (next !== at) {
        // a text may go on in the next piece, and so may an entity at its end
        if (next < 0 && !isLast) break;
        const end = next < 0 ? held.length : next;
        text(plain(held.slice(at, end)));
        at = end;
        continue;
      }
      const end = tagAt(at, isLast);
      if (end === null) break;
      at = end;
    }
    held = held.slice(at);
    if (held.length > longestPiece) throw new Unread('damaged');
  };

  function tagAt(at: number, isLast: boolean): number | null {
    const passed = passedAt(at);
    if (passed !== undefined) {
      if (passed === null && isLast) throw new Unread('damaged');
      return passed;
    }
    if (held.startsWith('<!', at) && held.length > at + 8) throw new Unread('damaged');
    tag.lastIndex = at;
    const found = tag.exec(held);
    if (found === null) {
      if (isLast || held.length - at > longestPiece) throw new Unread('damaged');
      return null;
    }
    const [, ending = '', name = '', attributes = '', empty = ''] = found;
    if (ending === '') open(bare(name), (asked) => attributeOf(attributes, asked));
    if (ending !== '' || empty !== '') close(bare(name));
    return tag.lastIndex;
  }

  /** What is passed over, and text that is written as it is; undefined: something else begins here. */
  function passedAt(at: number): number | null | undefined {
    for (const [begin, end] of passing) {
      if (!held.startsWith(begin, at)) continue;
      const found = held.indexOf(end, at + begin.length);
      if (found < 0) return null;
      if (begin === '<![CDATA[') text(held.slice(at + begin.length, found));
      return found + end.length;
    }
    return undefined;
  }

  return {
    write: (piece: string) => {
      held += piece;
      take(false);
    },
    end: () => {
      take(true);
      if (held !== '') throw new Unread('damaged');
    },
  };
}

const passing = [
  ['<?', '?>'],
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
] as const;

const tag = /<(\/?)([^\s<>/="']+)((?:\s+[^\s<>/="']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;

const bare = (name: string): string => name.slice(name.indexOf(':') + 1);

function attributeOf(attributes: string, asked: string): string | undefined {
  for (const [, name = '', twice, once] of attributes.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    if (name === asked) return plain(twice ?? once ?? '');
  return undefined;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function plain(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&([^;&]{0,12});?/g, (_, name: string) => {
    if (Object.hasOwn(entities, name)) return entities[name] ?? '';
    const code = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name);
    const point = code === null ? NaN : parseInt(code[1] ?? code[2] ?? '', code[1] === undefined ? 10 : 16);
    if (!(point > 0 && point <= 0x10_ff_ff)) throw new Unread('damaged');
    return String.fromCodePoint(point);
  });
}
