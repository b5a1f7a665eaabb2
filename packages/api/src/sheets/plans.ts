import type { MemberField, WrittenMember } from '@anmin/domain/people/member';
import type { Dose } from '@anmin/domain/vaccination/dose';

/** What a line asks for, as a form would: somebody begins to belong there, is put right, or is something else from a day on. */
export type MemberPlan =
  | { readonly act: 'enter'; readonly written: WrittenMember }
  | {
      readonly act: 'correct' | 'move';
      readonly membership: string;
      readonly written: WrittenMember;
      readonly changed: readonly MemberField[];
    };

export type NewDose = Dose & { readonly product: string; readonly batch: string; readonly place: string };

/** The doses a line has that the ledger has not, or otherwise: each with the one whose place it takes, if there is one. */
export type DosePlan = {
  readonly person: string;
  readonly doses: readonly { readonly given: NewDose; readonly instead: string | null }[];
};
