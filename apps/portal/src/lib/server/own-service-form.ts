import type { AskLine, TypedService } from '#lib/own-service.ts';
import type { Fields } from '#lib/server/form.ts';

/** Reads the form of a service; lines on which nothing was written are left out. */
export function readService({ text, all, has }: Fields): TypedService {
  const lines = <Name extends string>(names: Readonly<Record<Name, string>>) => {
    const columns = Object.entries<string>(names).map(([name, field]) => [name, all(field)] as const);
    const count = Math.max(0, ...columns.map(([, texts]) => texts.length));
    return Array.from(
      { length: count },
      (_, n) => Object.fromEntries(columns.map(([name, texts]) => [name, texts[n] ?? ''])) as Record<Name, string>,
    ).filter((line) => Object.values(line).some((it) => it !== ''));
  };
  const named = (name: string) => lines({ zh: `${name}Zh`, en: `${name}En` });
  const papers = lines({ id: 'materialsId', zh: 'materialsZh', en: 'materialsEn' })
    .filter(({ zh, en }) => zh !== '' || en !== '')
    .map(({ id, ...words }) => (id === '' ? words : { ...words, id }));
  return {
    ...{ prefecture: text('prefecture'), short: text('short'), zh: text('zh'), en: text('en') },
    ...{ institution: text('institution'), prefix: text('prefix'), takes: text('takes') },
    ...{ validFrom: text('validFrom'), source: text('source'), unique: all('unique'), penalties: has('penalties') },
    asks: lines<keyof AskLine>({
      ...{ kind: 'askKind', most: 'askMost', id: 'askId', zh: 'askZh', en: 'askEn', options: 'askOptions' },
    }),
    ...{ about: named('about'), materials: papers, afterwards: named('afterwards') },
    reminder: named('reminder'),
  };
}
