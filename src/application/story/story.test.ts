import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { foldChild } from '../../domain/child/evolve.ts';
import { canonical } from '../fact-chain.ts';
import { sayStory } from './say-story.ts';
import { playStory, type StoryStep } from './story.ts';

const story = playStory();
const acts = story.steps.flatMap((step) => step.acts);

function step(title: RegExp): StoryStep {
  const found = story.steps.find((one) => title.test(one.title));
  assert.ok(found, `no step ${title}`);
  return found;
}

describe('the built-in story', () => {
  test('goes as it is meant: every refusal where a rule must refuse, and no other', () => {
    assert.deepEqual(
      acts.filter((act) => !act.asMeant).map((act) => act.key),
      [],
    );
    assert.deepEqual(
      acts.flatMap((act) => (act.refused ? [[act.key, act.refused.code, act.refused.detail]] : [])),
      [
        [
          'offer-too-early',
          'draft-incomplete',
          'Who is a danger to this child now, or that nobody is known to be',
        ],
        ['close-too-early', 'not-seen-yet', null],
        ['accept-on-paper', 'verbal-handover-missing', null],
        ['accept-without-play-back', 'risks-not-played-back', null],
        ['play-back-father-only', 'risks-not-played-back', 'Craig Yardley'],
        ['level-too-low', 'level-needs-reason', null],
        [
          'close-untold',
          'not-everything-told',
          acts.find((act) => act.key === 'close-untold')?.refused?.detail,
        ],
      ],
    );
  });

  test('names at every step one holder who is there', () => {
    const holders = story.steps.map((one) => one.answerer.name);
    const passes = holders.filter((name, index) => name !== holders[index - 1]);
    assert.deepEqual(passes, ['Naomi Fletcher', 'Kate Brennan', 'Amara Osei']);
    assert.equal(step(/^Accepted is not seen/).answerer.name, 'Naomi Fletcher');
    assert.equal(step(/^Seen, and only now/).answerer.name, 'Kate Brennan');
    assert.equal(step(/^Seen, and still not/).answerer.name, 'Kate Brennan');
    assert.equal(step(/^The discussion is held/).answerer.name, 'Amara Osei');
    for (const { holderSays, answerer } of story.steps) {
      assert.match(holderSays, /answers for the child, telephone 020 7946 \d{4}, since/);
      assert.notEqual(answerer.as, 'desk');
    }
  });

  test('has no minute in which nobody answers, from the first fact on', () => {
    assert.equal(story.gapMinutes, 0);
    assert.equal(story.periods[0]?.from, story.facts[0]?.recordedAt);
    assert.ok(story.gaps.every((row) => row.gapBefore === 0));
    assert.equal(story.gaps.length, 3);
  });

  test('rings step by step at the times of the ladder while Ealing is silent', () => {
    const rung = story.steps
      .filter((one) => one.title.startsWith('Silence'))
      .flatMap((one) => one.alarms)
      .filter((alarm) => alarm.owed === 'Acknowledge the offer')
      .map((alarm) => [alarm.at, alarm.step, alarm.names.map(({ name }) => name).join(', ')]);
    // Offered on Tuesday 12 May at 10:30; heightened: one working day, then 4 hours, 1 and 2 working days.
    assert.deepEqual(rung, [
      ['2026-05-13T16:00:00.000Z', 'duty-desk', 'Leo Marsh, Nadia Farouk, Samira Haddad'],
      ['2026-05-14T12:00:00.000Z', 'lead', 'Deborah Quill'],
      ['2026-05-14T16:00:00.000Z', 'named-nurse', 'Colette Baptiste, Isobel Grant'],
      ['2026-05-15T16:00:00.000Z', 'designated-nurse', 'Manjit Sandhu, Femi Balogun'],
    ]);
    const after = step(/^Ealing answers/).alarms.filter((alarm) => alarm.at > '2026-05-18T08:10:00.000Z');
    assert.deepEqual(
      after.filter((alarm) => alarm.owed === 'Acknowledge the offer'),
      [],
    );
  });

  test('the reviews are done as they fall due, so that the alarms told are those of the pattern', () => {
    const owed = story.steps.flatMap((one) => one.alarms.map((alarm) => alarm.owed));
    assert.deepEqual(
      owed.filter((words) => words.startsWith('Offer')),
      [],
    );
    for (const { alarms } of story.steps.slice(0, 4)) assert.deepEqual(alarms, []);
    const reviewed = acts.filter(({ does }) => /visit|review|contact$/.test(does)).map(({ does }) => does);
    assert.deepEqual(reviewed.slice(0, 3), [
      'Record the antenatal review',
      'Record the new birth review',
      'Record the 6 to 8 week review',
    ]);
  });

  test('what is done is said in words, never by the name of its command', () => {
    for (const { does } of acts) assert.match(does, /^[A-Z][a-z]*( |$)/, does);
  });

  test('no step of a ladder rings twice for one deadline, and none before it is due', () => {
    for (const { alarms } of story.steps) for (const alarm of alarms) assert.ok(alarm.at >= alarm.dueAt);
    const keys = story.steps
      .flatMap((one) => one.alarms)
      .map((alarm) => `${alarm.owed} ${alarm.dueAt} ${alarm.step} ${alarm.names[0]?.teamId}`);
    assert.equal(new Set(keys).size, keys.length);
  });

  test('becomes urgent when the new adult is known, and rings in Luton over the weekend', () => {
    const learned = step(/^A new adult/);
    const handover = learned.state.handovers.at(-1);
    assert.equal(handover?.priority.computed.priority, 'urgent');
    assert.match(handover?.priority.computed.reasons.join() ?? '', /Craig Yardley/);
    const weekend = step(/^Four days unseen/).alarms;
    assert.ok(weekend.some((alarm) => alarm.at.startsWith('2026-10-10')));
    assert.ok(weekend.some((alarm) => alarm.names.some(({ teamId }) => teamId.startsWith('luton'))));
    assert.ok(weekend.some((alarm) => alarm.names.some(({ teamId }) => teamId.startsWith('ealing'))));
  });

  test('stands on facts alone: folding them again gives the last state', () => {
    assert.equal(canonical(foldChild(story.facts)), canonical(story.steps.at(-1)?.state));
  });

  test('every rule that it names is a promise or a scenario', () => {
    const rules = story.steps.flatMap((one) => one.stoppedBy.map(({ rule }) => rule));
    assert.ok(rules.length >= 12);
    for (const rule of rules) assert.match(rule, /^(P([1-9]|1[0-2])|A([1-9]|[1-4]\d|5[0-5]))$/);
  });
});

