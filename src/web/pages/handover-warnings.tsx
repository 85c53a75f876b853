import type { ReadChild } from '../../application/readings.ts';
import { mayCommand } from '../../domain/access/permissions.ts';
import { relationsOf } from '../../domain/access/relations.ts';
import type { Directory } from '../../domain/directory/directory.ts';
import { type Handover, isOpen, releaseOf } from '../../domain/handover/facts.ts';
import { gpAnswered, gpBeside } from '../../domain/handover/gp-elsewhere.ts';
import { gpAnswerWords } from '../../domain/handover/parts.ts';
import { asSentence, lowerFirst } from '../../domain/language/sentence.ts';
import type { Names } from '../../domain/language/timeline.ts';
import { WarningCallout } from '../components/content.tsx';
import { recalledFrom } from './checklist-links.ts';
import { pagePaths } from './page-paths.ts';
import type { Asked } from './route.ts';

/** The desk that a person chose is not the one that routing finds: shown to both sides until somebody has accepted (scenario A27). */
export function OtherThanRouted({ handover, names }: { handover: Handover; names: Names }) {
  const { routed, teamId, reason } = handover.destination;
  const undecided = ['draft', 'offered', 'acknowledged'].includes(handover.state);
  if (!routed || !undecided) return null;
  return (
    <WarningCallout heading="Routing finds another desk" level={2}>
      <p>{`By where the child sleeps it goes to ${names.team(routed.teamId)}: ${asSentence(routed.reason)}`}</p>
      <p>{`It goes to ${names.team(teamId)} instead. ${asSentence(reason)} ${names.team(handover.releasingTeamId)} answers for the child until somebody there has accepted.`}</p>
    </WarningCallout>
  );
}

/** A draft still names the desk from which it was recalled: sent as it stands it would lie there again (scenario A51). */
export function NamesWrongDesk({ handover, names }: { handover: Handover; names: Names }) {
  const wrong = recalledFrom(handover);
  if (wrong === null) return null;
  return (
    <WarningCallout heading="Choose the desk before you send it" level={2}>
      <p>{`It was recalled from ${names.team(wrong)}, and the draft names no other desk yet.`}</p>
    </WarningCallout>
  );
}

/** The GP is in another area than the home: shown to both sides until the handover is over, with what a person said of it (scenario A27). */
export function GpElsewhere({
  handover,
  child,
  names,
  directory,
  asked: { actor, now },
}: {
  handover: Handover;
  child: ReadChild;
  names: Names;
  directory: Directory;
  asked: Asked;
}) {
  const beside = gpBeside(child.state, { directory, now });
  if (!beside?.differs || !isOpen(handover)) return null;
  const answer = gpAnswered(handover, child.state);
  // A draft is revised; of a handover that was sent it is said with the practice.
  const sent = handover.state !== 'draft' && releaseOf(handover) === null;
  const maySay = sent && mayCommand(actor, 'record-gp', relationsOf(child.state, actor.teamId, directory));
  return (
    <WarningCallout heading="The GP is in another area than the home" level={2}>
      <p>{`${beside.says}.`}</p>
      <p>
        {answer
          ? `${names.team(handover.gpElsewhere?.saidBy ?? handover.releasingTeamId)} says: ${lowerFirst(gpAnswerWords[answer])}.`
          : 'Nobody has said yet what holds.'}
      </p>
      {!answer && maySay && (
        <p>
          <a href={pagePaths.form(child.personId, 'record-gp')}>Say what holds of the practice</a>
        </p>
      )}
    </WarningCallout>
  );
}
