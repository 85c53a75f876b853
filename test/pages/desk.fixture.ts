import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { CivilDate, Instant } from '../../src/domain/calendar/time.ts';
import type { HandoverKind } from '../../src/domain/language/words.ts';
import type { Address } from '../../src/domain/responsibility/facts.ts';
import { pagePaths } from '../../src/web/pages/page-paths.ts';
import { openPage, type PageOptions } from '../browser.ts';
import type { House } from './house.ts';

/** A person at a browser of their own, without script unless said, who has signed in by the real flow. */
export async function sitDown(
  house: House,
  practitionerId: string,
  options: PageOptions = { width: 390 },
): Promise<Page> {
  const page = await openPage(options);
  const visitor = await house.visitor(practitionerId);
  await page
    .context()
    .addCookies([...visitor.cookies].map(([name, value]) => ({ name, value, url: house.baseUrl })));
  return page;
}

/** What a person reads on a page, line by line as it is laid out. After a click the page may have come only in part. */
export async function wordsOf(page: Page): Promise<string> {
  await page.waitForLoadState();
  return page.locator('main').innerText();
}

/** Fills in the form of a page, each answer by the name of its box. */
export async function fill(page: Page, answers: Readonly<Record<string, string>>): Promise<void> {
  const filled = await page.evaluate(fillBoxes, answers);
  assert.deepEqual(filled, Object.keys(answers), 'a box that the page does not have');
}

/** Fills in those of the answers that the page asks for; the answers may be those of several pages. */
export async function fillOnPage(page: Page, answers: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate(fillBoxes, answers);
}

/**
 * Runs in the browser, and says which of the boxes the page has. It is one question for a page, because asking box by box takes
 * longer than the page itself. A box that nobody can see or use is an error.
 */
function fillBoxes(answers: Readonly<Record<string, string>>): readonly string[] {
  type Box = {
    readonly type: string;
    readonly disabled: boolean;
    readonly readOnly?: boolean;
    value: string;
    checked: boolean;
    closest: (selector: string) => { open: boolean } | null;
    checkVisibility: (options: { visibilityProperty: boolean }) => boolean;
  };
  const { document } = globalThis as unknown as {
    document: { querySelectorAll: (selector: string) => Iterable<Box> };
  };
  return Object.entries(answers).flatMap(([name, value]) => {
    const boxes = [...document.querySelectorAll(`main [name="${name}"]:not([type="hidden"])`)];
    const [first] = boxes;
    if (!first) return [];
    const chosen = first.type === 'radio' || first.type === 'checkbox';
    const box = chosen ? boxes.find((one) => one.value === value) : first;
    const folded = box?.closest('details:not([open])');
    if (folded) folded.open = true;
    const usable = box?.checkVisibility({ visibilityProperty: true }) && !box.disabled && !box.readOnly;
    if (!box || !usable) throw new Error(`${name} cannot be answered with ${value}`);
    if (chosen) box.checked = true;
    else box.value = value;
    if (box.value !== value) throw new Error(`${name} does not take ${value}: ${box.value}`);
    return [name];
  });
}

/** Presses the first button of the page's form that is not small, which sends it: a small one belongs to a part of the form. */
export async function send(page: Page): Promise<void> {
  await page.locator('main form[method="post"] button:not(.nhsuk-button--small)').first().click();
  await page.waitForLoadState();
}

/** Answers a form that asks topic by topic, up to the page that checks the answers or the one that finds a fault. */
export async function fillThrough(page: Page, answers: Readonly<Record<string, string>>): Promise<void> {
  for (let step = 0; step < 10; step += 1) {
    await fillOnPage(page, answers);
    const goesOn = (await page.getByRole('button', { name: 'Continue' }).count()) > 0;
    await send(page);
    if (!goesOn || (await page.locator('.nhsuk-error-summary').count()) > 0) return;
  }
}

