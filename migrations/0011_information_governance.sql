-- Information governance of an area: told when an offer went to the wrong desk (scenario A51). It reads no record.

alter table team drop constraint team_kind_check;
alter table team add constraint team_kind_check
  check (kind in ('fnp', 'health-visiting', 'named-nurse', 'designated-nurse', 'commissioner', 'information-governance', 'outside'));
alter table practitioner drop constraint practitioner_role_check;
alter table practitioner add constraint practitioner_role_check
  check (role in ('family-nurse', 'health-visitor', 'lead', 'administrator', 'named-nurse', 'designated-nurse', 'commissioner', 'information-governance'));
