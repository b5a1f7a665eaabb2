import type { EntryProblem, TypedMember } from '@anmin/domain/people/member';
import { memberFields } from '@anmin/domain/people/member';
import type { Refusal } from '@anmin/domain/refusal';
import { m } from '@anmin/words/m';
import { memberProblemWord, standingWord } from '@anmin/words/people';
import { plainDay } from '#lib/days.ts';
import type { Mending } from '#lib/form-state.ts';
import type { Member, MemberRow } from '#lib/rows.ts';

/** What the office did not take of somebody, each with the control it is mended in. */
export function memberErrors(refusal: Refusal | null | undefined): Mending[] {
  const named = refusal?.facts['fields'];
  if (refusal?.refused !== 'wrongInput' || !Array.isArray(named)) return [];
  return named.flatMap((it) => {
    const problem = String(it).replace(':', '.') as EntryProblem;
    const word = memberProblemWord[problem] as (() => string) | undefined;
    const { since, until } = refusal.facts;
    const other =
      typeof since === 'string' ? ` ${spanOf({ since, until: typeof until === 'string' ? until : null })}` : '';
    return word === undefined ? [] : [{ field: problem.split('.')[0] ?? '', text: `${word()}${other}` }];
  });
}

/** Where somebody is found: room and bed, or at what work. */
export function whereIs({ room, bed, post, standing }: Pick<MemberRow, 'room' | 'bed' | 'post' | 'standing'>): string {
  const lies = [room, bed].filter(Boolean).join('—');
  return [lies, post, standing && standingWord[standing]()].filter(Boolean).join(' · ');
}

export function spanOf({ since, until }: Pick<MemberRow, 'since' | 'until'>): string {
  const from = plainDay(since);
  return until === null ? m.people_span_open({ from }) : m.people_span_over({ from, until: plainDay(until) });
}

/** A form of nobody yet. */
export const nobody = Object.fromEntries(memberFields.map((it) => [it, ''])) as TypedMember;

/** What is written of somebody as a form shows it; number and phone stay masked and are typed anew to change them. */
export function typedOf(member: Member): TypedMember {
  const { name, sex, bornOn, role, standing, groups, post, room, bed, since } = member;
  return {
    ...{ name, idNumber: '', phone: '', sex: member.idNumber === null ? sex : '', bornOn: bornOn ?? '', role, since },
    ...{ standing: standing ?? '', groups: groups.join(' '), post: post ?? '', room: room ?? '', bed: bed ?? '' },
  };
}
