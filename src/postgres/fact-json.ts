import { instantText } from './instant-text.ts';

/** A fact of the table as "x", in JSON as `StoredFact` has it. */
export const factJson = `json_build_object('version', x.version, 'fact', x.data, 'happenedAt', ${instantText('x.happened_at')},
  'recordedAt', ${instantText('x.recorded_at')}, 'by', json_build_object('practitionerId', x.recorded_by, 'teamId', x.recorded_team, 'role', x.recorded_role),
  'commandId', x.command_id)`;