/** Opens a form of a handover, answers it, and sends it, from its check page where it has one; the page that says who holds the child comes back. */
export async function act(
  page: Page,
  house: House,
  at: { readonly personId: string; readonly handoverId?: string },
  form: string,
  answers: Readonly<Record<string, string>> = {},
): Promise<string> {
  await page.goto(
    `${house.baseUrl}${at.handoverId ? pagePaths.handoverForm(at.personId, at.handoverId, form) : pagePaths.form(at.personId, form)}`,
  );
  await fill(page, answers);
  await send(page);
  if ((await page.title()).startsWith('Check your answers')) await send(page);
  const text = await wordsOf(page);
  assert.match(new URL(page.url()).pathname, /\/done\//, `${form} was not taken: ${text}`);
  return text;
}

/** The boxes of a date, or of a date and a time in London, as a person types them. */
export function typed(name: string, at: Instant | string): Record<string, string> {
  const moment = at.includes('T')
    ? Temporal.Instant.from(at).toZonedDateTimeISO('Europe/London').toPlainDateTime()
    : Temporal.PlainDate.from(at).toPlainDateTime();
  return {
    [`${name}-day`]: String(moment.day),
    [`${name}-month`]: String(moment.month),
    [`${name}-year`]: String(moment.year),
    ...(at.includes('T') ? { [`${name}-time`]: moment.toPlainTime().toString().slice(0, 5) } : {}),
  };
}

export function minutesBefore(at: Instant, minutes: number): Instant {
  return new Date(Date.parse(at) - minutes * 60_000).toISOString();
}

export type Begun = { readonly personId: string; readonly handoverId: string; readonly familyName: string };

type Given = {
  readonly familyName: string;
  readonly address?: Address;
  /** A danger that travels with the child, or nobody known. */
  readonly danger?: boolean;
  readonly givenBy?: string;
  readonly teamId?: string;
  readonly receivingTeamId?: string;
  readonly kind?: HandoverKind;
  /** A draft of which nothing but the situation is written yet. */
  readonly unwritten?: boolean;
  /** The day on which it is expected, of a child that is not born yet. */
  readonly expectedOn?: CivilDate;
  /** When the holder took the child on; now when not said. */
  readonly takenOnAt?: Instant;
};

/** A child of Ealing with a complete draft to Luton: where most journeys begin. */
export async function drafted(house: House, given: Given): Promise<Begun> {
  const { familyName, danger = false, unwritten = false, expectedOn = null } = given;
  const by = given.givenBy ?? 'samira-haddad';
  const personId = randomUUID();
  const handoverId = randomUUID();
  const give = async (command: Parameters<House['give']>[2]) => {
    const outcome = await house.give(personId, by, command);
    assert.equal(outcome.kind, 'done', `${command.type}: ${JSON.stringify(outcome)}`);
  };
  const now = house.time.now;
  house.time.now = given.takenOnAt ?? now;
  await give({
    type: 'take-on',
    teamId: given.teamId ?? 'ealing-hv',
    practitionerId: by,
    reason: 'registration',
    identity: {
      givenName: expectedOn === null ? 'Robin' : '',
      familyName,
      bornOn: expectedOn === null ? '2024-02-03' : null,
      expectedOn,
      nhsNumber: null,
      familyId: null,
      mother: { name: `Jo ${familyName}`, nhsNumber: null, bornOn: '1996-05-04' },
    },
    address: given.address ?? null,
    gp: null,
    lastSeenOn: null,
    circumstances: {
      people: [
        { name: `Jo ${familyName}`, relation: 'mother', livesWithChild: true, parentalResponsibility: true },
      ],
      dangers: danger
        ? [
            {
              dangerId: randomUUID(),
              who: 'Dale Marlow',
              relation: 'former partner of the mother',
              why: 'He assaulted her in May.',
              violent: false,
              limits: [],
              move: 'moves-with-child',
            },
          ]
        : [],
      statutory: [],
      contact: { route: 'Ring the mother after six', interpreter: null, loneVisitWarning: null },
      level: 'universal',
      motherBornOn: '1996-05-04',
      whereaboutsUnknown: false,
    },
  });
  house.time.now = now;
  await give({
    type: 'prepare',
    handoverId,
    follows: null,
    kind: given.kind ?? 'health-visiting-to-health-visiting',
    occasion: 'move',
    destination: { kind: 'desk', teamId: given.receivingTeamId ?? 'luton-hv', reason: 'Residence' },
    addressedTo: null,
    proposedLevel: 'universal',
    summary: {
      situation: 'The family moves to Luton',
      assessment: unwritten ? '' : 'Settled, and glad to move',
      family: unwritten ? '' : 'Strong, with grandparents near',
      expectedResponse: unwritten ? '' : 'Visit within ten working days',
      recording: '',
    },
  });
  return { personId, handoverId, familyName };
}

/** A child whose handover lies on Luton’s desk. */
export async function offered(house: House, given: Given): Promise<Begun> {
  const begun = await drafted(house, given);
  const outcome = await house.give(begun.personId, given.givenBy ?? 'samira-haddad', {
    type: 'offer',
    handoverId: begun.handoverId,
  });
  assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
  return begun;
}