describe('the story with something left out', () => {
  for (const [left, refusal] of [
    ['play-back-second', 'risks-not-played-back'],
    ['verbal-second', 'verbal-handover-missing'],
  ] as const) {
    test(`without ${left} Luton cannot accept, and Ealing answers to the end`, () => {
      const without = playStory(new Set([left]));
      const accept = without.steps.flatMap((one) => one.acts).find((act) => act.key === 'accept-second');
      assert.equal(accept?.refused?.code, refusal);
      assert.equal(without.steps.at(-1)?.answerer.name, 'Kate Brennan');
      assert.equal(without.gapMinutes, 0);
    });
  }

  test('without the first acceptance the family nurse answers to the end, and alarms go on up to the commissioner', () => {
    const without = playStory(new Set(['accept-first']));
    assert.equal(without.steps.at(-1)?.answerer.name, 'Naomi Fletcher');
    assert.ok(without.steps.flatMap((one) => one.alarms).some((alarm) => alarm.step === 'commissioner'));
  });

  test('without the strategy discussion the child is seen and still Ealing’s', () => {
    const without = playStory(new Set(['strategy']));
    assert.equal(without.steps.at(-1)?.answerer.name, 'Kate Brennan');
    assert.equal(without.steps.at(-1)?.state.handovers.at(-1)?.state, 'seen');
  });
});

test('the story on the terminal says holder, alarms, refusals and the count of the gaps', () => {
  const said = sayStory(story);
  const text = said.join('\n');
  assert.match(text, /Holder: Naomi Fletcher of Hammersmith & Fulham Family Nurse Partnership/);
  assert.match(text, /ALARM: “Acknowledge the offer” is overdue\. Duty desk: Leo Marsh/);
  assert.match(text, /REFUSED: The risks have not been played back/);
  assert.match(text, /recounted from the first fact on: 0$/);
  assert.ok(said.slice(0, said.indexOf('') + 100).every((line) => line.length <= 110));
});

test('the story keeps to the width of a narrow terminal, its table too', () => {
  const said = sayStory(story, 60);
  assert.deepEqual(
    said.filter((line) => line.length > 60),
    [],
  );
  assert.ok(said.some((line) => /^- .*, from /.test(line)));
  assert.equal(said.at(-1)?.endsWith(': 0') ?? false, true);
});
