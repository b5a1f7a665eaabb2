import type { EntryProblem } from '@anmin/domain/people/member';
import type { Sex } from '@anmin/domain/people/id-number';
import type { Leaving, MemberGroup, MemberRole, Standing, TransferState } from '@anmin/domain/people/membership';
import * as m from '#m';
import type { Word } from './vocabulary.ts';

export const sexWord = { male: m.sex_male, female: m.sex_female } satisfies Record<Sex, Word>;

export const memberRoleWord = {
  resident: m.member_resident,
  staff: m.member_staff,
  retiree: m.member_retiree,
  volunteer: m.member_volunteer,
  visitor: m.member_visitor,
} satisfies Record<MemberRole, Word>;

export const transferWord = {
  waiting: m.transfer_waiting,
  received: m.transfer_received,
  calledOff: m.transfer_called_off,
} satisfies Record<TransferState, Word>;

export const standingWord = {
  inService: m.standing_in_service,
  retired: m.standing_retired,
  retiredCadre: m.standing_retired_cadre,
} satisfies Record<Standing, Word>;

export const memberGroupWord = {
  partyMember: m.group_party_member,
  cadre: m.group_cadre,
  communityWorker: m.group_community_worker,
  socialWorker: m.group_social_worker,
  socialOrganisationStaff: m.group_social_organisation,
  centrallySupported: m.group_centrally_supported,
} satisfies Record<MemberGroup, Word>;

export const leavingWord = {
  home: m.leaving_home,
  transfer: m.leaving_transfer,
  hospital: m.leaving_hospital,
  died: m.leaving_died,
  resigned: m.leaving_resigned,
  retired: m.leaving_retired,
  ended: m.leaving_ended,
  mistake: m.leaving_mistake,
} satisfies Record<Leaving, Word>;

/** What to mend in a name and a number as they were typed, wherever somebody is named. */
export const typedPersonProblemWord = {
  'name.empty': m.member_wrong_name_empty,
  'name.digit': m.member_wrong_name_digit,
  'name.length': m.member_wrong_name_length,
  'idNumber.old15': m.member_wrong_id_old15,
  'idNumber.length': m.member_wrong_id_length,
  'idNumber.char': m.member_wrong_id_char,
  'idNumber.region': m.member_wrong_id_region,
  'idNumber.date': m.member_wrong_id_date,
  'idNumber.future': m.member_wrong_id_future,
  'idNumber.check': m.member_wrong_id_check,
};

/** What to mend, by itself or because of what is recorded. */
export const memberProblemWord = {
  ...typedPersonProblemWord,
  'idNumber.otherName': m.member_wrong_id_other_name,
  'idNumber.taken': m.member_wrong_id_taken,
  'sex.empty': m.member_wrong_sex_empty,
  'sex.other': m.member_wrong_sex_other,
  'bornOn.date': m.member_wrong_born_date,
  'bornOn.future': m.member_wrong_born_future,
  'bornOn.other': m.member_wrong_born_other,
  'phone.wrong': m.member_wrong_phone,
  'role.empty': m.member_wrong_role_empty,
  'role.already': m.member_wrong_role_already,
  'standing.empty': m.member_wrong_standing_empty,
  'standing.role': m.member_wrong_standing_role,
  'groups.unknown': m.member_wrong_groups,
  'post.role': m.member_wrong_post_role,
  'post.length': m.member_wrong_post_length,
  'room.role': m.member_wrong_room_role,
  'room.length': m.member_wrong_room_length,
  'bed.role': m.member_wrong_bed_role,
  'bed.length': m.member_wrong_bed_length,
  'bed.room': m.member_wrong_bed_room,
  'since.empty': m.member_wrong_since_empty,
  'since.future': m.member_wrong_since_future,
  'since.born': m.member_wrong_since_born,
  'since.overlaps': m.member_wrong_since_overlaps,
  'on.wrong': m.member_wrong_on,
  'to.empty': m.member_wrong_to_empty,
} satisfies Record<EntryProblem, Word>;
